/**
 * What stands for the end of a turn where the runtime is not known to have one that requests may share: in Workers,
 * none may wait for what belongs to another.
 *
 * @module receive/turn-web
 */

/** @returns nothing: there is nothing to wait for */
export function endOfTurn(): Promise<void> | undefined {
  return undefined;
}
