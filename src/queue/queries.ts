/**
 * The queries of a queue: its counts, its deliveries, its dead letters.
 *
 * @module queue/queries
 */
import {
  requireInteger,
  requireNumber,
  requireOneOf,
  requireOptions,
  requireString,
} from '../errors/options.ts';
import type { AttemptRecord, JsonObject } from './delivery.ts';
import { DEAD_PAGE, PURGE_STEP } from './limits.ts';

/** The number of deliveries by state. */
export interface QueueStats {
  /** Waiting for their due time, or for an earlier delivery with the same order key. */
  readonly waiting: number;
  /** Of those, how many are due now. */
  readonly due: number;
  /** At a handler; on Postgres, in any process. */
  readonly inFlight: number;
  /** Not attempted because their endpoint is disabled. */
  readonly disabled: number;
  /** Dead letters. */
  readonly dead: number;
  /** When the oldest waiting delivery was due, in milliseconds since the epoch; `undefined` if none waits. */
  readonly oldestDueAt: number | undefined;
}

/** The state of a delivery. */
export type DeliveryState = 'waiting' | 'in-flight' | 'disabled' | 'dead';

/** One delivery, looked up. */
export interface DeliveryInfo {
  readonly id: string;
  readonly endpoint: string;
  readonly state: DeliveryState;
  readonly metadata: JsonObject;
  readonly orderKey: string | undefined;
  /** How many attempts were made. */
  readonly attempts: number;
  /** When the message was accepted, in milliseconds since the epoch. */
  readonly enqueuedAt: number;
  /** When it is (or was last) due, in milliseconds since the epoch. */
  readonly dueAt: number;
  /** The newest attempts, oldest first. */
  readonly records: readonly AttemptRecord[];
}

/** One delivery with its bytes. */
export interface DeliveryWithPayload extends DeliveryInfo {
  readonly payload: Uint8Array;
}

/** A delivery that was given up. */
export interface DeadLetter extends DeliveryInfo {
  readonly state: 'dead';
  /** Why, as the handler answered. */
  readonly reason: string;
  /** When it was given up, in milliseconds since the epoch. */
  readonly diedAt: number;
}

/** Which dead letters to list: oldest first. */
export interface DeadQuery {
  /** Only those of this endpoint. */
  readonly endpoint?: string | undefined;
  /** How many at most, 1 to 1,000. Default: 100. */
  readonly limit?: number | undefined;
  /**
   * Continue after the dead letter with this id, the last one of the previous page. If that one was replayed or purged
   * meanwhile, the first page is returned: code that replays or purges each page does not need `after`.
   */
  readonly after?: string | undefined;
}

/** Which deliveries to remove permanently. */
export interface PurgeQuery {
  /** Their state. Deliveries in flight are never removed. */
  readonly state: 'waiting' | 'disabled' | 'dead';
  /** Only those of this endpoint. */
  readonly endpoint?: string | undefined;
  /** Only those accepted before this time, in milliseconds since the epoch. */
  readonly before?: number | undefined;
  /** How many at most in this call, 1 to 10,000: call again until it answers 0. Default: 1,000. */
  readonly limit?: number | undefined;
}

/**
 * @param query of a caller
 * @returns the query, with its default
 * @throws {TypeError} if a text is something else
 * @throws {RangeError} if the limit is out of bounds
 */
export function checkedDeadQuery(query: DeadQuery): DeadQuery & { readonly limit: number } {
  requireOptions('dead', query);
  const { endpoint, after, limit = DEAD_PAGE.default } = query;
  if (endpoint !== undefined) requireString('endpoint', endpoint);
  if (after !== undefined) requireString('after', after);
  requireInteger('limit', limit, { max: DEAD_PAGE.most });
  return { endpoint, after, limit };
}

/**
 * @param query of a caller
 * @returns the query, with its default
 * @throws {TypeError} if the state is unknown, or the endpoint is not a text
 * @throws {RangeError} if a number is out of bounds
 */
export function checkedPurge(query: PurgeQuery): PurgeQuery & { readonly limit: number } {
  requireOptions('purge', query);
  const { state, endpoint, before, limit = PURGE_STEP.default } = query;
  requireOneOf('state', state, ['waiting', 'disabled', 'dead']);
  if (endpoint !== undefined) requireString('endpoint', endpoint);
  if (before !== undefined) requireNumber('before', before, { min: 0 });
  requireInteger('limit', limit, { max: PURGE_STEP.most });
  return { state, endpoint, before, limit };
}

/** A disabled endpoint. */
export interface DisabledEndpoint {
  readonly endpoint: string;
  /** Why, as given to `disable` or by the handler. */
  readonly reason: string;
  /** Since when, in milliseconds since the epoch. */
  readonly since: number;
}
