/**
 * Reads the dates of an event, whatever form they are in, and says how.
 *
 * @module event/date
 */
import { isDateTime } from '../validation/date-time.ts';
import { describe } from '../validation/describe.ts';
import { readDateText } from './date-text.ts';
import { type DateContext, type DateFound, type DateSettings, resolve } from './date-reading.ts';
import type { Field } from './fields.ts';
import { Repairs } from './repair.ts';
import { cached } from './wall-clock.ts';

/** How dates are read that do not say it themselves. */
export interface DateOptions {
  /** IANA name of the zone that the sending server's clock is in; `UTC` by default. */
  readonly timeZone?: string | undefined;
  /** BCP 47 tag of the sending server's locale; `en-US` by default. */
  readonly locale?: string | undefined;
}

/** What {@link readDate} takes besides the field. */
export interface ReadDateOptions extends DateContext {
  readonly repairs: Repairs;
}

/**
 * Checks the options.
 *
 * @param options `timeZone` and `locale`
 * @throws {RangeError} if the runtime does not know one of them
 */
export function dateSettings({ timeZone, locale }: DateOptions): DateSettings {
  if (timeZone !== undefined) check('timeZone', timeZone, "an IANA name such as 'Europe/Berlin'");
  if (locale !== undefined) check('locale', locale, "a BCP 47 tag such as 'de-DE'");
  return {
    timeZone: timeZone === undefined || timeZone === 'Etc/UTC' ? 'UTC' : timeZone,
    locale,
    isZoneGiven: timeZone !== undefined,
  };
}

const checked = new Map<string, boolean>();

function check(name: keyof DateOptions, given: string, expected: string): void {
  const isKnown = cached(checked, `${name} ${given}`, () => isSupported(name, given));
  if (!isKnown) throw new RangeError(`${name} is ${describe(given)}: expected ${expected}.`);
}

function isSupported(name: keyof DateOptions, given: string): boolean {
  try {
    if (name === 'locale') return Intl.DateTimeFormat.supportedLocalesOf(given).length > 0;
    return Intl.DateTimeFormat('en-US', { timeZone: given }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * When an event was sent.
 *
 * @param field the envelope's `timestamp`, if it is there
 * @returns milliseconds since 1970
 */
export function sentAtOf(field: Field | undefined): number | undefined {
  return typeof field?.value === 'string' && isDateTime(field.value) ? Date.parse(field.value) : undefined;
}

/**
 * Reads a date.
 *
 * @param field the field
 * @param options how to read it, and where to report
 * @returns ISO 8601 in UTC, with milliseconds
 */
export function readDate(field: Field, options: ReadDateOptions): string | undefined {
  const { value, path } = field;
  const exact = readExact(value);
  if (exact?.isContract === true) return new Date(exact.time).toISOString();
  const { settings, repairs } = options;
  const readings = typeof value === 'string' && !exact ? readDateText(value, settings.locale) : undefined;
  const found = exact ?? (readings && resolve(readings, options));
  if (found === undefined) return repairs.unreadable(field, 'a date and time');
  const used = new Date(found.time).toISOString();
  repairs.add(found.kind, path, { found: value, used, because: found.because });
  return used;
}

/**
 * Reads dates that are not in an event.
 *
 * @param options zone and locale of the server that wrote them
 * @returns a function that gives milliseconds since 1970, or `undefined` for what is not a date and time
 * @throws {RangeError} if the runtime does not know the zone or the locale
 */
export function dateReader(options: DateOptions): (value: unknown) => number | undefined {
  const settings = dateSettings(options);
  return (value) => {
    const found = { settings, repairs: new Repairs(), sentAt: undefined, isEnd: true };
    const date = readDate({ value, path: '' }, found);
    return date === undefined ? undefined : Date.parse(date);
  };
}

/** RFC 3339 but for a colon in the offset or a space, or as `Date` itself writes it. */
const OFFSET = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) ?(?:([Zz])|([+-]\d{2}):?(\d{2}))$/;
const DATE_STRING = /^[A-Z][a-z]{2},? [\w ]{11} \d{2}:\d{2}:\d{2} GMT(?:[+-]\d{4}(?: \([^()]{1,60}\))?)?$/;

/** Numbers from here on are milliseconds since 1970, those below are seconds: 1e11 s is in the year 5138. */
const FIRST_MS = 1e11;

/** A date that names its instant. */
function readExact(value: unknown): (DateFound & { readonly isContract: boolean }) | undefined {
  if (typeof value === 'number') {
    const time = value < FIRST_MS ? value * 1000 : value;
    if (!(time >= 1e12 / 2 && time <= 8e12)) return undefined;
    const unit = value < FIRST_MS ? 'seconds' : 'milliseconds';
    return { time, kind: 'date', because: `is read as ${unit} since 1970`, isContract: false };
  }
  if (typeof value !== 'string' || value.length > 100) return undefined;
  const isContract = isDateTime(value);
  const offset = isContract ? null : OFFSET.exec(value);
  const text = offset ? `${offset[1]}T${offset[2]}${offset[3] ?? `${offset[4]}:${offset[5]}`}` : value;
  if (!isContract && !offset && !DATE_STRING.test(value)) return undefined;
  if (!isContract && !hasItsDay(offset?.[1] ?? value.replace(/GMT.*/, 'GMT'))) return undefined;
  const time = timeOf(text.toUpperCase());
  const because = 'is not in the form of the contract, and is read by the offset that it names';
  return Number.isNaN(time) ? undefined : { time, kind: 'date', because, isContract };
}

/** The engine takes 30 February for 2 March. The day is the first number of two digits, or the last of an ISO date. */
function hasItsDay(date: string): boolean {
  const day = /-(\d{2})$/.exec(date)?.[1] ?? /\b\d{2}\b/.exec(date)?.[0];
  return new Date(date).getUTCDate() === Number(day);
}

/** A leap second is the first of the next minute, as on every computer's clock. */
function timeOf(text: string): number {
  const leap = /^(.{17})60(.*)$/.exec(text);
  return leap ? Date.parse(`${leap[1]}59${leap[2]}`) + 1000 : Date.parse(text);
}
