/**
 * What the generated validators call. The generator writes this file's code into `generated/validators.js`, so
 * it must import nothing.
 *
 * @module validation/runtime
 */

/** Levels of nesting that an extra field may have. Documents of real scrapers stay below 20. */
export const MAX_DEPTH = 100;

/** UTF-16 units in one string: the default limit of a whole body, 10 MiB, since a page's HTML is one string. */
export const MAX_STRING_LENGTH = 10_485_760;

/** Findings that one validation collects; the rest would say the same again. */
export const MAX_ISSUES = 100;

/** Values that one walk visits. A body of 10 MiB cannot hold as many; a graph with shared parts can. */
const MAX_VALUES = 10_000_000;

/** The shortest and the longest text that {@link isDateTime} takes: no fraction and `Z`; nine digits and an offset. */
const MIN_DATE_TIME_LENGTH = 20;
const MAX_DATE_TIME_LENGTH = 35;

/** Digits that a fraction of a second may have: nanoseconds. */
const MAX_FRACTION_DIGITS = 9;

const DAYS_OF_MONTH: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether a text is an RFC 3339 date and time (section 5.6), with a day that the month has. The zone is required.
 *
 * Reads character by character: a regular expression takes five times as long, and three dates are most of what
 * validating a typical event costs.
 *
 * @param text any text
 * @returns true for, say, `2025-05-29T15:53:15.595Z`
 */
export function isDateTime(text: string): boolean {
  if (text.length < MIN_DATE_TIME_LENGTH || text.length > MAX_DATE_TIME_LENGTH) return false;
  return isDate(text) && isTime(text) && isZone(text, endOfFraction(text));
}

function isDate(text: string): boolean {
  const century = twoDigits(text, 0);
  const year = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (text[4] !== '-' || text[7] !== '-' || century < 0 || year < 0 || month < 1 || month > 12) return false;
  return day >= 1 && day <= daysOf(month, century * 100 + year);
}

function daysOf(month: number, year: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0);
}

/** The time of day, to the second; 60 is a leap second. */
function isTime(text: string): boolean {
  const mark = text[10];
  if ((mark !== 'T' && mark !== 't') || text[13] !== ':' || text[16] !== ':') return false;
  return isUpTo(23, text, 11) && isUpTo(59, text, 14) && isUpTo(60, text, 17);
}

/** Where the zone should begin: after the seconds, or after a dot and digits; -1 if the fraction is not one. */
function endOfFraction(text: string): number {
  if (text[19] !== '.') return 19;
  let end = 20;
  while (digitAt(text, end) >= 0) end++;
  return end > 20 && end <= 20 + MAX_FRACTION_DIGITS ? end : -1;
}

function isZone(text: string, start: number): boolean {
  const sign = text[start];
  if (sign === 'Z' || sign === 'z') return start + 1 === text.length;
  if ((sign !== '+' && sign !== '-') || start + 6 !== text.length || text[start + 3] !== ':') return false;
  return isUpTo(23, text, start + 1) && isUpTo(59, text, start + 4);
}

function isUpTo(max: number, text: string, at: number): boolean {
  const value = twoDigits(text, at);
  return value >= 0 && value <= max;
}

/** The number that two digits write, or -1 where they are none. */
function twoDigits(text: string, at: number): number {
  const tens = digitAt(text, at);
  const ones = digitAt(text, at + 1);
  return tens < 0 || ones < 0 ? -1 : tens * 10 + ones;
}

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 48;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

/**
 * Whether a value that no schema describes is plain data within the limits.
 *
 * @param value any value
 * @returns false if it nests deeper than {@link MAX_DEPTH}, holds a longer string than {@link MAX_STRING_LENGTH},
 * more than ten million values, or something that JSON does not have (a function, a symbol, a BigInt, NaN)
 */
export function isBounded(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MAX_STRING_LENGTH;
  return walk(value, MAX_DEPTH, { values: MAX_VALUES });
}

function walk(value: unknown, depth: number, left: { values: number }): boolean {
  if (--left.values < 0) return false;
  if (typeof value === 'string') return value.length <= MAX_STRING_LENGTH;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'object') return value === null || (depth > 0 && walkMembers(value, depth - 1, left));
  return typeof value === 'boolean' || value === undefined;
}

function walkMembers(value: object, depth: number, left: { values: number }): boolean {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (!walk(value[i], depth, left)) return false;
    return true;
  }
  for (const key in value) if (!walk((value as Record<string, unknown>)[key], depth, left)) return false;
  return true;
}

/** Thrown by a generated validator that has found enough. */
export class EnoughErrors {
  readonly errors: unknown[];

  /** @param errors what was found */
  constructor(errors: unknown[]) {
    this.errors = errors;
  }
}

/**
 * Adds a finding, up to {@link MAX_ISSUES}. ajv itself has no limit, and a hostile body can have a million findings.
 *
 * @param errors the findings so far
 * @param instancePath JSON pointer to the place
 * @param finding the keyword that was broken, and its parameters
 * @returns the findings with the new one
 * @throws {EnoughErrors} if there are {@link MAX_ISSUES} already
 */
export function collect(
  errors: unknown[] | null,
  instancePath: string,
  [keyword, params]: readonly [keyword: string, params: object],
): unknown[] {
  const error = { instancePath, keyword, params };
  if (errors === null) return [error];
  if (errors.length >= MAX_ISSUES) throw new EnoughErrors(errors);
  errors.push(error);
  return errors;
}
