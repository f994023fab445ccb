/**
 * Chooses among the ways in which a date can be read, and says what was assumed.
 *
 * @module event/date-reading
 */
import type { Reading, Readings } from './date-text.ts';
import type { RepairKind } from './repair.ts';
import { type Instant, instantOf } from './wall-clock.ts';

/** How dates are read that do not say it themselves, checked and filled in. */
export interface DateSettings {
  /** The zone of the sending server's clock. */
  readonly timeZone: string;
  /** Absent if none was given: a text that is not as in en-US is then read by what it looks like. */
  readonly locale: string | undefined;
  readonly isZoneGiven: boolean;
}

/** What is known of the event that a date is in. */
export interface DateContext {
  readonly settings: DateSettings;
  /** When the event was sent, in milliseconds since 1970, if it says so. */
  readonly sentAt: number | undefined;
  /** Whether the date is that of the run's end, right after which the event is sent. */
  readonly isEnd: boolean;
}

/** A date that was read. */
export interface DateFound {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly kind: RepairKind;
  /** The sentence about it, from its verb on. */
  readonly because: string;
}

const HOUR_MS = 3_600_000;

/** A zone is at most 14 hours from UTC, and what a run took comes on top. */
const NEAR_MS = 36 * HOUR_MS;

/** Offsets of zones are whole quarters of an hour, from 12 hours behind UTC to 14 ahead. */
const QUARTER_MS = HOUR_MS / 4;

/** How long after the end of its run an event is sent at most, as a rule. */
const PROMPT_MS = 60_000;

interface Candidate extends Instant {
  readonly reading: Reading;
}

/**
 * Chooses a reading: the only one, or the one that is near the time at which the event was sent, or the likeliest.
 *
 * @param readings the ways to read it, the likeliest first
 * @param context the options, and what is known of the event
 */
export function resolve(readings: Readings, context: DateContext): DateFound {
  const { settings, sentAt } = context;
  const candidates = readings.map((reading): Candidate => ({
    reading,
    ...instantOf(reading.wall, settings.timeZone),
  }));
  const near = candidates.filter(({ time }) => sentAt !== undefined && Math.abs(time - sentAt) <= NEAR_MS);
  const isOpen = candidates.length > 1 && near.length !== 1;
  const chosen = (isOpen ? candidates[0] : near[0]) ?? candidates[0];
  if (chosen === undefined) throw new TypeError('There is no reading to choose from.');
  const isNearest = candidates.length > 1 && !isOpen;
  const kind = isOpen ? 'ambiguous-date' : chosen.clockChange ? 'clock-change' : 'date';
  const because = [
    `is read as ${chosen.reading.as} in ${settings.timeZone}${reasonOf(chosen.reading, settings)}`,
    ...(isOpen ? ['day and month may be the other way round'] : []),
    ...(isNearest ? ['that order is near the time at which the event was sent'] : []),
    ...(chosen.clockChange ? [CLOCK_CHANGES[chosen.clockChange]] : []),
    ...zoneHint(chosen, context),
  ].join('; ');
  return { time: chosen.time, kind, because };
}

const CLOCK_CHANGES = {
  skipped: 'the clock there was put forward over that time, so the zone is likely another',
  twice: 'the clock there was put back and showed that time twice, of which the first is taken',
} as const;

function reasonOf({ as }: Reading, { locale, isZoneGiven }: DateSettings): string {
  const isIso = as === 'year-month-day';
  const isOther = locale !== undefined && as !== locale && !isIso;
  if (isOther) return `, since it is not as ${locale} writes dates`;
  const isLocaleGiven = locale !== undefined || isIso;
  if (isLocaleGiven && isZoneGiven) return isIso ? ', since it names no zone' : ', as the options say';
  if (isLocaleGiven) return ', since no time zone is given';
  return isZoneGiven ? ', since no locale is given' : ', since neither a locale nor a time zone is given';
}

/** If the run ended a whole zone's offset away from when the event was sent, the server's clock is in that zone. */
function zoneHint({ time }: Candidate, { settings, sentAt, isEnd }: DateContext): string[] {
  if (!isEnd || settings.isZoneGiven || sentAt === undefined) return [];
  const quarters = Math.round((time - sentAt) / QUARTER_MS);
  const isPrompt = Math.abs(time - sentAt - quarters * QUARTER_MS) <= PROMPT_MS;
  if (!isPrompt || quarters === 0 || quarters < -48 || quarters > 56) return [];
  const minutes = Math.abs(quarters) * 15;
  const [hh, mm] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return [
    `the event was sent at ${new Date(sentAt).toISOString()}, so the server's clock seems to be at UTC${quarters < 0 ? '-' : '+'}${hh}:${mm}: give its timeZone`,
  ];
}
