/**
 * A number, a truth value, or null, as JSON writes it.
 *
 * @module mock-server/inspector/ui/scalar
 */
import type { JSX } from 'preact';

/** A value of JSON that is neither a text nor holds others. */
export function Scalar({ value }: { value: unknown }): JSX.Element {
  return <span class={`tree-value ${value === null ? 'null' : typeof value}`}>{JSON.stringify(value)}</span>;
}
