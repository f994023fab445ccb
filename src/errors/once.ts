/** @module errors/once */

/**
 * Makes something when it is first asked for.
 *
 * @param make called once at most
 */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
