/**
 * The options that all engines share.
 *
 * @module queue/engine-options
 */
import { type Clock, systemClock } from '../clock/clock.ts';
import type { DeliveryError, StoreError } from '../errors/index.ts';
import { harmless } from '../errors/harmless.ts';
import { requireNumber } from '../errors/options.ts';
import { printProblem } from '../errors/print-problem.ts';
import { DEFAULT_IDEMPOTENCY_RETENTION_MS } from './limits.ts';

/** The options that all engines share. */
export interface QueueEngineOptions {
  /**
   * How long an idempotency key is remembered, in milliseconds from the acceptance of its message. Default: 7 days.
   */
  readonly idempotencyRetentionMs?: number | undefined;
  /** The clock. Default: the machine's own. */
  readonly clock?: Clock | undefined;
  /**
   * Called for problems that no call rejects with: an answer that could not be stored yet, a damaged delivery, a lost
   * connection, a handler that threw. The queue continues. Default: `console.error` prints the code and message.
   */
  readonly onProblem?: ((problem: StoreError | DeliveryError) => void) | undefined;
}

/** The options with their defaults. */
export interface EngineSettings {
  readonly idempotencyRetentionMs: number;
  readonly clock: Clock;
  readonly onProblem: (problem: StoreError | DeliveryError) => void;
}

/**
 * @param options as the caller gave them
 * @returns the options with their defaults
 * @throws {RangeError} if a duration is not positive and finite
 */
export function engineSettings(options: QueueEngineOptions): EngineSettings {
  const retention = options.idempotencyRetentionMs ?? DEFAULT_IDEMPOTENCY_RETENTION_MS;
  return {
    idempotencyRetentionMs: requireNumber('idempotencyRetentionMs', retention),
    clock: options.clock ?? systemClock(),
    onProblem: harmless(options.onProblem ?? printProblem),
  };
}
