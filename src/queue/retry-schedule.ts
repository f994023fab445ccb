/**
 * When a delivery that failed is tried again.
 *
 * @module queue/retry-schedule
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability
 */
import type { WebhookErrorCode } from '../errors/index.ts';
import { requireNumber } from '../errors/options.ts';
import { MAX_MAXUN_ATTEMPTS } from './limits.ts';

/** An attempt that failed. */
export interface FailedAttempt {
  /** Number of the attempt, from 1. */
  readonly attempt: number;
  /** Why it failed. */
  readonly code: WebhookErrorCode;
  /** The endpoint's HTTP status, if it responded. */
  readonly status?: number | undefined;
}

/**
 * Decides when to try again.
 *
 * @param failure the attempt that failed
 * @param random gives numbers from 0 to below 1, for jitter
 * @returns milliseconds to wait from now, 0 or more; `undefined` to give the delivery up
 */
export type RetrySchedule = (failure: FailedAttempt, random: () => number) => number | undefined;

/** How {@link delaySchedule} spreads its delays. */
export interface ScheduleOptions {
  /**
   * By how much a delay may be longer, as a share of it, 0 to 1. It is random, so that deliveries that failed together are
   * not retried together. A delay is never shorter. Default: 0.2.
   */
  readonly jitter?: number | undefined;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * The example of the Standard Webhooks specification, in milliseconds before each attempt: ten attempts over
 * three days and four hours. The first is made at once.
 */
export const STANDARD_DELAYS_MS: readonly number[] = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

const DEFAULT_JITTER = 0.2;

/**
 * A schedule from a list of delays.
 *
 * @param delaysMs milliseconds before each attempt, the first one's included (it is not waited for); as many attempts as entries
 * @param options `jitter`
 * @returns the schedule
 * @throws {RangeError} if the list is empty, a delay is negative or not finite, or `jitter` is not from 0 to 1
 * @example
 * ```ts
 * const threeTimes = delaySchedule([0, 60_000, 600_000]);
 * ```
 */
export function delaySchedule(delaysMs: readonly number[], options: ScheduleOptions = {}): RetrySchedule {
  const { jitter = DEFAULT_JITTER } = options;
  if (
    !Array.isArray(delaysMs) ||
    delaysMs.length === 0 ||
    !delaysMs.every((delay) => Number.isFinite(delay) && delay >= 0)
  ) {
    throw new RangeError(
      'delaysMs must be a list of one or more finite numbers of milliseconds, each at least 0',
    );
  }
  requireNumber('jitter', jitter, { min: 0, max: 1 });
  const delays = [...delaysMs];
  return ({ attempt }, random) => {
    const delay = delays[attempt];
    return delay === undefined ? undefined : delay * (1 + jitter * random());
  };
}

/**
 * The schedule of the Standard Webhooks specification: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h.
 *
 * @param options `jitter`
 * @returns the schedule
 * @throws {RangeError} if `jitter` is not from 0 to 1
 */
export function standardSchedule(options: ScheduleOptions = {}): RetrySchedule {
  return delaySchedule(STANDARD_DELAYS_MS, options);
}

/** The retry settings of a webhook in Maxun, with its names and units. */
export interface MaxunRetrySettings {
  /** Attempts in all, at most 30. Default, and what 0 means: 3. */
  readonly retryAttempts?: number | string | null | undefined;
  /** Seconds before the second attempt; each further delay is twice the one before. Default, and what 0 means: 5. */
  readonly retryDelay?: number | string | null | undefined;
}

/** The Maxun server's defaults (v0.0.43). */
const MAXUN_ATTEMPTS = 3;
const MAXUN_DELAY_SECONDS = 5;

/**
 * Maxun's own schedule: `retryDelay · 2^(n-1)` seconds after attempt `n`, `retryAttempts` in all. Settings are read as Maxun
 * reads them: "3" is 3, 2.5 attempts are 3, -1 is one attempt, and what is not a number is the default.
 *
 * @param settings of the webhook
 * @param options `jitter`. Default: 0
 * @returns the schedule
 * @throws {RangeError} if `jitter` is not from 0 to 1
 * @example
 * ```ts
 * maxunSchedule({ retryAttempts: 3, retryDelay: 5 }); // after 5 s, then after 10 s, then no more
 * ```
 */
export function maxunSchedule(
  settings: MaxunRetrySettings = {},
  options: ScheduleOptions = {},
): RetrySchedule {
  const { attempts, delaySeconds } = maxunRetries(settings);
  const delaysMs = Array.from({ length: attempts }, (_, n) =>
    n === 0 ? 0 : delaySeconds * SECOND * 2 ** (n - 1),
  );
  return delaySchedule(delaysMs, { jitter: options.jitter ?? 0 });
}

/** How often, and how many seconds apart, Maxun tries with these settings. */
export function maxunRetries(settings: MaxunRetrySettings): { attempts: number; delaySeconds: number } {
  const attempts = Math.ceil(numberOr(settings.retryAttempts, MAXUN_ATTEMPTS));
  return {
    attempts: Math.min(Math.max(attempts, 1), MAX_MAXUN_ATTEMPTS),
    delaySeconds: Math.max(numberOr(settings.retryDelay, MAXUN_DELAY_SECONDS), 0),
  };
}

/** A setting as JavaScript reads it: Maxun's code is `value || fallback`. */
export function numberOr(value: unknown, fallback: number): number {
  const number = Number(value);
  return number !== 0 && Number.isFinite(number) ? number : fallback;
}
