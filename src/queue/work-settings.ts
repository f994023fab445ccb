/**
 * Checks the options of `work` and `close`, and fills in what is left out.
 *
 * @module queue/work-settings
 */
import { requireFunction, requireInteger, requireNumber } from '../errors/options.ts';
import { DEFAULT_BYTES_IN_FLIGHT, DEFAULT_DRAIN_MS, MAX_CONCURRENCY } from './limits.ts';
import type { CloseOptions, QueueHandler, WorkOptions } from './queue.ts';

/** The options of `work`, checked and complete. */
export interface WorkSettings {
  readonly handler: QueueHandler;
  readonly concurrency: number;
  /** How many handlers may be at an endpoint: 1 to `concurrency`. */
  readonly limitOf: (endpoint: string) => number;
  readonly maxBytesInFlight: number;
}

/**
 * @param handler of the caller
 * @param options of the caller
 * @returns them, checked and complete
 * @throws {TypeError} if the handler is not a function
 * @throws {RangeError} if a number is out of its range
 */
export function workSettings(handler: QueueHandler, options: WorkOptions): WorkSettings {
  requireFunction('handler', handler);
  const { concurrency, endpointConcurrency = concurrency } = options;
  const { maxBytesInFlight = DEFAULT_BYTES_IN_FLIGHT } = options;
  requireInteger('concurrency', concurrency, { max: MAX_CONCURRENCY });
  requireInteger('maxBytesInFlight', maxBytesInFlight);
  if (typeof endpointConcurrency === 'number') {
    requireInteger('endpointConcurrency', endpointConcurrency, { max: MAX_CONCURRENCY });
  }
  const ask = typeof endpointConcurrency === 'function' ? endpointConcurrency : () => endpointConcurrency;
  // A function that answers 0 or NaN means a hold, which has a method of its own: one delivery always gets through.
  const limitOf = (endpoint: string): number =>
    Math.min(Math.max(Math.floor(ask(endpoint)) || 1, 1), concurrency);
  return { handler, concurrency, limitOf, maxBytesInFlight };
}

/**
 * @param options of the caller
 * @returns how long handlers in flight may go on, in milliseconds
 * @throws {RangeError} if it is not a finite number of 0 or more
 */
export function drainMsOf({ drainMs = DEFAULT_DRAIN_MS }: CloseOptions): number {
  return requireNumber('drainMs', drainMs, { min: 0 });
}
