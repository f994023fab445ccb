/**
 * Tells a screen reader what arrived, one sentence at a time.
 *
 * @module mock-server/inspector/state/announce
 */
import type { DeliverySummary } from '../../api/types.ts';
import { announcement, type Change } from './deliveries.ts';

/** Reading a sentence aloud takes so long: what arrives meanwhile is summed up in the next. */
const PAUSE_MS = 2500;

let waiting: DeliverySummary[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Announces the deliveries among the changes, summed up. */
export function announceArrivals(changes: readonly Change[]): void {
  for (const change of changes) if (change.type === 'delivery') waiting.push(change.delivery);
  if (waiting.length > 0) timer ??= setTimeout(announce, PAUSE_MS / 5);
}

/** Says a sentence now. */
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
  say(sentenceOf(arrived));
}

function sentenceOf(arrived: readonly DeliverySummary[]): string {
  const [first] = arrived;
  if (arrived.length === 1 && first) return `${first.eventType ?? 'A delivery'} arrived: ${first.sentence}`;
  const bad = arrived.filter(({ level }) => level === 'bad').length;
  return `${arrived.length} deliveries arrived${bad > 0 ? `, ${bad} of them refused` : ''}.`;
}
