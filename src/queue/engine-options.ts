/**
 * What all engines can be told.
 *
 * @module queue/engine-options
 */
import { type Clock, systemClock } from '../clock/clock.ts';
import type { DeliveryError, StoreError } from '../errors/index.ts';
import { requireNumber } from '../errors/options.ts';
import { printProblem } from '../errors/print-problem.ts';
import { DEFAULT_IDEMPOTENCY_RETENTION_MS } from './limits.ts';

/** What every engine can be told. */
export interface QueueEngineOptions {
  /**
   * How long an idempotency key is remembered, in milliseconds from the acceptance of its message. Default: 7 days.
   */
  readonly idempotencyRetentionMs?: number | undefined;
  /** The clock. Default: the machine's own. */
  readonly clock?: Clock | undefined;
  /**
   * Told of what no caller hears of: an answer that could not be stored yet, a damaged delivery, a lost
   * connection, a handler that threw. The queue goes on. Default: its code and message are printed by `console.error`.
   */
  readonly onProblem?: ((problem: StoreError | DeliveryError) => void) | undefined;
}

/** The options with nothing left open. */
export interface EngineSettings {
  readonly idempotencyRetentionMs: number;
  readonly clock: Clock;
  readonly onProblem: (problem: StoreError | DeliveryError) => void;
}

/**
 * @param options as the caller gave them
 * @returns them, complete
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

type OnProblem = NonNullable<QueueEngineOptions['onProblem']>;

/** It is called in the midst of the queue's own work, which must come to its end: one that throws is not heard any more. */
function harmless(onProblem: OnProblem): OnProblem {
  return (problem) => {
    try {
      const result: unknown = onProblem(problem);
      if (result instanceof Promise) result.catch(() => undefined);
    } catch {
      // There is nobody left to tell.
    }
  };
}
