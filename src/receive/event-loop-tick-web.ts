/**
 * Waits for nothing where requests may not share a promise: in Workers, no request may wait for what belongs to another.
 *
 * @module receive/event-loop-tick-web
 */

/** @returns nothing: there is nothing to wait for */
export function nextEventLoopTick(): Promise<void> | undefined {
  return undefined;
}
