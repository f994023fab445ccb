/**
 * Reads a date that names no zone, from the forms that `toLocaleString()` has all over the world.
 *
 * @module event/date-text
 */
import { MAX_DATE_LENGTH } from './limits.ts';
import { fold, formatOf, hoursOf, type LocaleFormat, toAsciiDigits, type Unit } from './locale-format.ts';
import { isReal, type WallTime } from './wall-clock.ts';

/** A way in which a text can be read. */
export interface Reading {
  readonly wall: WallTime;
  /** What it is read as, such as `en-US`, `day/month/year`. */
  readonly as: string;
}

/** The ways in which a text can be read, the likeliest first. */
export type Readings = readonly [Reading, ...Reading[]];

/** en-US, as servers in a container write it: `11/23/2026, 9:56:05 PM`. */
const EN_US = /^(\d{1,2})\/(\d{1,2})\/(\d{4}), (\d{1,2}):(\d{2}):(\d{2}) ([AP])M$/;

/** ISO 8601 and its kin (sv-SE, lt-LT) without a zone: `2026-11-23 21:56:05`. */
const ISO_LIKE = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt]|,? )(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?$/;

/** Marks of direction, which Arabic and Hebrew dates have. */
const MARKS = /[\u061c\u200e\u200f]/g;

/** The years that a run can have been in; other numbers are of another calendar. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

/** Words of a 12-hour clock, folded: en, es, el, ja, zh, ko, ms, vi, ar, sq, am, hi. */
const BEFORE_NOON: ReadonlySet<string> = new Set(['am', 'πμ', '午前', '上午', '오전', 'pg', 'sa', 'ص', 'pd']);
const AFTER_NOON: ReadonlySet<string> = new Set(['pm', 'μμ', '午後', '下午', '오후', 'ptg', 'ch', 'م', 'md']);

/** Words between the numbers that say nothing, folded: bg, fr-CA, fi, da, de, zh. */
const FILLERS: ReadonlySet<string> = new Set('г ч h min s klo kl uhr um 年 月 日'.split(' '));

/**
 * Reads a date and time.
 *
 * @param text what was sent
 * @param locale a BCP 47 tag, if the sender's is known
 * @returns `undefined` if it cannot be read
 */
export function readDateText(text: string, locale: string | undefined): Readings | undefined {
  if (text.length > MAX_DATE_LENGTH) return undefined;
  const plain = toAsciiDigits(text.replaceAll(MARKS, '').trim()).replaceAll(/\s+/g, ' ');
  const iso = readIsoLike(plain);
  if (iso) return [{ wall: iso, as: 'year-month-day' }];
  const numbers = (plain.match(/\d+/g) ?? []).map(Number);
  if (numbers.length !== 6) return undefined;
  if (locale === undefined) return readEnUs(plain) ?? guess(plain, numbers, undefined);
  const format = formatOf(locale);
  return readAs(locale, fold(plain), { numbers, format }) ?? guess(plain, numbers, format.order);
}

interface Written {
  readonly numbers: readonly number[];
  readonly format: LocaleFormat;
}

/** Punctuation and words between the numbers do not count, since they differ between versions of `Intl`. */
function readAs(locale: string, words: string, { numbers, format }: Written): Readings | undefined {
  const isClock24 = format.periods.every((period) => period === '');
  if (isClock24 && wordsOf(words).some((word) => BEFORE_NOON.has(word) || AFTER_NOON.has(word)))
    return undefined;
  const units = Object.fromEntries(format.order.map((unit, index) => [unit, numbers[index]]));
  const written = units as Readonly<Record<Unit, number>>;
  return possible(
    hoursOf(written.hour, words, format).map((hour) => ({ as: locale, wall: { ...written, hour } })),
  );
}

function readIsoLike(text: string): WallTime | undefined {
  const match = ISO_LIKE.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const millisecond = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const wall = { year, month, day, hour, minute, second, millisecond };
  return isPossible(wall) ? wall : undefined;
}

function isPossible(wall: WallTime): boolean {
  return wall.year >= FIRST_YEAR && wall.year <= LAST_YEAR && isReal(wall);
}

function readEnUs(text: string): Readings | undefined {
  const match = EN_US.exec(text);
  if (!match) return undefined;
  const [one = 0, two = 0, year = 0, hour12 = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (hour12 < 1 || hour12 > 12) return undefined;
  const hour = (hour12 % 12) + (match[7] === 'P' ? 12 : 0);
  return possible([
    { as: 'en-US', wall: { year, month: one, day: two, hour, minute, second } },
    { as: 'day/month/year', wall: { year, month: two, day: one, hour, minute, second } },
  ]);
}

/** The readings that are possible, each once. */
function possible(readings: readonly Reading[]): Readings | undefined {
  const [first, ...rest] = readings.filter(({ wall }) => isPossible(wall));
  if (first === undefined) return undefined;
  const isSame = ({ wall }: Reading): boolean =>
    wall.month === first.wall.month && wall.hour === first.wall.hour;
  return [first, ...rest.filter((reading) => !isSame(reading))];
}

function wordsOf(folded: string): readonly string[] {
  return folded.match(/[\p{L}\p{M}]+/gu) ?? [];
}

/** A date in an order that the locale, its year, its marks and its numbers tell, or nearly. */
function guess(
  text: string,
  numbers: readonly number[],
  order: readonly Unit[] | undefined,
): Readings | undefined {
  const yearAt = (text.match(/\d+/g) ?? []).findIndex((digits) => digits.length === 4);
  if (![0, 2, 3, 5].includes(yearAt)) return undefined;
  const isDateFirst = yearAt < 3;
  const [a = 0, b = 0, c = 0] = isDateFirst ? numbers : numbers.slice(3);
  const [number = 0, minute = 0, second = 0] = isDateFirst ? numbers.slice(3) : numbers;
  const hours = hoursIn(number, text, order === undefined);
  const readings = (as: string, date: Pick<WallTime, 'year' | 'month' | 'day'>): Reading[] =>
    hours.map((hour) => ({ as, wall: { ...date, hour, minute, second } }));
  if (yearAt === 0 || yearAt === 3) {
    return possible(readings('year/month/day', { year: a, month: b, day: c }));
  }
  const dayFirst = readings('day/month/year', { year: c, month: b, day: a });
  const monthFirst = readings('month/day/year', { year: c, month: a, day: b });
  const first = order && firstOf(order);
  if (first === 'month') return possible(monthFirst) ?? possible(dayFirst);
  if (first === 'day') return possible(dayFirst) ?? possible(monthFirst);
  // Nobody writes the month first with dots.
  if (/^[^.]*\d+\. ?\d+\. ?\d{4}/.test(text)) return possible(dayFirst);
  return possible([...dayFirst, ...monthFirst]);
}

/** Which of day and month a locale writes first; nothing if it writes the year in front. */
function firstOf(order: readonly Unit[]): 'day' | 'month' | undefined {
  const first = order.find((unit) => unit === 'year' || unit === 'month' || unit === 'day');
  return first === 'year' ? undefined : first;
}

/** The hours that a number can mean; none if a word is not known, since it can be the name of a part of the day. */
function hoursIn(number: number, text: string, isLocaleUnknown: boolean): readonly number[] {
  const words = wordsOf(fold(text));
  const isMorning = words.some((word) => BEFORE_NOON.has(word));
  const isAfternoon = words.some((word) => AFTER_NOON.has(word));
  const isKnown = words.every((word) => BEFORE_NOON.has(word) || AFTER_NOON.has(word) || FILLERS.has(word));
  if (!isKnown || (isMorning && isAfternoon)) return [];
  if (isMorning || isAfternoon) return number > 12 ? [] : [(number % 12) + (isAfternoon ? 12 : 0)];
  // es-AR writes 9 in the evening as en-GB writes 9 in the morning.
  const isAmbiguous = isLocaleUnknown && number >= 1 && number <= 12 && /^\d+\/\d+\/\d{4}, \d{2}:/.test(text);
  return isAmbiguous ? [number, (number + 12) % 24] : [number];
}
