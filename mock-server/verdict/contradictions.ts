/**
 * What an event says otherwise than an earlier one of the same run.
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

/** An earlier event of the same run. */
export interface EarlierEvent {
  /** Id of its delivery. */
  readonly deliveryId: string;
  readonly run: Run;
}

/**
 * Compares an event with earlier ones of its run. What only one of two says is no contradiction.
 *
 * @param run the later event
 * @param earlier the earlier ones
 * @example
 * ```ts
 * contradictionsOf(later, [{ deliveryId: '7', run: earlier }]); // [{ field: 'status', … }]
 * ```
 */
export function contradictionsOf(run: Run, earlier: readonly EarlierEvent[]): Contradiction[] {
  const found: Contradiction[] = [];
  for (const [field, read] of Object.entries(FIELDS)) {
    const later = read(run);
    const other = earlier.find((event) => differ(read(event.run), later));
    if (other === undefined) continue;
    const [before, after] = [describe(read(other.run)), describe(later)];
    const message = `${field} is ${after}; delivery ${other.deliveryId} of the same run has ${before}.`;
    found.push({ deliveryId: other.deliveryId, field, earlier: before, later: after, message });
  }
  return found;
}

function differ(earlier: string | undefined, later: string | undefined): boolean {
  return earlier !== undefined && later !== undefined && earlier !== later;
}
