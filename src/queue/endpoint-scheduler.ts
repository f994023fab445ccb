/**
 * Which endpoint may be served next. One state per endpoint that has something waiting or in flight; of those that
 * are due and below their limit the one with the fewest in flight comes first, so that neither a large backlog nor
 * a hung endpoint takes more than its share.
 *
 * @module queue/endpoint-scheduler
 */
import { Heap } from './heap.ts';

/** Names one stored delivery within its store, as long as it is there. */
export type RowId = number;

/** Something of an endpoint falls due. */
export interface Wake {
  readonly endpoint: string;
  /** In milliseconds since the epoch. */
  readonly dueAt: number;
}

/** What is known of one endpoint. */
export interface EndpointState {
  readonly endpoint: string;
  /** When its next delivery is due; at most too early, never too late. `undefined` where none waits. */
  nextDueAt: number | undefined;
  /** Handlers running for it. */
  running: number;
  /** Rows that are running, or answered and not yet stored. */
  inFlight: number;
  /** Those of them whose claim could not be stored, so that the store would give them again. */
  readonly unclaimed: Set<RowId>;
  /** Nothing starts before this time. */
  heldUntil: number;
  /** Counts its filings: an entry in a heap with an older number is void. */
  version: number;
  /** The key of its entry among the endpoints that are not due yet; `undefined` where it has none there. */
  laterKey: number | undefined;
}

interface Entry {
  readonly state: EndpointState;
  readonly version: number;
  readonly key: number;
}

/** A state whose turn it is. */
export interface Grant {
  readonly state: EndpointState;
  /** How many of its deliveries may start now. */
  readonly room: number;
}

/** Endpoints that are kept before those are looked for that nothing but a hold keeps, and it has ended. */
const KEPT_STATES = 10_000;
/** How many void entries a heap may hold, whatever the number of endpoints. */
const SPARE_ENTRIES = 1_024;

/** The endpoints of one worker. */
export class EndpointScheduler {
  readonly #states = new Map<string, EndpointState>();
  #mostStates = KEPT_STATES;
  readonly #disabled = new Set<string>();
  /** Endpoints that are not due yet, by when they are. */
  readonly #later = new Heap<Entry>((a, b) => a.key < b.key);
  /** Endpoints that are due, by how many they have running. */
  readonly #ready = new Heap<Entry>((a, b) => a.key < b.key);
  readonly #limitOf: (endpoint: string) => number;

  /** @param limitOf how many handlers may run for an endpoint */
  constructor(limitOf: (endpoint: string) => number) {
    this.#limitOf = limitOf;
  }

  /** @param wake something of an endpoint falls due */
  offer({ endpoint, dueAt }: Wake): void {
    const state = this.#stateOf(endpoint);
    if (state.nextDueAt !== undefined && state.nextDueAt <= dueAt) return;
    state.nextDueAt = dueAt;
    this.#file(state);
  }

  /**
   * @param now milliseconds since the epoch
   * @returns the state to be served next, to be handed back with `served`; `undefined` where none is due
   */
  next(now: number): Grant | undefined {
    this.#promote(now);
    for (let entry = this.#ready.pop(); entry !== undefined; entry = this.#ready.pop()) {
      const { state } = entry;
      if (entry.version !== state.version) continue;
      state.version += 1;
      const room = this.#limitOf(state.endpoint) - state.running;
      if (room > 0) return { state, room: this.#share(room, state) };
    }
    return undefined;
  }

  /**
   * @param state that `next` gave
   * @param count of the rows that were taken of it
   * @param nextDueAt when its next row is due
   */
  served(state: EndpointState, count: number, nextDueAt: number | undefined): void {
    state.inFlight += count;
    state.running += count;
    state.nextDueAt = nextDueAt;
    this.#file(state);
  }

  /**
   * A handler has answered: its place is free, its row not yet.
   *
   * @param endpoint of the delivery
   */
  finished(endpoint: string): void {
    const state = this.#stateOf(endpoint);
    state.running -= 1;
    this.#file(state);
  }

  /**
   * The answer is stored: the row may be taken again, where it is still there.
   *
   * @param endpoint of the delivery
   * @param rowId of its row
   */
  stored(endpoint: string, rowId: RowId): void {
    const state = this.#stateOf(endpoint);
    state.inFlight -= 1;
    state.unclaimed.delete(rowId);
    this.#evict(state);
  }

  /**
   * The claim of a row could not be stored.
   *
   * @param endpoint of the delivery
   * @param rowId of its row
   */
  unclaimed(endpoint: string, rowId: RowId): void {
    this.#stateOf(endpoint).unclaimed.add(rowId);
  }

  /**
   * @param endpoint to start nothing for
   * @param until milliseconds since the epoch; a time in the past ends a hold, and keeps no state
   * @param now milliseconds since the epoch
   */
  hold(endpoint: string, until: number, now: number): void {
    const state = this.#stateOf(endpoint);
    state.heldUntil = until > now ? until : 0;
    this.#file(state);
  }

  /**
   * @param endpoint key of an endpoint
   * @param now milliseconds since the epoch
   * @returns how many more of its deliveries may start now; 0 while it is on hold or disabled
   */
  roomOf(endpoint: string, now: number): number {
    const { running = 0, heldUntil = 0 } = this.#states.get(endpoint) ?? {};
    if (heldUntil > now || this.#disabled.has(endpoint)) return 0;
    return Math.max(this.#limitOf(endpoint) - running, 0);
  }

  /**
   * @param endpoint key of an endpoint
   * @returns until when nothing starts for it; a time in the past where it is not on hold
   */
  heldUntil(endpoint: string): number {
    return this.#states.get(endpoint)?.heldUntil ?? 0;
  }

  /** How many endpoints there are. */
  get size(): number {
    return this.#states.size;
  }

  /**
   * @param endpoint to serve no more, or again
   * @param disabled whether it is disabled
   */
  setDisabled(endpoint: string, disabled: boolean): void {
    if (disabled) this.#disabled.add(endpoint);
    else this.#disabled.delete(endpoint);
    this.#file(this.#stateOf(endpoint));
  }

  /**
   * @param now milliseconds since the epoch
   * @returns when the next state falls due, `undefined` where none will without a further call
   */
  nextWakeAt(now: number): number | undefined {
    this.#promote(now);
    return this.#ready.size > 0 ? now : this.#later.peek()?.key;
  }

  #stateOf(endpoint: string): EndpointState {
    let state = this.#states.get(endpoint);
    if (state === undefined) {
      state = {
        endpoint,
        nextDueAt: undefined,
        running: 0,
        inFlight: 0,
        unclaimed: new Set(),
        heldUntil: 0,
        version: 0,
        laterKey: undefined,
      };
      this.#states.set(endpoint, state);
    }
    return state;
  }

  #file(state: EndpointState): void {
    const wanted = state.nextDueAt !== undefined && !this.#disabled.has(state.endpoint);
    const key = wanted ? Math.max(state.nextDueAt ?? 0, state.heldUntil) : undefined;
    // As it is mostly, when one handler after the other ends: nothing to do.
    if (key !== undefined && key === state.laterKey) return;
    state.version += 1;
    state.laterKey = undefined;
    if (key === undefined) return this.#evict(state);
    if (state.running >= this.#limitOf(state.endpoint)) return;
    state.laterKey = key;
    this.#push(this.#later, state, key);
  }

  #push(heap: Heap<Entry>, state: EndpointState, key: number): void {
    heap.push({ state, version: state.version, key });
    // A state is filed anew at each change, and its older entries stay behind: sweep them out before they pile up.
    if (heap.size > SPARE_ENTRIES + 4 * this.#states.size) {
      heap.retain((entry) => entry.version === entry.state.version);
    }
  }

  #evict(state: EndpointState, now: number = 0): void {
    const idle = state.nextDueAt === undefined && state.inFlight === 0 && state.heldUntil <= now;
    if (idle) this.#states.delete(state.endpoint);
  }

  /** Holds that have ended unseen, since nothing waited. As many as are left may come before the next look. */
  #evictHeld(now: number): void {
    for (const state of this.#states.values()) this.#evict(state, now);
    this.#mostStates = Math.max(2 * this.#states.size, KEPT_STATES);
  }

  #promote(now: number): void {
    if (this.#states.size > this.#mostStates) this.#evictHeld(now);
    for (let entry = this.#later.peek(); entry !== undefined; entry = this.#later.peek()) {
      const { state } = entry;
      if (entry.version === state.version) {
        if (entry.key > now) return;
        state.heldUntil = 0;
        state.laterKey = undefined;
        this.#push(this.#ready, state, state.running);
      }
      this.#later.pop();
    }
  }

  /** Leaves room for the other endpoints that are due: those with fewer running come first, one step at a time. */
  #share(room: number, state: EndpointState): number {
    const rival = this.#ready.peek();
    return rival === undefined ? room : Math.min(room, Math.max(rival.key - state.running, 0) + 1);
  }
}
