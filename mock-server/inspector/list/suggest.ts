/**
 * Says how the word under the caret of a filter could go on.
 *
 * @module mock-server/inspector/list/suggest
 */
import { observedShapes } from '#generated/events.js';
import type { DeliverySummary } from '../../api/types.ts';
import { FILTER_KEYS, type FilterKey, isFilterKey, splitWords } from './filter.ts';

/** One way to go on. */
export interface Suggestion {
  /** What stands in the place of the word. */
  readonly word: string;
  /** What it means. */
  readonly about: string;
  /** The whole filter with it. */
  readonly filter: string;
  /** Where the caret is then. */
  readonly caret: number;
}

/** The most that are shown at once. */
const MAX_SUGGESTIONS = 8;

/**
 * Ways to go on with a filter.
 *
 * @param source the text of the filter
 * @param caret where the caret is
 * @param deliveries what has arrived: robots, types and statuses are taken from it
 * @returns at most 8, the most likely first
 */
export function suggest(source: string, caret: number, deliveries: Iterable<DeliverySummary>): Suggestion[] {
  const word = splitWords(source).find(({ start, end }) => start < caret && caret <= end);
  const start = word?.start ?? caret;
  const typed = source.slice(start, caret);
  const minus = typed.startsWith('-') ? '-' : '';
  const [key, value] = split(typed.slice(minus.length));
  const ways = value === undefined ? keyWays(key) : valueWays(key, value, deliveries);
  const rest = source.slice(word?.end ?? caret);
  return ways.slice(0, MAX_SUGGESTIONS).map(({ word: way, about }) => {
    const space = way.endsWith(':') || rest.startsWith(' ') ? '' : ' ';
    const before = `${source.slice(0, start)}${minus}${way}${space}`;
    return { word: `${minus}${way}`, about, filter: before + rest, caret: before.length };
  });
}

type Way = Pick<Suggestion, 'word' | 'about'>;

function split(typed: string): [string, string?] {
  const colon = typed.indexOf(':');
  return colon < 0 ? [typed] : [typed.slice(0, colon), typed.slice(colon + 1).replaceAll('"', '')];
}

function keyWays(typed: string): Way[] {
  return Object.entries(FILTER_KEYS)
    .filter(([key]) => key.startsWith(typed.toLowerCase()))
    .map(([key, { about }]) => ({ word: `${key}:`, about }));
}

function valueWays(key: string, typed: string, deliveries: Iterable<DeliverySummary>): Way[] {
  if (!isFilterKey(key)) return [];
  const values = new Map<string, string>();
  for (const value of FILTER_KEYS[key].values) values.set(value, '');
  if (key === 'shape')
    for (const [name, { letter, summary }] of Object.entries(observedShapes))
      values.set(letter, `${name}: ${summary}`);
  for (const [value, count] of countValues(key, deliveries)) {
    if (!values.get(value)) values.set(value, count === 1 ? '1 delivery' : `${count} deliveries`);
  }
  return [...values]
    .filter(([value]) => value.toLowerCase().includes(typed.toLowerCase()))
    .map(([value, about]) => ({ word: `${key}:${quote(value)}`, about }));
}

const VALUES: Partial<Readonly<Record<FilterKey, (delivery: DeliverySummary) => string | undefined>>> = {
  type: ({ eventType }) => eventType,
  robot: ({ robotName, robotId }) => robotName ?? robotId,
  run: ({ runId }) => runId,
  status: ({ status }) => (status === null ? undefined : String(status)),
};

function countValues(key: FilterKey, deliveries: Iterable<DeliverySummary>): [string, number][] {
  const counts = new Map<string, number>();
  const valueOf = VALUES[key];
  if (!valueOf) return [];
  for (const delivery of deliveries) {
    const value = valueOf(delivery);
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}

function quote(value: string): string {
  return /[\s,:]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}
