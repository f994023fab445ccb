/**
 * The outbox in memory: for tests, and for producers that may lose deliveries on restart.
 *
 * @module outbox/memory
 */
import { EmbeddedOutbox } from './embedded/embedded-outbox.ts';
import { MemoryStore } from './embedded/memory-store.ts';
import { engineSettings, type OutboxEngineOptions } from './engine-options.ts';
import type { Outbox } from './outbox.ts';

/** What {@link memoryOutbox} can be told. */
export type MemoryOutboxOptions = OutboxEngineOptions;

/**
 * An outbox that keeps its deliveries in this process's memory. **It is not durable**: whatever waits when the process
 * ends is lost, and `durable` is `false`. In everything else it behaves as the durable engines do.
 *
 * @param options `idempotencyRetentionMs`, `clock`, `newId`, `onProblem`
 * @returns an empty outbox
 * @throws {RangeError} if a duration is not positive and finite
 * @example
 * ```ts
 * const outbox = memoryOutbox();
 * await outbox.enqueue([{ endpoint: 'crm', payload: new TextEncoder().encode('{}') }]);
 * const worker = await outbox.work(async () => ({ outcome: 'done' }), { concurrency: 10 });
 * ```
 */
export function memoryOutbox(options: MemoryOutboxOptions = {}): Outbox {
  return new EmbeddedOutbox('memory', new MemoryStore(), engineSettings(options));
}
