/**
 * Which endpoint may be served next. One lane per endpoint that has something waiting or in flight; of those that
 * are due and below their limit the one with the fewest in flight comes first, so that neither a large backlog nor
 * a hung endpoint takes more than its share.
 *
 * @module queue/lanes
 */
import { Heap } from './heap.ts';

/** Names one stored delivery within its store, as long as it is there. */
export type Ticket = number;

/** Something of an endpoint falls due. */
export interface Wake {
  readonly endpoint: string;
  /** In milliseconds since the epoch. */
  readonly dueAt: number;
}

/** What is known of one endpoint. */
export interface Lane {
  readonly endpoint: string;
  /** When its next delivery is due; at most too early, never too late. `undefined` where none waits. */
  nextDueAt: number | undefined;
  /** Handlers running for it. */
  running: number;
  /** Rows that are running, or answered and not yet stored. */
  inFlight: number;
  /** Those of them whose claim could not be stored, so that the store would give them again. */
  readonly unclaimed: Set<Ticket>;
  /** Nothing starts before this time. */
  heldUntil: number;
  /** Counts its filings: an entry in a heap with an older number is void. */
  filing: number;
  /** The key of its entry among the lanes that are not due yet; `undefined` where it has none there. */
  laterKey: number | undefined;
}

interface Entry {
  readonly lane: Lane;
  readonly filing: number;
  readonly key: number;
}

/** A lane whose turn it is. */
export interface Turn {
  readonly lane: Lane;
  /** How many of its deliveries may start now. */
  readonly room: number;
}

/** Lanes that are kept before those are looked for that nothing but a hold keeps, and it has ended. */
const KEPT_LANES = 10_000;
/** How many void entries a heap may hold, whatever the number of lanes. */
const SPARE_ENTRIES = 1_024;

/** The lanes of one worker. */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  #mostLanes = KEPT_LANES;
  readonly #parked = new Set<string>();
  /** Lanes that are not due yet, by when they are. */
  readonly #later = new Heap<Entry>((a, b) => a.key < b.key);
  /** Lanes that are due, by how many they have running. */
  readonly #ready = new Heap<Entry>((a, b) => a.key < b.key);
  readonly #limitOf: (endpoint: string) => number;

  /** @param limitOf how many handlers may run for an endpoint */
  constructor(limitOf: (endpoint: string) => number) {
    this.#limitOf = limitOf;
  }

  /** @param wake something of an endpoint falls due */
  offer({ endpoint, dueAt }: Wake): void {
    const lane = this.#laneOf(endpoint);
    if (lane.nextDueAt !== undefined && lane.nextDueAt <= dueAt) return;
    lane.nextDueAt = dueAt;
    this.#file(lane);
  }

  /**
   * @param now milliseconds since the epoch
   * @returns the lane to be served next, to be handed back with `served`; `undefined` where none is due
   */
  next(now: number): Turn | undefined {
    this.#promote(now);
    for (let entry = this.#ready.pop(); entry !== undefined; entry = this.#ready.pop()) {
      const { lane } = entry;
      if (entry.filing !== lane.filing) continue;
      lane.filing += 1;
      const room = this.#limitOf(lane.endpoint) - lane.running;
      if (room > 0) return { lane, room: this.#share(room, lane) };
    }
    return undefined;
  }

  /**
   * @param lane that `next` gave
   * @param count of the rows that were taken of it
   * @param nextDueAt when its next row is due
   */
  served(lane: Lane, count: number, nextDueAt: number | undefined): void {
    lane.inFlight += count;
    lane.running += count;
    lane.nextDueAt = nextDueAt;
    this.#file(lane);
  }

  /**
   * A handler has answered: its place is free, its row not yet.
   *
   * @param endpoint of the delivery
   */
  finished(endpoint: string): void {
    const lane = this.#laneOf(endpoint);
    lane.running -= 1;
    this.#file(lane);
  }

  /**
   * The answer is stored: the row may be taken again, where it is still there.
   *
   * @param endpoint of the delivery
   * @param ticket of its row
   */
  stored(endpoint: string, ticket: Ticket): void {
    const lane = this.#laneOf(endpoint);
    lane.inFlight -= 1;
    lane.unclaimed.delete(ticket);
    this.#evict(lane);
  }

  /**
   * The claim of a row could not be stored.
   *
   * @param endpoint of the delivery
   * @param ticket of its row
   */
  unclaimed(endpoint: string, ticket: Ticket): void {
    this.#laneOf(endpoint).unclaimed.add(ticket);
  }

  /**
   * @param endpoint to start nothing for
   * @param until milliseconds since the epoch; a time in the past ends a hold, and keeps no lane
   * @param now milliseconds since the epoch
   */
  hold(endpoint: string, until: number, now: number): void {
    const lane = this.#laneOf(endpoint);
    lane.heldUntil = until > now ? until : 0;
    this.#file(lane);
  }

  /**
   * @param endpoint key of an endpoint
   * @param now milliseconds since the epoch
   * @returns how many more of its deliveries may start now; 0 while it is on hold or parked
   */
  roomOf(endpoint: string, now: number): number {
    const { running = 0, heldUntil = 0 } = this.#lanes.get(endpoint) ?? {};
    if (heldUntil > now || this.#parked.has(endpoint)) return 0;
    return Math.max(this.#limitOf(endpoint) - running, 0);
  }

  /**
   * @param endpoint key of an endpoint
   * @returns until when nothing starts for it; a time in the past where it is not on hold
   */
  heldUntil(endpoint: string): number {
    return this.#lanes.get(endpoint)?.heldUntil ?? 0;
  }

  /** How many lanes there are. */
  get size(): number {
    return this.#lanes.size;
  }

  /**
   * @param endpoint to serve no more, or again
   * @param parked whether it is parked
   */
  setParked(endpoint: string, parked: boolean): void {
    if (parked) this.#parked.add(endpoint);
    else this.#parked.delete(endpoint);
    this.#file(this.#laneOf(endpoint));
  }

  /**
   * @param now milliseconds since the epoch
   * @returns when the next lane falls due, `undefined` where none will without a further call
   */
  nextWakeAt(now: number): number | undefined {
    this.#promote(now);
    return this.#ready.size > 0 ? now : this.#later.peek()?.key;
  }

  #laneOf(endpoint: string): Lane {
    let lane = this.#lanes.get(endpoint);
    if (lane === undefined) {
      lane = {
        endpoint,
        nextDueAt: undefined,
        running: 0,
        inFlight: 0,
        unclaimed: new Set(),
        heldUntil: 0,
        filing: 0,
        laterKey: undefined,
      };
      this.#lanes.set(endpoint, lane);
    }
    return lane;
  }

  #file(lane: Lane): void {
    const wanted = lane.nextDueAt !== undefined && !this.#parked.has(lane.endpoint);
    const key = wanted ? Math.max(lane.nextDueAt ?? 0, lane.heldUntil) : undefined;
    // As it is mostly, when one handler after the other ends: nothing to do.
    if (key !== undefined && key === lane.laterKey) return;
    lane.filing += 1;
    lane.laterKey = undefined;
    if (key === undefined) return this.#evict(lane);
    if (lane.running >= this.#limitOf(lane.endpoint)) return;
    lane.laterKey = key;
    this.#push(this.#later, lane, key);
  }

  #push(heap: Heap<Entry>, lane: Lane, key: number): void {
    heap.push({ lane, filing: lane.filing, key });
    // A lane is filed anew at each change, and its older entries stay behind: sweep them out before they pile up.
    if (heap.size > SPARE_ENTRIES + 4 * this.#lanes.size) {
      heap.retain((entry) => entry.filing === entry.lane.filing);
    }
  }

  #evict(lane: Lane, now: number = 0): void {
    const idle = lane.nextDueAt === undefined && lane.inFlight === 0 && lane.heldUntil <= now;
    if (idle) this.#lanes.delete(lane.endpoint);
  }

  /** Holds that have ended unseen, since nothing waited. As many as are left may come before the next look. */
  #evictHeld(now: number): void {
    for (const lane of this.#lanes.values()) this.#evict(lane, now);
    this.#mostLanes = Math.max(2 * this.#lanes.size, KEPT_LANES);
  }

  #promote(now: number): void {
    if (this.#lanes.size > this.#mostLanes) this.#evictHeld(now);
    for (let entry = this.#later.peek(); entry !== undefined; entry = this.#later.peek()) {
      const { lane } = entry;
      if (entry.filing === lane.filing) {
        if (entry.key > now) return;
        lane.heldUntil = 0;
        lane.laterKey = undefined;
        this.#push(this.#ready, lane, lane.running);
      }
      this.#later.pop();
    }
  }

  /** Leaves room for the other lanes that are due: those with fewer running come first, one step at a time. */
  #share(room: number, lane: Lane): number {
    const rival = this.#ready.peek();
    return rival === undefined ? room : Math.min(room, Math.max(rival.key - lane.running, 0) + 1);
  }
}
