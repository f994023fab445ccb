/**
 * The results of a simulated delivery and of its attempts.
 *
 * @module simulate/attempt
 */
import type { DeliveryError } from '../errors/index.ts';
import type { FollowedRedirect } from './axios-post.ts';
import type { MaxunWebhook } from './webhook.ts';

/**
 * How a delivery arrived: as it was posted, or as a GET without a body, if a 301, 302 or 303 changed the method; stock
 * Maxun counts a 200 to such a GET as a delivery.
 */
export type Arrival = 'post' | 'empty-get';

/** One attempt, after its end. */
export interface SimulatedAttempt {
  /** The webhook, as it was configured. */
  readonly webhook: MaxunWebhook;
  /** From 1. */
  readonly number: number;
  /** When it began, in milliseconds since the epoch by the simulation's clock. */
  readonly at: number;
  /** How long it took by that clock, in milliseconds. */
  readonly durationMs: number;
  /** What was posted: the same bytes in every attempt. */
  readonly body: Uint8Array;
  /** The answer's status; absent without an answer. */
  readonly status?: number;
  /** The first 2 kB of the answer's body, as text; absent if there was no answer. */
  readonly answer?: string;
  /** Why there was no answer; absent if there was one. */
  readonly error?: DeliveryError;
  /** The redirects that were followed, in their order. */
  readonly redirects: readonly FollowedRedirect[];
  /** Whether stock Maxun counts it as delivered: the last answer is 200 to 299, with any method. */
  readonly delivered: boolean;
  /** How it arrived; absent if it did not. */
  readonly how?: Arrival;
  /** When the next attempt is due, in milliseconds since the epoch; absent after the last attempt. */
  readonly retryAt?: number;
}

/** The result of one event at one webhook. */
export interface SimulatedDelivery {
  /** The webhook, as it was configured. */
  readonly webhook: MaxunWebhook;
  /** What was posted. */
  readonly body: Uint8Array;
  /** Its attempts, oldest first; empty if Maxun restarted before the first had ended. */
  readonly attempts: readonly SimulatedAttempt[];
  /** Whether stock Maxun counts it as delivered. */
  readonly delivered: boolean;
  /** How it arrived; absent if it did not. */
  readonly how?: Arrival;
  /** Whether a restart lost further attempts: Maxun keeps them only in memory. */
  readonly lost: boolean;
}
