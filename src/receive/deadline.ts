/**
 * Waits for work, for a limited time.
 *
 * @module receive/deadline
 */

/**
 * Waits for work, for a limited time. What becomes of the work afterwards is ignored. Leaves no timer behind.
 *
 * @param work that was begun
 * @param ms milliseconds
 * @param end makes the error when the time is over
 * @returns what the work resolves to
 */
export function within<T>(work: PromiseLike<T>, ms: number, end: () => Error): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(end()), ms);
    const stop = (): void => clearTimeout(timer);
    work.then(stop, stop);
    work.then(resolve, reject);
  });
}
