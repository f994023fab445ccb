/**
 * Tells a screen reader what arrived, in one sentence at a time.
 *
 * @module mock-server/inspector/state/announce
 */
import type { DeliverySummary } from '../../api/types.ts';
import { announcement, type Change } from './deliveries.ts';

/** A reader needs so long for a sentence: what arrives meanwhile is summed up in the next. */
const PAUSE_MS = 2500;

let waiting: DeliverySummary[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Sums up what arrived.
 *
 * @param changes what happened to the deliveries
 */
export function announceArrivals(changes: readonly Change[]): void {
  for (const change of changes) if (change.type === 'delivery') waiting.push(change.delivery);
  if (waiting.length > 0) timer ??= setTimeout(announce, PAUSE_MS / 5);
}

/**
 * Says a sentence now.
 *
 * @param sentence what is said
 */
export function say(sentence: string): void {
  announcement.value = sentence;
}

function announce(): void {
  const arrived = waiting;
  waiting = [];
  timer = setTimeout(() => {
    timer = undefined;
    if (waiting.length > 0) announce();
  }, PAUSE_MS);
  announcement.value = sentenceOf(arrived);
}

/**
 * What arrived, in a sentence.
 *
 * @param arrived at least one delivery
 */
export function sentenceOf(arrived: readonly DeliverySummary[]): string {
  const [first] = arrived;
  if (arrived.length === 1 && first) {
    return `${first.eventType ?? 'A delivery'} arrived: ${first.sentence}`;
  }
  const bad = arrived.filter(({ level }) => level === 'bad').length;
  return `${arrived.length} deliveries arrived${bad > 0 ? `, ${bad} of them wrong` : ''}.`;
}
