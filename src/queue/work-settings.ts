/**
 * Checks the options of `work` and `close`, and fills in defaults.
 *
 * @module queue/work-settings
 */
import { DeliveryError } from '../errors/index.ts';
import { requireFunction, requireInteger, requireNumber, requireOptions } from '../errors/options.ts';
import type { EngineSettings } from './engine-options.ts';
import { DEFAULT_BYTES_IN_FLIGHT, DEFAULT_DRAIN_MS, MAX_CONCURRENCY } from './limits.ts';
import type { CloseOptions, Queue, QueueHandler, WorkOptions } from './queue.ts';

/** The checked options of `work` with their defaults. */
export interface WorkSettings {
  readonly handler: QueueHandler;
  readonly concurrency: number;
  /** How many handlers may run for an endpoint: 1 to `concurrency`. */
  readonly limitOf: (endpoint: string) => number;
  readonly maxBytesInFlight: number;
}

/**
 * @param handler of the caller
 * @param options of the caller
 * @param settings of the engine
 * @returns the options with their defaults
 * @throws {TypeError} if the handler is not a function
 * @throws {RangeError} if a number is out of its range
 */
export function workSettings(
  handler: QueueHandler,
  options: WorkOptions,
  { onProblem }: Pick<EngineSettings, 'onProblem'>,
): WorkSettings {
  requireFunction('handler', handler);
  requireOptions('work', options);
  const { concurrency, endpointConcurrency = concurrency } = options;
  const { maxBytesInFlight = DEFAULT_BYTES_IN_FLIGHT } = options;
  requireInteger('concurrency', concurrency, { max: MAX_CONCURRENCY });
  requireInteger('maxBytesInFlight', maxBytesInFlight);
  if (typeof endpointConcurrency === 'number') {
    requireInteger('endpointConcurrency', endpointConcurrency, { max: MAX_CONCURRENCY });
  }
  const ask =
    typeof endpointConcurrency === 'function'
      ? unfailing(endpointConcurrency, onProblem)
      : () => endpointConcurrency;
  // A result of 0 or NaN counts as 1: use `hold` to stop an endpoint.
  const limitOf = (endpoint: string): number => Math.min(Math.max(ask(endpoint) || 1, 1), concurrency);
  return { handler, concurrency, limitOf, maxBytesInFlight };
}

/** The caller's function is asked in the middle of the queue's work: if it throws, the limit is 1, and it is reported once. */
function unfailing(
  ask: (endpoint: string) => number,
  onProblem: EngineSettings['onProblem'],
): (endpoint: string) => number {
  let isReported = false;
  return (endpoint) => {
    try {
      return Math.floor(ask(endpoint));
    } catch (cause) {
      const message = 'endpointConcurrency threw: an endpoint for which it throws has one handler at a time';
      if (!isReported) onProblem(new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { cause }));
      isReported = true;
      return 1;
    }
  };
}

/**
 * @param name of the option
 * @param queue what the caller gave
 * @returns the queue
 * @throws {TypeError} if it is something else
 */
export function requireQueue(name: string, queue: Queue): Queue {
  if (typeof queue?.enqueue === 'function') return queue;
  throw new TypeError(
    `${name} must be memoryQueue(), or what sqliteQueue() or postgresQueue() resolves to: await it`,
  );
}

/**
 * @param options of the caller
 * @returns how long running handlers may continue, in milliseconds
 * @throws {RangeError} if it is not a finite number of 0 or more
 */
export function drainMsOf({ drainMs = DEFAULT_DRAIN_MS }: CloseOptions): number {
  return requireNumber('drainMs', drainMs, { min: 0 });
}
