/**
 * The bounds of what can be listed or removed in one call.
 *
 * @module queue/query-limits
 */
import type { DeadQuery, PurgeQuery } from './queue.ts';

const MAX_DEAD = 1_000;
const DEFAULT_DEAD = 100;
const MAX_PURGED = 10_000;
const DEFAULT_PURGED = 1_000;

/**
 * @param query for dead letters
 * @returns how many to list
 * @throws {RangeError} if its limit is none
 */
export function deadLimit(query: DeadQuery): number {
  return bounded(query.limit ?? DEFAULT_DEAD, MAX_DEAD);
}

/**
 * @param query for what to remove
 * @returns how many to remove
 * @throws {RangeError} if its limit is none
 */
export function purgeLimit(query: PurgeQuery): number {
  return bounded(query.limit ?? DEFAULT_PURGED, MAX_PURGED);
}

function bounded(limit: number, most: number): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    throw new RangeError(`limit must be an integer from 1 to ${most}`);
  }
  return limit;
}
