/** @module queue/embedded/known-keys */
import type { PreparedMessage } from '../message.ts';

/** The message that used an idempotency key first. */
export type KeyUse = Pick<PreparedMessage, 'id' | 'fingerprint' | 'enqueuedAt'>;

/** Idempotency keys, in the order of their acceptance. */
export class KnownKeys {
  readonly #uses = new Map<string, KeyUse>();

  /** The use of a key since a time; without one, this use is remembered. */
  use(key: string, { id, fingerprint, enqueuedAt }: KeyUse, since: number): KeyUse | undefined {
    // More than are added, so that expired ones disappear after a while.
    this.#forget(since, 2);
    const known = this.#uses.get(key);
    if (known !== undefined && known.enqueuedAt >= since) return known;
    this.#uses.delete(key);
    this.#uses.set(key, { id, fingerprint, enqueuedAt });
    return undefined;
  }

  #forget(before: number, limit: number): void {
    let left = limit;
    for (const [key, { enqueuedAt }] of this.#uses) {
      if (left === 0 || enqueuedAt >= before) return;
      this.#uses.delete(key);
      left -= 1;
    }
  }
}
