/**
 * What is known of a simulated delivery and of its attempts.
 *
 * @module simulate/attempt
 */
import type { DeliveryError } from '../errors/index.ts';
import type { FollowedRedirect } from './axios-post.ts';
import type { MaxunWebhook } from './webhook.ts';

/**
 * How a delivery arrived: as it was posted, or as a GET without a body, which a 301, 302 or 303 makes of it, and whose
 * 200 stock Maxun takes for a delivery.
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
  /** The answer's status; absent if there was none. */
  readonly status?: number;
  /** The first 2 kB of the answer's body, as text; absent if there was no answer. */
  readonly answer?: string;
  /** Why there was no answer; absent if there was one. */
  readonly error?: DeliveryError;
  /** The redirects that were followed, in their order. */
  readonly redirects: readonly FollowedRedirect[];
  /** Whether stock Maxun takes it for delivered: an answer of 200 to 299, whatever the method was in the end. */
  readonly delivered: boolean;
  /** How it arrived; absent if it did not. */
  readonly how?: Arrival;
  /** When the next attempt is due, in milliseconds since the epoch; absent after the last attempt. */
  readonly retryAt?: number;
}

/** What became of one event at one webhook. */
export interface SimulatedDelivery {
  /** The webhook, as it was configured. */
  readonly webhook: MaxunWebhook;
  /** What was posted. */
  readonly body: Uint8Array;
  /** Its attempts, oldest first; empty if Maxun restarted before the first had ended. */
  readonly attempts: readonly SimulatedAttempt[];
  /** Whether stock Maxun takes it for delivered. */
  readonly delivered: boolean;
  /** How it arrived; absent if it did not. */
  readonly how?: Arrival;
  /** Whether a restart lost attempts that were still due: Maxun keeps them in memory alone. */
  readonly lost: boolean;
}
