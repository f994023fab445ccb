/**
 * Time as all of the kit sees it: one clock to read and one way to wait, both replaceable.
 *
 * Stored due times are wall-clock times, since they outlive the process. Within a process the system's wall clock may
 * jump (NTP, a suspended machine, an operator), so it is read once and carried on by the monotonic clock.
 *
 * @module clock
 */
import { MAX_TIMER_MS } from '../errors/options.ts';

/** A clock that can be read and waited on. Give your own to make time stand still in a test. */
export interface Clock {
  /** @returns milliseconds since the epoch */
  now(): number;
  /**
   * The wall clock as everybody else reads it, jumps included: for what others compare with their own clocks, such as the
   * time of a signature. `now` where it is absent.
   *
   * @returns milliseconds since the epoch
   */
  wall?(): number;
  /**
   * Calls back once, after a delay. Keeps the process alive until then.
   *
   * @param delayMs milliseconds, clamped to 2^31 - 1 (24.8 days): a caller that waits longer looks again and re-arms
   * @param callback called once
   * @returns a function that cancels
   */
  after(delayMs: number, callback: () => void): () => void;
  /**
   * Says that work is under way that no clock sees, such as a request on a socket: a clock that moves by itself stands
   * still until then. The machine's own clock has no need of it.
   *
   * @returns a function that says that the work is over
   */
  hold?(): () => void;
}

/** How often the wall clock is looked at, in milliseconds of monotonic time: reading both clocks costs twice as much as one. */
const LOOK_EVERY_MS = 100;
/** A wall clock that moves by less than this between two looks is being steered (NTP slewing), not set; in milliseconds. */
const STEERED_MS = 1_000;

/**
 * The machine's own clock: wall time, carried on by the monotonic clock. Small corrections are followed; a jump
 * of the wall clock is not, so that no jump makes everything due at once or nothing due for a year. What the wall clock
 * says is signed all the same: a machine that slept would sign as of yesterday, and be refused.
 *
 * @returns a clock
 * @example
 * ```ts
 * const clock = systemClock();
 * const cancel = clock.after(1_000, () => console.log('a second later'));
 * ```
 */
export function systemClock(): Clock {
  let lookedAt = performance.now();
  let origin = Date.now() - lookedAt;
  return {
    now() {
      const passed = performance.now();
      if (passed - lookedAt >= LOOK_EVERY_MS) {
        lookedAt = passed;
        const seen = Date.now() - passed;
        if (Math.abs(seen - origin) < STEERED_MS) origin = seen;
      }
      return Math.round(origin + passed);
    },
    wall: () => Date.now(),
    after(delayMs, callback) {
      const timer = setTimeout(callback, Math.min(Math.max(delayMs, 0), MAX_TIMER_MS));
      return () => clearTimeout(timer);
    },
  };
}

/**
 * @param clock any clock
 * @returns its wall time, in milliseconds since the epoch
 */
export function wallTime(clock: Clock): number {
  return clock.wall?.() ?? clock.now();
}
