/**
 * A dedupe store in the memory of one process.
 *
 * @module receive/memory-dedupe
 */
import type { Claim, ClaimOptions, DedupeStore, OpenClaim } from './dedupe.ts';

/** How much {@link memoryDedupe} remembers, and for how long. */
export interface MemoryDedupeOptions {
  /** Handled deliveries that are remembered; the oldest give way. 100,000 by default. */
  readonly max?: number;
  /** Milliseconds for which a handled delivery is remembered; 24 hours by default. */
  readonly ttlMs?: number;
}

const DEFAULT_MAX = 100_000;
const DEFAULT_TTL_MS = 86_400_000;

interface Entry {
  readonly until: number;
  readonly fingerprint: string;
}

interface OpenEntry extends Entry {
  readonly token: string;
}

/**
 * Remembers deliveries in the memory of one process: bounded in number and in time, without a timer. What it knew is
 * gone with the process; where there are several processes, or a delivery may come again after a restart, take
 * `sqliteDedupe` of `maxun-webhooks/dedupe/sqlite`, or a store of your own.
 *
 * @param options `max` and `ttlMs`
 * @returns the store
 * @throws {RangeError} if `max` or `ttlMs` is no positive whole number
 * @example
 * ```ts
 * const receiver = createReceiver({ secrets, dedupe: memoryDedupe({ max: 10_000, ttlMs: 3_600_000 }) });
 * ```
 */
export function memoryDedupe(options: MemoryDedupeOptions = {}): DedupeStore {
  const { max = DEFAULT_MAX, ttlMs = DEFAULT_TTL_MS } = options;
  for (const [name, value] of Object.entries({ max, ttlMs })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`${name} is ${value}: expected a whole number from 1.`);
    }
  }
  return new MemoryDedupe(max, ttlMs);
}

class MemoryDedupe implements DedupeStore {
  readonly #max: number;
  readonly #ttlMs: number;
  // A map keeps the order of insertion, which is the order of expiry: what is over lies at the front.
  readonly #open = new Map<string, OpenEntry>();
  readonly #done = new Map<string, Entry>();
  #lastToken = 0;

  constructor(max: number, ttlMs: number) {
    this.#max = max;
    this.#ttlMs = ttlMs;
  }

  claim(key: string, { now, leaseMs, fingerprint }: ClaimOptions): Claim {
    const done = this.#done.get(key);
    if (done !== undefined && done.until > now) return { state: 'done', fingerprint: done.fingerprint };
    forgetExpired(this.#open, now);
    const open = this.#open.get(key);
    if (open !== undefined && open.until > now) return { state: 'in-progress' };
    const token = String(++this.#lastToken);
    this.#open.delete(key);
    this.#open.set(key, { token, until: now + leaseMs, fingerprint });
    return { state: 'claimed', token };
  }

  commit({ key, token, now }: OpenClaim): void {
    const open = this.#open.get(key);
    if (open?.token !== token) return;
    this.#open.delete(key);
    this.#done.delete(key);
    this.#done.set(key, { until: now + this.#ttlMs, fingerprint: open.fingerprint });
    forgetExpired(this.#done, now);
    for (const oldest of this.#done.keys()) {
      if (this.#done.size <= this.#max) break;
      this.#done.delete(oldest);
    }
  }

  release({ key, token }: OpenClaim): void {
    if (this.#open.get(key)?.token === token) this.#open.delete(key);
  }
}

function forgetExpired(entries: Map<string, Entry>, now: number): void {
  for (const [key, { until }] of entries) {
    if (until > now) return;
    entries.delete(key);
  }
}
