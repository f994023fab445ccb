/**
 * Batches: what many want to write at once goes to the database in one statement. While one is under way the next
 * collects, so the batches grow with the load by themselves.
 *
 * @module queue/postgres/batcher
 */
import { isOfTheStatement } from '../../postgres/store-error.ts';

/** What a {@link Batcher} works with. */
export interface BatcherParts<T, R> {
  /** Resolves to a result per item, in their order. `isRepeated`: its batch has failed, and each item is tried alone. */
  readonly run: (items: readonly T[], isRepeated: boolean) => Promise<readonly R[]>;
  /** Most items in a batch. */
  readonly maxItems: number;
  /** Most batches under way. */
  readonly maxRunning: number;
  /** How large an item is, for `maxSize`. Default: 0. */
  readonly sizeOf?: (item: T) => number;
  /** Sizes of a batch's items together; one item alone may be larger. */
  readonly maxSize?: number;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Collects items and hands them on together. */
export class Batcher<T, R = void> {
  readonly #parts: BatcherParts<T, R>;
  #waiting: Waiting<T, R>[] = [];
  #running = 0;
  #onIdle: (() => void)[] = [];

  constructor(parts: BatcherParts<T, R>) {
    this.#parts = parts;
  }

  /** Makes an item part of a batch, and resolves to its result. */
  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#runSoon();
    });
  }

  /** Resolves once nothing waits or is under way. */
  idle(): Promise<void> {
    if (this.#waiting.length === 0 && this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  /** After the calls of this moment; all but the first find nothing that waits. */
  #runSoon(): void {
    setImmediate(() => void this.#runNext());
  }

  async #runNext(): Promise<void> {
    if (this.#waiting.length === 0 || this.#running >= this.#parts.maxRunning) return;
    this.#running += 1;
    await this.#run(this.#waiting.splice(0, this.#fitting()));
    this.#running -= 1;
    if (this.#waiting.length > 0) this.#runSoon();
    else if (this.#running === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  async #run(batch: readonly Waiting<T, R>[], isRepeated = false): Promise<void> {
    try {
      const items = batch.map(({ item }) => item);
      const results = await this.#parts.run(items, isRepeated);
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as R);
    } catch (error) {
      if (batch.length === 1 || !isOfTheStatement(error)) for (const { reject } of batch) reject(error);
      // One item is at fault. One after the other: were many of them held up at once, all connections would be.
      else for (const waiting of batch) await this.#run([waiting], true);
    }
  }

  #fitting(): number {
    const { maxItems, maxSize = Infinity, sizeOf = () => 0 } = this.#parts;
    let size = 0;
    let count = 0;
    for (const { item } of this.#waiting) {
      size += sizeOf(item);
      if (count > 0 && (count >= maxItems || size > maxSize)) break;
      count += 1;
    }
    return count;
  }
}
