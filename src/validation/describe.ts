/**
 * Says in a few words what a value is, without ever repeating a long one.
 *
 * @module validation/describe
 */

/** Characters of a string that a description shows; enough to know a date or an id by. */
const MAX_SHOWN = 60;

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

function describeString(text: string): string {
  if (text.length <= MAX_SHOWN) return JSON.stringify(text);
  return `${JSON.stringify(text.slice(0, MAX_SHOWN))}… (${text.length} characters)`;
}
