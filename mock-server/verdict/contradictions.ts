/**
 * Where an event differs from an earlier one of the same run.
 *
 * @module mock-server/verdict/contradictions
 */
import type { Run } from '../../src/event/index.ts';
import { describe } from '../../src/validation/describe.ts';
import type { Contradiction } from '../api/types.ts';

/** The fields that one run has once, and how to read them. */
const FIELDS: Readonly<Record<string, (run: Run) => string | undefined>> = {
  eventType: ({ eventType }) => eventType,
  status: ({ status }) => status,
  'robot.id': ({ robot }) => robot.id,
  'robot.name': ({ robot }) => robot.name,
  startedAt: ({ startedAt }) => startedAt,
  finishedAt: ({ finishedAt }) => finishedAt,
  'error.message': ({ error }) => error?.message,
  'error.type': ({ error }) => error?.type,
};

/** What one event says about its run; only the fields that it has, each cut at {@link MAX_FACT} characters. */
export type RunFacts = Readonly<Partial<Record<string, string>>>;

/** Characters by which two values are compared: enough to tell them apart, and bounded in memory. */
const MAX_FACT = 500;

/** Takes the facts out of a run. */
export function runFactsOf(run: Run): RunFacts {
  const entries = Object.entries(FIELDS).flatMap(([field, read]) => {
    const value = read(run);
    return value === undefined ? [] : [[field, value.slice(0, MAX_FACT)]];
  });
  return Object.fromEntries(entries) as RunFacts;
}

/** An earlier event of the same run. */
export interface EarlierEvent {
  /** Id of its delivery. */
  readonly deliveryId: string;
  readonly facts: RunFacts;
}

/**
 * Compares an event with earlier ones of its run. A field that only one of two has is not a contradiction.
 *
 * @param facts of the later event
 * @param earlier the earlier ones
 */
export function contradictionsOf(facts: RunFacts, earlier: readonly EarlierEvent[]): Contradiction[] {
  const found: Contradiction[] = [];
  for (const [field, value = ''] of Object.entries(facts)) {
    const other = earlier.find((event) => (event.facts[field] ?? value) !== value);
    if (other === undefined) continue;
    const [before, after] = [describe(other.facts[field]), describe(value)];
    const message = `${field} is ${after}; delivery ${other.deliveryId} of the same run has ${before}.`;
    found.push({ deliveryId: other.deliveryId, field, earlier: before, later: after, message });
  }
  return found;
}
