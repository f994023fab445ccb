/**
 * How the last word of a filter can be completed.
 *
 * @module mock-server/inspector/list/suggest
 */
import { observedShapes } from '#generated/events.js';
import type { DeliverySummary } from '../../api/types.ts';
import { countOf, cut } from '../ui/text.ts';
import { FILTER_KEYS } from './filter.ts';

/** One completion. */
export interface Suggestion {
  /** The whole filter with it. */
  readonly filter: string;
  /** What it means. */
  readonly about: string;
}

/** Suggestions that are offered at once. */
const MAX_SUGGESTIONS = 12;

/**
 * Suggests completions.
 *
 * @param source the text of the filter
 * @param deliveries what has arrived: robots, types and statuses are taken from it
 * @returns at most 12, the most likely first
 */
export function suggest(source: string, deliveries: Iterable<DeliverySummary>): Suggestion[] {
  const [, before = '', key = '', value] =
    /^(.*?-?)([^\s:"-][^\s:"]*|)(?::("[^"]*|[^\s"]*))?$/s.exec(source) ?? [];
  const words = value === undefined ? keysLike(key) : valuesLike(key, value.replaceAll('"', ''), deliveries);
  return words.slice(0, MAX_SUGGESTIONS).map(([word, about]) => ({ filter: before + word, about }));
}

type Word = readonly [word: string, about: string];

function keysLike(typed: string): Word[] {
  const keys = Object.entries(FILTER_KEYS).filter(([key]) => key.startsWith(typed.toLowerCase()));
  return keys.map(([key, { about }]) => [`${key}:`, about]);
}

function valuesLike(key: string, typed: string, deliveries: Iterable<DeliverySummary>): Word[] {
  if (!Object.hasOwn(FILTER_KEYS, key)) return [];
  const values = new Map(FILTER_KEYS[key]?.values.map((value) => [value, '']));
  const shapes = key === 'shape' ? Object.entries(observedShapes) : [];
  for (const [name, { letter, summary }] of shapes) values.set(letter, `${name}: ${summary}`);
  for (const [value, count] of countValues(key, deliveries))
    if (!values.get(value)) values.set(value, countOf(count, 'delivery', 'deliveries'));
  return [...values]
    .filter(([value]) => value.toLowerCase().startsWith(typed.toLowerCase()))
    .map(([value, about]) => [
      `${key}:${/[\s,:]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`,
      about,
    ]);
}

const VALUES: Readonly<Record<string, (delivery: DeliverySummary) => string | undefined>> = {
  type: ({ eventType }) => eventType,
  robot: ({ robotName, robotId }) => robotName ?? robotId,
  run: ({ runId }) => runId,
  status: ({ status }) => status?.toString(),
};

/** How many deliveries have each value, the most frequent first. */
function countValues(key: string, deliveries: Iterable<DeliverySummary>): [string, number][] {
  const counts = new Map<string, number>();
  for (const delivery of deliveries) {
    const value = VALUES[key]?.(delivery);
    if (value !== undefined) counts.set(cut(value), (counts.get(cut(value)) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
