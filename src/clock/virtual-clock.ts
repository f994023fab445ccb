/**
 * A clock that stands still until a test moves it.
 *
 * @module clock/virtual-clock
 */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** A {@link Clock} whose time passes only when a test moves it, and then at once. */
export interface VirtualClock extends Clock {
  /**
   * Moves time on. Calls each timer that falls due, in order, and lets the event loop turn after each.
   * It does not wait for running requests, so it makes a hanging request run into its timeout.
   *
   * @param ms milliseconds
   */
  advance(ms: number): Promise<void>;
  /**
   * Lets time pass by itself until a promise settles: whenever nothing is running, time jumps to
   * the next timer.
   *
   * @param promise what to wait for
   * @returns what the promise resolves to
   */
  until<Result>(promise: Promise<Result>): Promise<Result>;
  /** Keeps {@link VirtualClock.until} from passing time until the function that it returns is called. */
  hold(): () => void;
}

/** The default start of a virtual clock: 2027-01-15T08:00:00.000Z. */
const START = 1_800_000_000_000;

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/**
 * A clock for tests: an hour passes as fast as the waiting code can run.
 *
 * @param start its first time, in milliseconds since the epoch
 * @returns the clock
 * @example
 * ```ts
 * const clock = virtualClock();
 * clock.after(5_000, () => console.log('five seconds later'));
 * await clock.advance(5_000);
 * ```
 */
export function virtualClock(start: number = START): VirtualClock {
  return new StandingClock(start);
}

class StandingClock implements VirtualClock {
  readonly #timers = new Set<Timer>();
  #time: number;
  #holds = 0;
  #waiting: (() => void)[] = [];

  constructor(start: number) {
    this.#time = start;
  }

  now(): number {
    return this.#time;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { at: this.#time + Math.max(delayMs, 0), callback };
    this.#timers.add(timer);
    this.#changed();
    return () => this.#timers.delete(timer);
  }

  hold(): () => void {
    let held = true;
    this.#holds += 1;
    return () => {
      if (held) this.#holds -= 1;
      held = false;
      this.#changed();
    };
  }

  async advance(ms: number): Promise<void> {
    const end = this.#time + ms;
    for (let timer = this.#next(end); timer !== undefined; timer = this.#next(end)) {
      this.#fire(timer);
      await setImmediate();
    }
    this.#time = end;
    await setImmediate();
  }

  async until<Result>(promise: Promise<Result>): Promise<Result> {
    let settled = false;
    const settle = (): void => {
      settled = true;
      this.#changed();
    };
    promise.then(settle, settle);
    for (;;) {
      await setImmediate();
      if (settled) return promise;
      const timer = this.#holds > 0 ? undefined : this.#next(Infinity);
      if (timer === undefined) await this.#change();
      else this.#fire(timer);
    }
  }

  /** Resolves at the next new timer, release of a hold, or settling of the promise that is waited for. */
  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #changed(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    this.#time = Math.max(this.#time, timer.at);
    timer.callback();
  }
}
