/**
 * Chooses among the ways in which a date can be read, and says what was assumed.
 *
 * @module event/date-reading
 */
import type { Reading, Readings } from './date-text.ts';
import type { RepairKind } from './repair.ts';
import { type Instant, instantsOf } from './wall-clock.ts';

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
  /** When the run ended, of the date at which it started, if that is known; absent for the end itself. */
  readonly endedAt?: number | undefined;
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

/** Two readings of one hour lie 12 hours apart, so that one of them is nearer than this. */
const SAME_HALF_DAY_MS = 6 * HOUR_MS;

/** How long after the end of its run an event is sent at most, as a rule. */
const PROMPT_MS = 60_000;

/** Offsets of zones are whole quarters of an hour, from 12 hours behind UTC to 14 ahead. */
const QUARTER_MS = HOUR_MS / 4;

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
  const { settings } = context;
  const candidates = readings.flatMap((reading): Candidate[] =>
    instantsOf(reading.wall, settings.timeZone).map(({ time, clockChange: change }) => ({
      reading,
      time,
      clockChange: change,
    })),
  );
  const [chosen, other] = nearest(candidates, context);
  if (chosen === undefined) throw new TypeError('Expected at least one reading of the date.');
  const isClockChange = chosen.clockChange !== undefined && other?.reading.wall === chosen.reading.wall;
  const isOpen = other !== undefined && !isClockChange;
  const because = [
    `is read as ${chosen.reading.as} in ${settings.timeZone}${reasonOf(chosen.reading, settings)}`,
    ...(isOpen ? [`it can be ${new Date(other.time).toISOString()} as well`] : []),
    ...(other === undefined && candidates.length > 1 ? [DECIDED] : []),
    ...clockChange(chosen, other),
    ...zoneHint(chosen, context),
  ].join('; ');
  const kind = isOpen ? 'ambiguous-date' : chosen.clockChange ? 'clock-change' : 'date';
  return { time: chosen.time, kind, because };
}

const DECIDED = 'of the ways to read it, this one is near the time at which the event was sent';

/** The candidates that are left when those are dropped that are far from what is known of the event. */
function nearest(candidates: readonly Candidate[], context: DateContext): readonly Candidate[] {
  const { sentAt, endedAt, isEnd, settings } = context;
  const reference = endedAt ?? sentAt;
  if (reference === undefined) return candidates;
  const isZoneKnown = settings.isZoneGiven || endedAt !== undefined;
  const spans = [NEAR_MS, ...(isZoneKnown ? [SAME_HALF_DAY_MS] : []), ...(isEnd ? [PROMPT_MS] : [])];
  return spans.reduce((left, span) => {
    const within = left.filter(({ time }) => Math.abs(time - reference) <= span);
    return within.length > 0 ? within : left;
  }, candidates);
}

function clockChange({ clockChange: change }: Candidate, other: Candidate | undefined): string[] {
  if (change === undefined) return [];
  if (change === 'skipped')
    return ['the clock there was put forward over that time, so the zone is likely another'];
  const taken = other === undefined ? 'the one near the sending is taken' : 'the first is taken';
  return [`the clock there was put back and showed that time twice: ${taken}`];
}

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
