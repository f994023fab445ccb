/**
 * How a locale writes `new Date().toLocaleString()`, learnt from the runtime's own `Intl`.
 *
 * @module event/locale-format
 * @see https://tc39.es/ecma402/#sup-date.prototype.tolocalestring
 */
import { cached, isReal, NUMERIC, type WallTime } from './wall-clock.ts';

/** How a locale writes a date and time. */
export interface LocaleFormat {
  /** The order of the six numbers. */
  readonly order: readonly Unit[];
  /** For each hour of a day the number it is written with. */
  readonly hours: readonly number[];
  /** For each hour of a day the word for the part of the day, {@link fold}ed; empty in a 24-hour clock. */
  readonly periods: readonly string[];
  /** Writes a date in the locale's own calendar, in UTC; absent if that is the Gregorian one. */
  readonly calendar?: Intl.DateTimeFormat;
}

/** One of the six numbers. */
export type Unit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

const UNITS: ReadonlySet<string> = new Set(['year', 'month', 'day', 'hour', 'minute', 'second']);

const DAY_MS = 86_400_000;

const formats = new Map<string, LocaleFormat>();

/**
 * How a locale writes a date and time.
 *
 * @param locale a BCP 47 tag
 * @throws {RangeError} if it is none
 */
export function formatOf(locale: string): LocaleFormat {
  return cached(formats, locale, () => learn(locale));
}

function learn(locale: string): LocaleFormat {
  const format = new Intl.DateTimeFormat(locale, { ...NUMERIC, timeZone: 'UTC' });
  const parts = Array.from({ length: 24 }, (_, hour) => format.formatToParts(Date.UTC(2026, 10, 23, hour)));
  const textOf = (hour: number, type: string): string =>
    parts[hour]?.find((part) => part.type === type)?.value ?? '';
  const hours = parts.map((_, hour) => Number(toAsciiDigits(textOf(hour, 'hour'))));
  const periods = parts.map((_, hour) => fold(textOf(hour, 'dayPeriod')));
  const order = (parts[0] ?? []).map(({ type }) => type).filter((type): type is Unit => UNITS.has(type));
  const { calendar } = format.resolvedOptions();
  return { order, hours, periods, ...(calendar === 'gregory' ? {} : { calendar: format }) };
}

/**
 * Reads a text as a locale writes it. Punctuation and words between the numbers do not count, since they differ
 * between versions of `Intl`.
 *
 * @param numbers the numbers in the text
 * @param words the text, {@link fold}ed
 * @param format how the locale writes
 * @returns `undefined` if it is not written so
 */
export function readAs(
  numbers: readonly number[],
  words: string,
  format: LocaleFormat,
): WallTime | undefined {
  if (numbers.length !== 6 || format.order.length !== 6) return undefined;
  const units = Object.fromEntries(format.order.map((unit, index) => [unit, numbers[index]]));
  const written = units as Readonly<Record<Unit, number>>;
  const hour = hourOf(written.hour, words, format);
  if (hour === undefined) return undefined;
  const date = format.calendar ? toGregorian(written, format.calendar) : written;
  if (date === undefined) return undefined;
  const wall = { ...date, hour, minute: written.minute, second: written.second };
  return wall.year >= 1970 && isReal(wall) ? wall : undefined;
}

/** The hour that is written with a number and, in a 12-hour clock, the longest word of those that are there. */
function hourOf(number: number, words: string, { hours, periods }: LocaleFormat): number | undefined {
  let found: number | undefined;
  for (const [hour, written] of hours.entries()) {
    const period = periods[hour] ?? '';
    if (written !== number || !words.includes(period)) continue;
    if (found === undefined || period.length > (periods[found] ?? '').length) found = hour;
  }
  return found;
}

type DateParts = Pick<WallTime, 'year' | 'month' | 'day'>;

/** Days since 1970 of the last day of 2199. */
const LAST_DAY = Math.floor(Date.UTC(2199, 11, 31) / DAY_MS);

/** The day that another calendar calls so, found by halving: days are in the same order in every calendar. */
function toGregorian(wanted: DateParts, calendar: Intl.DateTimeFormat): DateParts | undefined {
  let low = 0;
  let high = LAST_DAY;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (compareDates(inCalendar(middle, calendar), wanted) < 0) low = middle + 1;
    else high = middle;
  }
  if (compareDates(inCalendar(low, calendar), wanted) !== 0) return undefined;
  const date = new Date(low * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function inCalendar(day: number, calendar: Intl.DateTimeFormat): DateParts {
  const parts = new Map(calendar.formatToParts(day * DAY_MS).map(({ type, value }) => [type, value]));
  const numberOf = (type: Unit): number => Number(toAsciiDigits(parts.get(type) ?? ''));
  return { year: numberOf('year'), month: numberOf('month'), day: numberOf('day') };
}

function compareDates(one: DateParts, other: DateParts): number {
  return one.year - other.year || one.month - other.month || one.day - other.day;
}

/**
 * A text with every decimal digit of any script as 0 to 9.
 *
 * @param text any text
 * @see https://www.unicode.org/reports/tr44/#General_Category_Values Nd
 */
export function toAsciiDigits(text: string): string {
  return text.replaceAll(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    // Every script's zero is at a code point that ends in 0 or in 6.
    const row = code - (code % 16);
    return String(code - (/\p{Nd}/u.test(String.fromCodePoint(row)) ? row : row + 6));
  });
}

/**
 * A text without what differs between versions of `Intl`: case, dots, white space, and marks of direction.
 *
 * @param text any text
 */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[\s.\u061c\u200e\u200f]/g, '');
}
