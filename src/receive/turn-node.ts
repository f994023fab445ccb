/**
 * The end of a turn of Node's event loop, for the adapters.
 *
 * By then all that came with a request's headers has been read, so a small body needs neither listeners nor a timer;
 * and the requests of one turn go on together, which halves what a delivery costs.
 *
 * @module receive/turn-node
 * @see https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick#check
 */
let turn: Promise<void> | undefined;

/** As it was when this was loaded: a test that fakes timers later on still gets its deliveries answered. */
const { setImmediate } = globalThis;

/** @returns resolves at the end of this turn, once for everybody who waits for it */
export function endOfTurn(): Promise<void> | undefined {
  return (turn ??= new Promise((resolve) => {
    setImmediate(() => {
      turn = undefined;
      resolve();
    });
  }));
}
