/**
 * Limits of how many deliveries one call lists or removes.
 *
 * @module queue/query-limits
 */
import { requireInteger } from '../errors/options.ts';
import { DEAD_PAGE, PURGE_STEP } from './limits.ts';
import type { DeadQuery, PurgeQuery } from './queue.ts';

/**
 * @param query for dead letters
 * @returns how many to list
 * @throws {RangeError} if its limit is out of range
 */
export function deadLimit(query: DeadQuery): number {
  return bounded(query.limit ?? DEAD_PAGE.default, DEAD_PAGE.most);
}

/**
 * @param query for what to remove
 * @returns how many to remove
 * @throws {RangeError} if its limit is out of range
 */
export function purgeLimit(query: PurgeQuery): number {
  return bounded(query.limit ?? PURGE_STEP.default, PURGE_STEP.most);
}

function bounded(limit: number, most: number): number {
  return requireInteger('limit', limit, { max: most });
}
