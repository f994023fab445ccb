/**
 * What a clock on a wall shows, and which instant that is.
 *
 * @module event/wall-clock
 * @see https://www.iana.org/time-zones
 */
import { MAX_CACHED } from './limits.ts';

/** A date and time without a zone. Months count from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond?: number;
}

/** An instant, and whether the clock was changed around it. */
export interface Instant {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** `skipped`: the zone's clock never showed it; `twice`: it showed it twice, and this is one of the two. */
  readonly clockChange?: 'skipped' | 'twice' | undefined;
}

const DAY_MS = 86_400_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * Whether a date has a day that its month has, and a time that a day has.
 *
 * @param wall the date and time; 60 is a leap second
 */
export function isReal({ year, month, day, hour, minute, second }: WallTime): boolean {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * The instants at which a zone's clock shows a time: two in the hour that a change of the clock shows twice, else one.
 *
 * @param wall a date and time that {@link isReal}
 * @param timeZone an IANA name
 */
export function instantsOf(wall: WallTime, timeZone: string): readonly Instant[] {
  const { year, month, day, hour, minute, second, millisecond = 0 } = wall;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  if (timeZone === 'UTC') return [{ time: shown }];
  // A zone changes its clock at most once in two days, so the offsets of the days around are all there can be.
  const before = offsetAt(shown - DAY_MS, timeZone);
  const after = offsetAt(shown + DAY_MS, timeZone);
  if (before === after) return [{ time: shown - before }];
  const fits = [shown - before, shown - after].filter((time) => time + offsetAt(time, timeZone) === shown);
  if (fits.length === 0) return [{ time: shown - before, clockChange: 'skipped' }];
  if (fits.length === 1) return fits.map((time) => ({ time }));
  return fits.sort((one, other) => one - other).map((time) => ({ time, clockChange: 'twice' as const }));
}

/** How far a zone's clock is ahead of UTC, in milliseconds. */
function offsetAt(time: number, timeZone: string): number {
  const whole = Math.floor(time / 1000) * 1000;
  const shown = new Map(
    clockOf(timeZone)
      .formatToParts(whole)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
  const date = Date.UTC(part('year'), part('month') - 1, part('day'));
  const ms = ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000;
  return date + ms - whole;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return cached(clocks, timeZone, () => {
    return new Intl.DateTimeFormat('en-US', { ...NUMERIC, timeZone, calendar: 'gregory', hourCycle: 'h23' });
  });
}

/** The parts of `toLocaleString()`. */
export const NUMERIC: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
};

/**
 * A value that is made once per key.
 *
 * @param cache where it is kept; emptied when it has grown large
 * @param key what it depends on
 * @param make makes it
 */
export function cached<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = make();
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, value);
  return value;
}
