/**
 * Chooses the next endpoint: of those that are due and below their limit, the one that has waited longest since
 * it was due or last served.
 *
 * @module queue/embedded/endpoint-scheduler
 */
import { Heap } from './heap.ts';

/** A delivery of an endpoint is due at a time. */
export interface Wake {
  readonly endpoint: string;
  /** In milliseconds since the epoch. */
  readonly dueAt: number;
}

/** An endpoint that may be served now. */
export interface Grant {
  readonly endpoint: string;
  /** How many of its deliveries may start now. */
  readonly room: number;
}

interface EndpointState {
  readonly endpoint: string;
  /** When its next delivery is due, or an earlier time. `undefined` if none waits. */
  nextDueAt: number | undefined;
  /** Handlers running for it. */
  running: number;
  /** Nothing starts before this time. */
  heldUntil: number;
  servedAt: number;
  /** The time of its one valid entry in the heap; `undefined` without one. */
  wakeAt: number | undefined;
}

interface Entry {
  readonly state: EndpointState;
  readonly at: number;
}

/** How many outdated entries the heap may have, independent of the number of endpoints. */
const SPARE_ENTRIES = 1_024;

/** The endpoints of one worker that have something waiting, running or on hold; others are forgotten. */
export class EndpointScheduler {
  readonly #states = new Map<string, EndpointState>();
  readonly #disabled = new Set<string>();
  readonly #wakes = new Heap<Entry>((a, b) => a.at < b.at);
  readonly #limitOf: (endpoint: string) => number;

  /** @param limitOf how many handlers may run for an endpoint */
  constructor(limitOf: (endpoint: string) => number) {
    this.#limitOf = limitOf;
  }

  /** How many endpoints are known. */
  get size(): number {
    return this.#states.size;
  }

  /** @param wake the endpoint, and when its delivery is due */
  offer({ endpoint, dueAt }: Wake): void {
    const state = this.#stateOf(endpoint);
    if (state.nextDueAt !== undefined && state.nextDueAt <= dueAt) return;
    state.nextDueAt = dueAt;
    this.#schedule(state);
  }

  /**
   * @param now milliseconds since the epoch
   * @param places how many handlers may start in all
   * @returns the endpoint to serve next, for `started`; `undefined` if none is due. While another is
   *   also due, it gets at most half of the places
   */
  next(now: number, places: number): Grant | undefined {
    for (let state = this.#due(now); state !== undefined; state = this.#due(now)) {
      this.#wakes.pop();
      Object.assign(state, { wakeAt: undefined, heldUntil: 0, servedAt: now });
      const { endpoint, nextDueAt, running } = state;
      const room = Math.min(this.#limitOf(endpoint) - running, places);
      if (nextDueAt === undefined) this.#schedule(state);
      else if (room > 0) {
        const isAlone = this.#due(now) === undefined;
        return { endpoint, room: isAlone ? room : Math.min(room, Math.ceil(places / 2)) };
      }
    }
    return undefined;
  }

  /**
   * @param endpoint that `next` gave
   * @param count of the deliveries that start
   * @param nextDueAt when its next one is due
   */
  started(endpoint: string, count: number, nextDueAt: number | undefined): void {
    const state = this.#stateOf(endpoint);
    state.running += count;
    state.nextDueAt = nextDueAt;
    this.#schedule(state);
  }

  /** @param endpoint one of whose handlers has ended */
  finished(endpoint: string): void {
    const state = this.#stateOf(endpoint);
    state.running -= 1;
    this.#schedule(state);
  }

  /**
   * @param endpoint to hold
   * @param until milliseconds since the epoch; a time in the past ends a hold
   * @param now milliseconds since the epoch
   */
  hold(endpoint: string, heldUntil: number, now: number): void {
    const state = this.#stateOf(endpoint);
    state.heldUntil = heldUntil > now ? heldUntil : 0;
    this.#schedule(state);
  }

  /**
   * @param endpoint that was disabled or enabled
   * @param disabled whether it is disabled
   */
  setDisabled(endpoint: string, disabled: boolean): void {
    if (disabled) this.#disabled.add(endpoint);
    else this.#disabled.delete(endpoint);
    this.#schedule(this.#stateOf(endpoint));
  }

  /** @returns when the next endpoint is due, possibly in the past; `undefined` if none is due without a further call */
  nextWakeAt(): number | undefined {
    return this.#first()?.at;
  }

  #stateOf(endpoint: string): EndpointState {
    let state = this.#states.get(endpoint);
    if (state === undefined) {
      state = { endpoint, nextDueAt: undefined, running: 0, heldUntil: 0, servedAt: 0, wakeAt: undefined };
      this.#states.set(endpoint, state);
    }
    return state;
  }

  #schedule(state: EndpointState): void {
    const at = this.#wakeOf(state);
    if (at === undefined && state.nextDueAt === undefined && state.running === 0) {
      this.#states.delete(state.endpoint);
    }
    if (at === state.wakeAt) return;
    state.wakeAt = at;
    if (at === undefined) return;
    this.#wakes.push({ state, at });
    if (this.#wakes.size > SPARE_ENTRIES + 2 * this.#states.size) this.#wakes.retain(isValid);
  }

  /** @returns when it may be served; if nothing waits, when its hold ends and it is forgotten */
  #wakeOf({ endpoint, nextDueAt, running, heldUntil, servedAt }: EndpointState): number | undefined {
    if (nextDueAt === undefined) return running === 0 && heldUntil > 0 ? heldUntil : undefined;
    if (this.#disabled.has(endpoint) || running >= this.#limitOf(endpoint)) return undefined;
    return Math.max(nextDueAt, heldUntil, servedAt);
  }

  #due(now: number): EndpointState | undefined {
    const first = this.#first();
    return first !== undefined && first.at <= now ? first.state : undefined;
  }

  /** Each change adds a new entry for the endpoint; outdated entries are dropped when they reach the top. */
  #first(): Entry | undefined {
    let entry = this.#wakes.peek();
    while (entry !== undefined && !isValid(entry)) {
      this.#wakes.pop();
      entry = this.#wakes.peek();
    }
    return entry;
  }
}

function isValid({ state, at }: Entry): boolean {
  return state.wakeAt === at;
}
