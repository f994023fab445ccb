/**
 * What arrived, kept in memory: a ring bounded by count and by bytes.
 *
 * @module mock-server/journal
 */
import type { Drift, Shape } from '../src/validation/index.ts';
import type { Issue } from '../src/errors/index.ts';

/** What the mock receiver says of a delivery. */
export interface Verdict {
  /** HTTP status that was answered. */
  readonly status: number;
  /** The payload's shape; `unknown` also for what is no JSON. */
  readonly shape: Shape;
  /** Why it was refused; empty if it was not. */
  readonly issues: readonly Issue[];
  /** Every difference from the documented contract; empty if the body could not be read. */
  readonly drift: readonly Drift[];
  /** Why the body could not even be read, in a sentence. */
  readonly refusal?: string;
}

/** One delivery, as it arrived. */
export interface Delivery {
  /** Its number since the start, as text, from `1`. */
  readonly id: string;
  /** When it had arrived, in ISO 8601. */
  readonly receivedAt: string;
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  /** Header names and values in turn, as they were on the wire. */
  readonly rawHeaders: readonly string[];
  /** The exact bytes of the body. */
  readonly body: Uint8Array;
  readonly verdict: Verdict;
}

/** How much a journal keeps. */
export interface JournalLimits {
  /** Deliveries; 1,000 by default. */
  readonly maxDeliveries?: number;
  /** Bytes of all bodies together; 64 MiB by default. */
  readonly maxBytes?: number;
}

/** The deliveries that arrived, oldest first; the oldest give way to new ones. */
export class Journal {
  readonly #limits: Required<JournalLimits>;
  readonly #deliveries = new Map<string, Delivery>();
  readonly #listeners = new Set<(delivery: Delivery) => void>();
  #bytes = 0;
  #lastId = 0;

  /** @param limits how much is kept */
  constructor({ maxDeliveries = 1000, maxBytes = 64 * 1024 * 1024 }: JournalLimits = {}) {
    this.#limits = { maxDeliveries, maxBytes };
  }

  /** Everything that is kept, oldest first. */
  get deliveries(): Delivery[] {
    return [...this.#deliveries.values()];
  }

  /**
   * One delivery.
   *
   * @param id its id
   * @returns `undefined` if it never was, or gave way
   */
  find(id: string): Delivery | undefined {
    return this.#deliveries.get(id);
  }

  /**
   * Keeps a delivery, then tells every listener.
   *
   * @param arrived the delivery without its id
   * @returns the delivery
   */
  add(arrived: Omit<Delivery, 'id'>): Delivery {
    const delivery: Delivery = { id: String(++this.#lastId), ...arrived };
    this.#deliveries.set(delivery.id, delivery);
    this.#bytes += delivery.body.byteLength;
    this.#trim();
    for (const listener of this.#listeners) listener(delivery);
    return delivery;
  }

  /**
   * Calls a function with each delivery that arrives from now on.
   *
   * @param listener gets the delivery
   * @returns stops the calls
   */
  onDelivery(listener: (delivery: Delivery) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #trim(): void {
    for (const [id, { body }] of this.#deliveries) {
      const { maxDeliveries, maxBytes } = this.#limits;
      if (this.#deliveries.size <= maxDeliveries && this.#bytes <= maxBytes) return;
      this.#deliveries.delete(id);
      this.#bytes -= body.byteLength;
    }
  }
}
