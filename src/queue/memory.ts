/**
 * The queue in memory: for tests, and for producers that may lose deliveries on restart.
 *
 * @module queue/memory
 */
import { EmbeddedQueue } from './embedded/embedded-queue.ts';
import { MemoryStore } from './embedded/memory-store.ts';
import { engineSettings, type QueueEngineOptions } from './engine-options.ts';
import type { Queue } from './queue.ts';

/** The options of {@link memoryQueue}. */
export type MemoryQueueOptions = QueueEngineOptions;

/**
 * A queue that keeps its deliveries in this process's memory. **It is not durable**: the deliveries that wait when the process
 * ends are lost, and `durable` is `false`. Otherwise it behaves like the durable engines.
 *
 * @param options `idempotencyRetentionMs`, `clock`, `onProblem`
 * @returns an empty queue
 * @throws {RangeError} if a duration is not positive and finite
 * @example
 * ```ts
 * const queue = memoryQueue();
 * await queue.enqueue([{ endpoint: 'crm', payload: new TextEncoder().encode('{}') }]);
 * const worker = await queue.work(async () => ({ outcome: 'done' }), { concurrency: 10 });
 * ```
 */
export function memoryQueue(options: MemoryQueueOptions = {}): Queue {
  return new EmbeddedQueue('memory', new MemoryStore(), engineSettings(options));
}
