/** @module doctor/quote */
import { printable } from '../validation/printable.ts';

const MAX_SHOWN = 200;

/**
 * A value of the settings, for a sentence: on one line, and not too long.
 *
 * @param value of the settings
 */
export function quote(value: unknown): string {
  return cut(printable(JSON.stringify(value) ?? 'nothing'));
}

/** The beginning of a text that is too long. */
export function cut(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}
