/**
 * Reads the dates of an event, whatever form they are in, and says how.
 *
 * @module event/date
 */
import { isDateTime } from '../validation/runtime.ts';
import type { Field } from './fields.ts';
import type { Repairs } from './repair.ts';

/** How dates are read that do not say it themselves. */
export interface DateOptions {
  /** IANA name of the zone that the sending server's clock is in; `UTC` by default. */
  readonly timeZone?: string;
  /** BCP 47 tag of the sending server's locale; `en-US` by default. */
  readonly locale?: string;
}

/** {@link DateOptions}, checked and filled in. */
export interface DateSettings {
  readonly timeZone: string;
  readonly locale: string;
  readonly isZoneGiven: boolean;
  readonly isLocaleGiven: boolean;
}

/** What {@link readDate} takes besides the field. */
export interface ReadDateOptions {
  readonly settings: DateSettings;
  readonly repairs: Repairs;
  /** When the event was sent, in milliseconds since 1970, if it says so. */
  readonly sentAt: number | undefined;
}

/**
 * Checks the options.
 *
 * @param options `timeZone` and `locale`
 * @throws {RangeError} if one of them is none that the runtime knows
 */
export function dateSettings({ timeZone, locale }: DateOptions): DateSettings {
  return {
    timeZone: timeZone ?? 'UTC',
    locale: locale ?? 'en-US',
    isZoneGiven: timeZone !== undefined,
    isLocaleGiven: locale !== undefined,
  };
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

/** `new Date().toLocaleString()` in en-US: `11/23/2026, 9:56:05 PM`; newer ICU has U+202F before AM and PM. */
const EN_US = /^(\d{1,2})\/(\d{1,2})\/(\d{4}), (\d{1,2}):(\d{2}):(\d{2})[ \u00a0\u202f]([AP])M$/;

/**
 * Reads a date.
 *
 * @param field the field, if it is there
 * @param options how to read it, and where to report
 * @returns ISO 8601 in UTC, with milliseconds
 */
export function readDate(field: Field | undefined, { repairs }: ReadDateOptions): string | undefined {
  if (field === undefined) return undefined;
  const { value, path } = field;
  if (typeof value === 'string' && isDateTime(value)) return new Date(value).toISOString();
  const parts = typeof value === 'string' ? EN_US.exec(value) : null;
  if (parts === null) {
    repairs.unreadable(path, value, 'a date');
    return undefined;
  }
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const hours = (hour % 12) + (parts[7] === 'P' ? 12 : 0);
  const used = new Date(Date.UTC(year, month - 1, day, hours, minute, second)).toISOString();
  repairs.add('date', path, {
    found: value,
    used,
    because: 'is read as en-US in UTC, since it names no zone',
  });
  return used;
}
