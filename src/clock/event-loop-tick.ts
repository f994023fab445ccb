/**
 * Waits for the end of the current tick of Node's event loop, for the adapters.
 *
 * By then everything that arrived with a request's headers has been read, so a small body needs neither listeners nor a
 * timer; and the requests of one tick go on together, which halves the CPU time of a delivery.
 *
 * @module clock/event-loop-tick
 * @see https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick#check
 */
import { isNodeLike } from './runtime.ts';

let endOfTick: Promise<void> | undefined;

/** Taken when this is loaded: a test that fakes timers later still gets its deliveries answered. */
const { setImmediate } = globalThis;

/** @returns resolves at the end of this tick: one promise for all who wait for it; `undefined` where there is no such loop */
export function nextEventLoopTick(): Promise<void> | undefined {
  if (!isNodeLike) return undefined;
  return (endOfTick ??= new Promise((resolve) => {
    setImmediate(() => {
      endOfTick = undefined;
      resolve();
    });
  }));
}
