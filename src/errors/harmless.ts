/** @module errors/harmless */

/**
 * A caller's listener that may fail: what it throws, or rejects with, stops nothing.
 *
 * @param listener of the caller
 */
export function harmless<T>(listener: (value: T) => unknown): (value: T) => void {
  return (value) => {
    try {
      const result = listener(value);
      if (result instanceof Promise) result.catch(() => undefined);
    } catch {
      // Its error has no other listener.
    }
  };
}
