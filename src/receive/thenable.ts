/**
 * Tells what has to be awaited.
 *
 * @module receive/thenable
 * @see https://tc39.es/ecma262/#sec-promise-resolve-functions `await` asks the same
 */

/**
 * Whether `await` would wait for a value. Not only native promises are: those of another realm (as in Jest), of a query
 * builder, and the functions with a `then` that stand for a remote call in Workers are too.
 *
 * @param value of any kind
 * @throws what a getter named `then` throws
 */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return false;
  return typeof (value as { then?: unknown }).then === 'function';
}
