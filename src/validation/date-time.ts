/**
 * Dates and times as RFC 3339 writes them.
 *
 * @module validation/date-time
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */

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

/** The number that two digits write, or -1 if they are not digits. */
function twoDigits(text: string, at: number): number {
  const tens = digitAt(text, at);
  const ones = digitAt(text, at + 1);
  return tens < 0 || ones < 0 ? -1 : tens * 10 + ones;
}

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 48;
  return digit >= 0 && digit <= 9 ? digit : -1;
}
