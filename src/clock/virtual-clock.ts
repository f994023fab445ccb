/**
 * A clock that stands still until a test moves it.
 *
 * @module clock/virtual-clock
 */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** A {@link Clock} whose time only `advance` moves. */
export interface VirtualClock extends Clock {
  /** Moves time on, calling back what falls due on the way in its order, each followed by a turn of the event loop. */
  advance(ms: number): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/**
 * A clock for tests: an hour passes as fast as what waits for it can run.
 *
 * @param start what it reads until it is moved, in milliseconds since the epoch
 * @returns the clock
 * @example
 * ```ts
 * const clock = virtualClock();
 * clock.after(5_000, () => console.log('five seconds later'));
 * await clock.advance(5_000);
 * ```
 */
export function virtualClock(start = 1_800_000_000_000): VirtualClock {
  let time = start;
  const timers = new Set<Timer>();
  const nextDue = (end: number): Timer | undefined =>
    [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
  return {
    now: () => time,
    after(delayMs, callback) {
      const timer = { at: time + Math.max(delayMs, 0), callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = time + ms;
      for (let timer = nextDue(end); timer !== undefined; timer = nextDue(end)) {
        timers.delete(timer);
        time = Math.max(time, timer.at);
        timer.callback();
        await setImmediate();
      }
      time = end;
      await setImmediate();
    },
  };
}
