/**
 * Reads a `Retry-After` header: RFC 9110, section 10.2.3.
 *
 * @module send/attempt/retry-after
 */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH = MONTHS.join('|');
const TIME = String.raw`(\d\d):(\d\d):(\d\d)`;
/** RFC 9110, section 5.6.7: the form to be sent, and the two that must still be read. */
const IMF_FIXDATE = new RegExp(
  String.raw`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d) (${MONTH}) (\d{4}) ${TIME} GMT$`,
);
const RFC_850 = new RegExp(
  String.raw`^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\d\d)-(${MONTH})-(\d\d) ${TIME} GMT$`,
);
const ASCTIME = new RegExp(
  String.raw`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (${MONTH}) ([\d ]\d) ${TIME} (\d{4})$`,
);

/** Longer than any date, and than any number of seconds that makes a difference: more is not looked at. */
const MAX_LENGTH = 1_024;

/**
 * @param value of the header, where there was exactly one
 * @param now milliseconds since the epoch, for a header that names a date
 * @returns how long to wait from now, in milliseconds, 0 at least and at most `Infinity`; `undefined` for what is neither a
 *   whole number of seconds nor an HTTP date
 * @example
 * ```ts
 * parseRetryAfter('120', Date.now()); // 120_000
 * parseRetryAfter('1.5', Date.now()); // undefined
 * ```
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined || value.length > MAX_LENGTH) return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const date = parseHttpDate(text, now);
  return date === undefined ? undefined : Math.max(date - now, 0);
}

function parseHttpDate(text: string, now: number): number | undefined {
  const [, day, month, year, ...time] = IMF_FIXDATE.exec(text) ?? [];
  if (day !== undefined) return utc(year, month, day, time);
  const [, day850, month850, year850, ...time850] = RFC_850.exec(text) ?? [];
  if (day850 !== undefined) return utc(String(fullYear(Number(year850), now)), month850, day850, time850);
  const [, monthC, dayC, hour = '', minute = '', second = '', yearC] = ASCTIME.exec(text) ?? [];
  return monthC === undefined ? undefined : utc(yearC, monthC, dayC, [hour, minute, second]);
}

/** RFC 9110, section 5.6.7: a year of two digits that seems to be more than 50 years ahead is one of the past. */
function fullYear(twoDigits: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + twoDigits;
  return year > thisYear + 50 ? year - 100 : year;
}

// eslint-disable-next-line eslint/max-params -- year, month, day, as everywhere
function utc(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  time: readonly string[],
): number | undefined {
  const [hour = 0, minute = 0, second = 0] = time.map(Number);
  const date = new Date(0);
  date.setUTCFullYear(Number(year), MONTHS.indexOf(month ?? ''), Number(day));
  date.setUTCHours(hour, minute, second);
  // 31 February would have rolled over into March; a leap second (60) may roll over.
  const isReal = date.getUTCDate() === Number(day) || second === 60;
  return isReal && hour < 24 && minute < 60 && second <= 60 ? date.getTime() : undefined;
}
