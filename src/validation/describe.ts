/**
 * Describes a value in a few words, and cuts a long one.
 *
 * @module validation/describe
 */
import { MAX_PATH_SHOWN, MAX_TEXT_SHOWN } from './limits.ts';
import { printable } from './printable.ts';

/**
 * What a value is, in a few words.
 *
 * @param value any value
 * @returns such as `"11/23/2026, 9:56:05 PM"`, `an array of 3`, `null`, `nothing`
 */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return describeString(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `a ${typeof value}`;
}

/**
 * A place in a payload, in a sentence.
 *
 * @param path JSON pointer; its keys are the sender's
 * @returns such as `/data/run_id`, or `The payload`
 */
export function describePlace(path: string): string {
  if (path === '') return 'The payload';
  return path.length <= MAX_PATH_SHOWN ? printable(path) : `${printable(path.slice(0, MAX_PATH_SHOWN))}…`;
}

function describeString(text: string): string {
  if (text.length <= MAX_TEXT_SHOWN) return printable(JSON.stringify(text));
  return `${printable(JSON.stringify(text.slice(0, MAX_TEXT_SHOWN)))}… (${text.length} characters)`;
}
