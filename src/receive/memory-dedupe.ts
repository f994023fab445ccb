/**
 * A dedupe store in the memory of one process.
 *
 * @module receive/memory-dedupe
 */
import { requireInteger } from '../errors/options.ts';
import type { Claim, ClaimOptions, DedupeStore, OpenClaim } from './dedupe.ts';
import { DEFAULT_DEDUPE_MAX, DEFAULT_DEDUPE_TTL_MS } from './limits.ts';

/** How much {@link memoryDedupe} remembers, and for how long. */
export interface MemoryDedupeOptions {
  /** Handled deliveries that are remembered; the oldest give way. 100,000 by default. */
  readonly max?: number;
  /** Milliseconds for which a handled delivery is remembered; 24 hours by default. */
  readonly ttlMs?: number;
}

/** Expired entries are dropped at every so many claims. */
const CLAIMS_BETWEEN_PURGES = 64;

interface Entry {
  /** Of the claim; `undefined` once it is committed. */
  token: string | undefined;
  /** When the lease ends, or when what was handled is forgotten. */
  until: number;
  readonly fingerprint: string;
}

/**
 * Remembers deliveries in the memory of one process: bounded in number and in time, without a timer. A restart
 * forgets it: where there are several processes, or a delivery may arrive again after a restart, use
 * `sqliteDedupe` of `maxun-webhooks/dedupe/sqlite`, or a store of your own.
 *
 * @param options `max` and `ttlMs`
 * @returns the store
 * @throws {RangeError} if `max` or `ttlMs` is not a whole number of at least 1
 * @example
 * ```ts
 * const receiver = createReceiver({ secrets, dedupe: memoryDedupe({ max: 10_000, ttlMs: 3_600_000 }) });
 * ```
 */
export function memoryDedupe(options: MemoryDedupeOptions = {}): DedupeStore {
  const { max = DEFAULT_DEDUPE_MAX, ttlMs = DEFAULT_DEDUPE_TTL_MS } = options;
  return new MemoryDedupe(requireInteger('max', max), requireInteger('ttlMs', ttlMs));
}

class MemoryDedupe implements DedupeStore {
  readonly #max: number;
  readonly #ttlMs: number;
  // A map keeps the order of insertion, which is nearly that of expiry: the expired ones are at the front.
  readonly #entries = new Map<string, Entry>();
  #lastToken = 0;

  constructor(max: number, ttlMs: number) {
    this.#max = max;
    this.#ttlMs = ttlMs;
  }

  claim(key: string, { now, leaseMs, fingerprint }: ClaimOptions): Claim {
    const known = this.#entries.get(key);
    if (known !== undefined) {
      const { until, token, fingerprint } = known;
      if (until > now) return token === undefined ? { state: 'done', fingerprint } : { state: 'in-progress' };
      this.#entries.delete(key);
    }
    const token = String(++this.#lastToken);
    this.#entries.set(key, { token, until: now + leaseMs, fingerprint });
    if (this.#lastToken % CLAIMS_BETWEEN_PURGES === 0) this.#forgetExpired(now);
    if (this.#entries.size > this.#max) this.#forgetOldest();
    return { state: 'claimed', token };
  }

  commit({ key, token, now }: OpenClaim): void {
    const entry = this.#entries.get(key);
    if (entry?.token !== token) return;
    entry.token = undefined;
    entry.until = now + this.#ttlMs;
  }

  release({ key, token }: OpenClaim): void {
    if (this.#entries.get(key)?.token === token) this.#entries.delete(key);
  }

  #forgetExpired(now: number): void {
    for (const [key, { until }] of this.#entries) {
      if (until > now) return;
      this.#entries.delete(key);
    }
  }

  /** Never an open claim: its delivery is being handled, and would be handled twice. */
  #forgetOldest(): void {
    for (const [key, { token }] of this.#entries) {
      if (this.#entries.size <= this.#max) return;
      if (token === undefined) this.#entries.delete(key);
    }
  }
}
