/** @module doctor/quote */
import { printable } from '../validation/printable.ts';

const MAX_SHOWN = 200;

/**
 * A value of the settings, for a sentence: on one line, and not too long.
 *
 * @param value of the settings
 */
export function quote(value: unknown): string {
  const text = printable(JSON.stringify(value) ?? 'nothing');
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}
