/**
 * Stores the deliveries that arrived, in memory, up to a count and a number of bytes. The oldest are dropped for new ones.
 *
 * @module mock-server/journal/journal
 */
import type { Stats } from '../api/types.ts';
import type { Arrival } from '../hook/read-arrival.ts';
import type { Response } from '../hook/response.ts';
import type { Judgement } from '../verdict/judge.ts';
import { type Delivery, KeptDelivery } from './delivery.ts';
import { readPayload } from './digest.ts';
import { bytesOf, createEntry, type Destination, type Entry, wasAccepted } from './entry.ts';
import { EntryGroups } from './entry-groups.ts';
import { type JournalLimits, journalLimits, type KeptLimits } from './limits.ts';
import type { JournalListener } from './listener.ts';
import { RobotQuality } from './robot-quality.ts';
import type { JournalStore } from './store.ts';
import { Interner } from './subject.ts';

/** What a journal is made with. */
export interface JournalOptions extends JournalLimits {
  /** Whether deliveries are judged by the documented contract alone. */
  readonly strict: boolean;
  /** Stores the same deliveries beyond the process. */
  readonly store?: JournalStore | undefined;
}

/** The deliveries that arrived, oldest first. */
export class Journal {
  readonly limits: KeptLimits;
  readonly #strict: boolean;
  readonly #store: JournalStore | undefined;
  readonly #interner = new Interner();
  readonly #quality = new RobotQuality();
  /** By number, oldest first. Numbers go up; a store whose disk was full leaves gaps. */
  readonly #entries = new Map<number, Entry>();
  /** The attempts at each delivery that are kept, oldest first. */
  readonly #attempts = new EntryGroups();
  /** The deliveries of each run that are kept, oldest first. */
  readonly #runs = new EntryGroups();
  readonly #listeners = new Set<JournalListener>();
  #oldest = 1;
  #newest = 0;
  #bytes = 0;
  #arrived = 0;
  #late = 0;

  /** @param options how much is kept, how strictly it is judged */
  constructor({ strict, store, ...limits }: JournalOptions) {
    this.limits = journalLimits(limits);
    this.#strict = strict;
    this.#store = store;
  }

  /** Loads the deliveries of the store. Call it once, before the first delivery. */
  restore(): void {
    for (const { number, arrival, judgement, destination, ...rest } of this.#store?.load() ?? []) {
      const payload = readPayload({ body: Buffer.from(arrival.body) });
      if (this.#newest === 0) this.#oldest = number;
      this.#newest = number - 1;
      this.#update(this.#append(arrival, { ...judgement, payload, issues: [] }, destination), rest);
    }
    this.#trim();
  }

  /** Everything that is kept, oldest first. */
  get deliveries(): Delivery[] {
    return Array.from(this.#entries.values(), (entry) => this.#view(entry));
  }

  /**
   * The deliveries to one address, without late ones, oldest first.
   *
   * @param name of the isolated inbox; `undefined` for the hook itself
   */
  deliveriesAt(name: string | undefined): Delivery[] {
    return this.#select(({ inbox, late, misdirected }) => inbox === name && !late && !misdirected);
  }

  /** Deliveries that do not count for an inbox: they were late, or went to another path. */
  strays(kind: 'late' | 'misdirected'): Delivery[] {
    return this.#select((entry) => entry[kind]);
  }

  /**
   * One delivery.
   *
   * @param id its id
   * @returns `undefined` if it does not exist, or was dropped
   */
  find(id: string): Delivery | undefined {
    const entry = this.#entries.get(Number(id));
    return entry === undefined || String(entry.number) !== id ? undefined : this.#view(entry);
  }

  /**
   * A part of the list, newest first.
   *
   * @param query ids that it lies between, both exclusive; how many at most
   * @returns the part, and whether there are older ones within
   */
  page({ before = Infinity, after = 0, limit }: { before?: number; after?: number; limit: number }): {
    readonly deliveries: readonly Delivery[];
    readonly hasMore: boolean;
  } {
    const deliveries: Delivery[] = [];
    for (
      let number = Math.min(before - 1, this.#newest);
      number >= this.#oldest && number > after;
      number--
    ) {
      const entry = this.#entries.get(number);
      if (entry === undefined) continue;
      if (deliveries.length === limit) return { deliveries, hasMore: true };
      deliveries.push(this.#view(entry));
    }
    return { deliveries, hasMore: false };
  }

  /** Counts since the start or the last clearing. */
  get stats(): Omit<Stats, 'listeners'> {
    const kept = this.#entries.size;
    const arrived = this.#arrived;
    return { arrived, kept, dropped: arrived - kept, bytes: this.#bytes, late: this.#late };
  }

  /**
   * Stores a delivery, then calls every listener.
   *
   * @param arrival what arrived
   * @param judgement what was found
   * @param destination the address that it came to
   * @returns the delivery
   */
  add(arrival: Arrival, judgement: Judgement, destination: Destination): Delivery {
    const entry = this.#append(arrival, judgement, destination);
    this.#store?.add(entry);
    const delivery = this.#view(entry, judgement);
    this.#tell((listener) => listener.arrived?.(delivery));
    const previous = this.attemptsAt(entry).at(-2);
    if (previous !== undefined) this.#tell((listener) => listener.changed?.(this.#view(previous)));
    this.#trim();
    return delivery;
  }

  /**
   * Stores how a delivery was answered.
   *
   * @param delivery as it was added; ignored if it was dropped
   * @param response what was sent
   * @param respondedAfterMs milliseconds since its arrival
   */
  responded(delivery: Delivery, response: Response, respondedAfterMs: number): void {
    const entry = this.#entries.get(Number(delivery.id));
    if (entry === undefined) return;
    const afterMs = response.kind === 'hang' ? undefined : respondedAfterMs;
    this.#update(entry, { response, respondedAfterMs: afterMs });
    this.#store?.responded(entry);
    this.#tell((listener) => listener.changed?.(delivery));
    this.#tell((listener) => listener.responded?.(delivery));
    this.#trim();
  }

  /** Deletes everything; ids continue from the last one. @returns how many were forgotten */
  clear(): number {
    const count = this.#entries.size;
    for (const kept of [this.#entries, this.#attempts, this.#runs, this.#quality]) kept.clear();
    this.#oldest = this.#newest + 1;
    this.#bytes = 0;
    this.#arrived = 0;
    this.#late = 0;
    this.#store?.clear();
    this.#tell((listener) => listener.cleared?.(count));
    return count;
  }

  /**
   * Calls a listener with every event from now on.
   *
   * @param listener what to call
   * @returns stops the calls
   */
  listen(listener: JournalListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(call: (listener: JournalListener) => void): void {
    for (const listener of this.#listeners) call(listener);
  }

  /** All attempts at the same delivery that are kept, this one included, oldest first. */
  attemptsAt(entry: Entry): readonly Entry[] {
    return this.#attempts.around(entry.key, entry);
  }

  /** All deliveries of the same run that are kept, this one included, oldest first. */
  deliveriesOfRun(entry: Entry): readonly Entry[] {
    return this.#runs.around(entry.runId, entry);
  }

  #append(arrival: Arrival, judgement: Judgement, destination: Destination): Entry {
    this.#newest += 1;
    const context = { ...destination, number: this.#newest, interner: this.#interner };
    const entry = createEntry(arrival, judgement, context);
    const previous = this.#attempts.newest(entry.key);
    if (previous !== undefined) {
      entry.attempt = previous.attempt + 1;
      entry.duplicate = previous.duplicate || wasAccepted(previous);
    }
    entry.quality = previous?.quality ?? this.#quality.check(entry, judgement.payload);
    this.#attempts.add(entry.key, entry);
    this.#runs.add(entry.runId, entry);
    this.#entries.set(entry.number, entry);
    this.#bytes += bytesOf(entry);
    this.#arrived += 1;
    if (entry.late) this.#late += 1;
    return entry;
  }

  #update(entry: Entry, change: Pick<Entry, 'response' | 'respondedAfterMs'>): void {
    this.#bytes -= bytesOf(entry);
    Object.assign(entry, change);
    this.#bytes += bytesOf(entry);
  }

  #view(entry: Entry, judgement?: Judgement): Delivery {
    return new KeptDelivery(entry, { journal: this, strict: this.#strict }, judgement);
  }

  #select(isMeant: (entry: Entry) => boolean): Delivery[] {
    return [...this.#entries.values()].filter(isMeant).map((entry) => this.#view(entry));
  }

  #trim(): void {
    const { maxDeliveries, maxBytes } = this.limits;
    while (this.#entries.size > maxDeliveries || this.#bytes > maxBytes) this.#dropOldest();
  }

  #dropOldest(): void {
    const oldest = this.#entries.get(this.#oldest);
    this.#oldest += 1;
    if (oldest === undefined) return;
    this.#entries.delete(oldest.number);
    this.#bytes -= bytesOf(oldest);
    this.#attempts.dropOldest(oldest.key);
    this.#runs.dropOldest(oldest.runId);
    this.#store?.drop(oldest);
  }
}
