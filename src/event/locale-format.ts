/**
 * How a locale writes `new Date().toLocaleString()`, learnt from the runtime's own `Intl`.
 *
 * @module event/locale-format
 * @see https://tc39.es/ecma402/#sup-date.prototype.tolocalestring
 */
import { cached, NUMERIC } from './wall-clock.ts';

/** How a locale writes a date and time in the Gregorian calendar. */
export interface LocaleFormat {
  /** The order of the six numbers. */
  readonly order: readonly Unit[];
  /** For each hour of a day the number it is written with. */
  readonly hours: readonly number[];
  /** For each hour of a day the word for the part of the day, {@link fold}ed; empty where there is no such word. */
  readonly periods: readonly string[];
}

/** One of the six numbers. */
export type Unit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

const UNITS: ReadonlySet<string> = new Set(['year', 'month', 'day', 'hour', 'minute', 'second']);

const formats = new Map<string, LocaleFormat>();

/**
 * How a locale writes a date and time.
 *
 * @param locale a BCP 47 tag
 * @throws {RangeError} if `Intl` does not take it
 */
export function formatOf(locale: string): LocaleFormat {
  return cached(formats, locale, () => learn(locale));
}

function learn(locale: string): LocaleFormat {
  const format = new Intl.DateTimeFormat(locale, { ...NUMERIC, timeZone: 'UTC' });
  const parts = Array.from({ length: 24 }, (_, hour) => format.formatToParts(Date.UTC(2026, 10, 23, hour)));
  const textOf = (hour: number, type: string): string =>
    parts[hour]?.find((part) => part.type === type)?.value ?? '';
  return {
    order: (parts[0] ?? []).map(({ type }) => type).filter((type): type is Unit => UNITS.has(type)),
    hours: parts.map((_, hour) => Number(toAsciiDigits(textOf(hour, 'hour')))),
    periods: parts.map((_, hour) => fold(textOf(hour, 'dayPeriod'))),
  };
}

/**
 * The hours that a number can mean: two where a 12-hour clock says nothing of the part of the day (es-AR).
 *
 * @param number what is written
 * @param words the whole text, {@link fold}ed; of two words that are in it the longer counts
 * @param format how the locale writes
 */
export function hoursOf(number: number, words: string, { hours, periods }: LocaleFormat): readonly number[] {
  const fits = [...hours.keys()].filter(
    (hour) => hours[hour] === number && words.includes(periods[hour] ?? ''),
  );
  const length = Math.max(...fits.map((hour) => periods[hour]?.length ?? 0));
  return fits.filter((hour) => periods[hour]?.length === length);
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
