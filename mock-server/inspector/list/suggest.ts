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
 * @param deliveries what has arrived: most values are taken from it
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

/** The most frequent first. */
function valuesLike(name: string, typed: string, deliveries: Iterable<DeliverySummary>): Word[] {
  const key = Object.hasOwn(FILTER_KEYS, name) ? FILTER_KEYS[name] : undefined;
  if (!key) return [];
  const counts = new Map(key.values?.map((value) => [value, 0]));
  for (const delivery of deliveries)
    for (const text of new Set(key.read(delivery)))
      if (text !== undefined) counts.set(cut(text), (counts.get(cut(text)) ?? 0) + 1);
  return [...counts]
    .filter(([value]) => value.toLowerCase().startsWith(typed.toLowerCase()))
    .sort(([, one], [, other]) => other - one)
    .map(([value, count]) => [
      `${name}:${/[\s,:]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`,
      (name === 'shape' && titleOf(value)) || countOf(count, 'delivery', 'deliveries'),
    ]);
}

function titleOf(shapeOrLetter: string): string {
  const known = Object.entries(observedShapes).find(([, { letter }]) => letter === shapeOrLetter);
  return known ? `${known[0]}: ${known[1].summary}` : '';
}
