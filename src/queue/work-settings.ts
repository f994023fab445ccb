/**
 * Checks what `work` and `close` are told, and asks the caller's limits.
 *
 * @module queue/work-settings
 */
import { type CloseOptions, DEFAULT_DRAIN_MS, type QueueHandler, type WorkOptions } from './queue.ts';

/** Most handlers at once in one process: each holds a socket, and a process has some ten thousand of those. */
export const MAX_CONCURRENCY = 10_000;

/** What `work` was told, checked. */
export interface WorkSettings {
  readonly handler: QueueHandler;
  readonly concurrency: number;
  /** How many handlers may be at an endpoint: 1 to `concurrency`. */
  readonly limitOf: (endpoint: string) => number;
}

/**
 * @param handler of the caller
 * @param options of the caller
 * @returns them, checked
 * @throws {TypeError} if the handler is no function
 * @throws {RangeError} if a number is out of its range
 */
export function workSettings(handler: QueueHandler, options: WorkOptions): WorkSettings {
  if (typeof handler !== 'function') throw new TypeError('handler must be a function');
  const { concurrency, endpointConcurrency = concurrency } = options;
  requireCount(concurrency, 'concurrency');
  if (typeof endpointConcurrency === 'number') {
    requireCount(endpointConcurrency, 'endpointConcurrency');
    return { handler, concurrency, limitOf: () => Math.min(endpointConcurrency, concurrency) };
  }
  // A function that answers 0 or NaN means a hold, which has its own method: one delivery always gets through.
  const limitOf = (endpoint: string): number =>
    Math.min(Math.max(Math.floor(endpointConcurrency(endpoint)) || 1, 1), concurrency);
  return { handler, concurrency, limitOf };
}

/**
 * @param options of the caller
 * @returns how long handlers in flight may go on, in milliseconds
 * @throws {RangeError} if it is no finite number of 0 or more
 */
export function drainMsOf({ drainMs = DEFAULT_DRAIN_MS }: CloseOptions): number {
  if (Number.isFinite(drainMs) && drainMs >= 0) return drainMs;
  throw new RangeError('drainMs must be a finite number of milliseconds, 0 or more');
}

function requireCount(value: number, name: string): void {
  if (!Number.isInteger(value) || value < 1 || value > MAX_CONCURRENCY) {
    throw new RangeError(`${name} must be an integer from 1 to ${MAX_CONCURRENCY}`);
  }
}
