/**
 * Reads a `Retry-After` header: RFC 9110, section 10.2.3.
 *
 * @module send/attempt/retry-after
 */

import { MAX_RETRY_AFTER_LENGTH } from '../limits.ts';

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const TIME = String.raw`\d\d:\d\d:\d\d`;
/** RFC 9110, section 5.6.7: the current form, and the two obsolete ones that must still be read. */
const HTTP_DATES = [
  new RegExp(String.raw`^${DAY}, \d\d ${MONTH} \d{4} ${TIME} GMT$`),
  new RegExp(String.raw`^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d\d-${MONTH}-\d\d ${TIME} GMT$`),
  new RegExp(String.raw`^${DAY} ${MONTH} [\d ]\d ${TIME} \d{4}$`),
];

/**
 * @param value of the header; `undefined` if it is absent or repeated
 * @param now milliseconds since the epoch, for a header that names a date
 * @returns how long to wait from now, in milliseconds, 0 to `Infinity`; `undefined` for a value that is neither a whole
 *   number of seconds nor an HTTP date
 * @example
 * ```ts
 * parseRetryAfter('120', Date.now()); // 120_000
 * parseRetryAfter('1.5', Date.now()); // undefined
 * ```
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined || value.length > MAX_RETRY_AFTER_LENGTH) return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const date = parseHttpDate(text);
  return date === undefined ? undefined : Math.max(date - now, 0);
}

function parseHttpDate(text: string): number | undefined {
  if (!HTTP_DATES.some((form) => form.test(text))) return undefined;
  const time = Date.parse(text.endsWith(' GMT') ? text : `${text} GMT`);
  // 31 February would be a day of March; an hour of 25 is NaN.
  const isReal = new Date(time).getUTCDate() === Number(/\d+/.exec(text)?.[0]);
  return isReal ? time : undefined;
}
