/**
 * Checks the options of `work` and `close`, and fills in what is left out.
 *
 * @module queue/work-settings
 */
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
  if (typeof handler !== 'function') throw new TypeError('handler must be a function');
  const { concurrency, endpointConcurrency = concurrency } = options;
  const { maxBytesInFlight = DEFAULT_BYTES_IN_FLIGHT } = options;
  requireCount(concurrency, 'concurrency', MAX_CONCURRENCY);
  requireCount(maxBytesInFlight, 'maxBytesInFlight', Number.MAX_SAFE_INTEGER);
  if (typeof endpointConcurrency === 'number') {
    requireCount(endpointConcurrency, 'endpointConcurrency', MAX_CONCURRENCY);
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
  if (Number.isFinite(drainMs) && drainMs >= 0) return drainMs;
  throw new RangeError(`drainMs is ${drainMs}: expected a finite number of milliseconds, 0 or more`);
}

function requireCount(value: number, name: string, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new RangeError(`${name} is ${value}: expected a whole number from 1 to ${most}`);
}
