/**
 * What arrived, kept in memory: a ring bounded by count and by bytes.
 *
 * @module mock-server/journal/journal
 */
import type { Stats } from '../api/types.ts';
import { Chains } from './chain.ts';
import { type Delivery, KeptDelivery, payloadOf } from './delivery.ts';
import { bytesOf, createEntry, type Destination, type Entry } from './entry.ts';
import type { GivenAnswer } from '../hook/response.ts';
import type { Arrival, Judged } from '../verdict/judge.ts';
import { Numbered } from './numbered.ts';
import type { JournalStore } from './store.ts';
import { Slabs } from './slabs.ts';
import { Interner } from './subject.ts';
import { wasAccepted } from '../verdict/verdict.ts';

/** How much a journal keeps. */
export interface JournalLimits {
  /** Deliveries; 10,000 by default. */
  readonly maxDeliveries?: number;
  /** Bytes of all headers and bodies together; 256 MiB by default. */
  readonly maxBytes?: number;
}

/** What the journal tells those who listen. */
export interface JournalListener {
  /** A delivery arrived. */
  arrived?(delivery: Delivery): void;
  /** A delivery was answered. */
  answered?(delivery: Delivery): void;
  /** A delivery was answered, or another attempt at it arrived. */
  changed?(delivery: Delivery): void;
  /** So many deliveries were forgotten at once. */
  cleared?(count: number): void;
}

/** What a journal is made with. */
export interface JournalOptions extends JournalLimits {
  /** Whether deliveries are judged by the documented contract alone. */
  readonly strict: boolean;
  /** Also keeps what the journal keeps. */
  readonly store?: JournalStore | undefined;
}

/** The deliveries that arrived, oldest first; the oldest give way to new ones. */
export class Journal {
  readonly limits: Required<JournalLimits>;
  readonly #strict: boolean;
  readonly #store: JournalStore | undefined;
  readonly #slabs = new Slabs();
  readonly #interner = new Interner();
  readonly #attempts = new Chains<Entry>();
  readonly #events = new Chains<Entry>();
  readonly #listeners = new Set<JournalListener>();
  readonly #entries = new Numbered<Entry>();
  #bytes = 0;
  #arrived = 0;
  #late = 0;

  /** @param options how much is kept, how strictly it is judged */
  constructor({ maxDeliveries = 10_000, maxBytes = 256 * 1024 * 1024, strict, store }: JournalOptions) {
    this.limits = { maxDeliveries: limitOf({ maxDeliveries }), maxBytes: limitOf({ maxBytes }) };
    this.#strict = strict;
    this.#store = store;
  }

  /** Takes over what the store has. To be called once, before the first delivery. */
  restore(): void {
    for (const { number, arrival, judged, destination, answer, answeredAfterMs } of this.#store?.load() ??
      []) {
      const payload = arrival.body instanceof Uint8Array ? payloadOf(arrival.body) : undefined;
      const entry = this.#append(arrival, { ...judged, payload, issues: [] }, { ...destination, number });
      Object.assign(entry, { answer, answeredAfterMs });
    }
  }

  /** Everything that is kept, oldest first. */
  get deliveries(): Delivery[] {
    return [...this.#entries].map((entry) => this.#view(entry));
  }

  /**
   * One delivery.
   *
   * @param id its id
   * @returns `undefined` if it never was, or gave way
   */
  find(id: string): Delivery | undefined {
    const entry = this.#entries.find(id);
    return entry === undefined ? undefined : this.#view(entry);
  }

  /**
   * A part of the list, newest first.
   *
   * @param query ids that it lies between, both exclusive; how many at most
   * @returns the part, and whether there are older ones
   */
  page({ before = Infinity, after = 0, limit }: { before?: number; after?: number; limit: number }): {
    readonly deliveries: readonly Delivery[];
    readonly hasMore: boolean;
  } {
    const { items, hasMore } = this.#entries.page({ before, after, limit });
    return { deliveries: items.map((entry) => this.#view(entry)), hasMore };
  }

  /** Counts since the start, or the last clearing. */
  get stats(): Omit<Stats, 'listeners'> {
    const kept = this.#entries.size;
    const arrived = this.#arrived;
    return { arrived, kept, dropped: arrived - kept, bytes: this.#bytes, late: this.#late };
  }

  /**
   * Keeps a delivery, then tells every listener.
   *
   * @param arrival what arrived
   * @param judged what was found
   * @param destination the boundary that it came to
   * @returns the delivery
   */
  add(arrival: Arrival, judged: Judged, destination: Destination): Delivery {
    const entry = this.#append(arrival, judged, destination);
    this.#store?.add(entry);
    const delivery = this.#view(entry);
    for (const listener of this.#listeners) listener.arrived?.(delivery);
    const last = entry.attempts?.before?.item;
    if (last !== undefined) this.#tellChanged(last);
    this.#trim();
    return delivery;
  }

  /**
   * Notes what a delivery was answered.
   *
   * @param id of the delivery; one that has given way is no matter
   * @param answer what was sent
   * @param answeredAfterMs milliseconds since its arrival
   */
  answered(id: string, answer: GivenAnswer, answeredAfterMs: number): void {
    const entry = this.#entries.find(id);
    if (entry === undefined) return;
    entry.answer = answer;
    entry.answeredAfterMs = answer.kind === 'hang' ? undefined : answeredAfterMs;
    this.#store?.answered(entry);
    this.#tellChanged(entry, true);
  }

  /** Forgets everything; ids go on where they were. @returns how many were forgotten */
  clear(): number {
    const count = this.#entries.size;
    this.#entries.clear();
    this.#bytes = 0;
    this.#arrived = 0;
    this.#late = 0;
    this.#attempts.clear();
    this.#events.clear();
    this.#store?.clear();
    for (const listener of this.#listeners) listener.cleared?.(count);
    return count;
  }

  /**
   * Tells of everything that happens from now on.
   *
   * @param listener what to call
   * @returns stops the calls
   */
  listen(listener: JournalListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #append(
    arrival: Arrival,
    judged: Judged,
    { boundary, late, number = this.#entries.last + 1 }: Destination & { readonly number?: number },
  ): Entry {
    const [slabs, interner] = [this.#slabs, this.#interner];
    const entry = createEntry(arrival, judged, { number, slabs, interner, boundary, late });
    const last = this.#attempts.newest(entry.key)?.item;
    if (last !== undefined) {
      entry.attempt = last.attempt + 1;
      entry.duplicate = last.duplicate || wasAccepted(last);
    }
    entry.attempts = this.#attempts.add(entry.key, entry);
    if (entry.runId !== undefined) entry.events = this.#events.add(entry.runId, entry);
    this.#entries.push(entry);
    this.#bytes += bytesOf(entry);
    this.#arrived += 1;
    if (late) this.#late += 1;
    return entry;
  }

  #view(entry: Entry): Delivery {
    return new KeptDelivery(entry, this.#strict);
  }

  #tellChanged(entry: Entry, isAnswered = false): void {
    if (this.#listeners.size === 0) return;
    const delivery = this.#view(entry);
    for (const listener of this.#listeners) {
      listener.changed?.(delivery);
      if (isAnswered) listener.answered?.(delivery);
    }
  }

  #trim(): void {
    const { maxDeliveries, maxBytes } = this.limits;
    while (this.#entries.size > maxDeliveries || this.#bytes > maxBytes) this.#dropOldest();
  }

  #dropOldest(): void {
    const oldest = this.#entries.dropOldest();
    if (oldest === undefined) return;
    this.#bytes -= bytesOf(oldest);
    if (oldest.attempts !== undefined) this.#attempts.drop(oldest.key, oldest.attempts);
    if (oldest.events !== undefined && oldest.runId !== undefined)
      this.#events.drop(oldest.runId, oldest.events);
    this.#store?.drop(oldest);
  }
}

function limitOf(limit: Readonly<Record<string, number>>): number {
  const [[name, value] = ['limit', 0]] = Object.entries(limit);
  if (value >= 1) return value;
  throw new RangeError(`${name} is ${value}: expected a number from 1.`);
}
