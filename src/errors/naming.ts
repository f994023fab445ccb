/**
 * Adds to an error which of several items is at fault.
 *
 * @module errors/naming
 */
import { DeliveryError } from './delivery-error.ts';

/**
 * @param name of the item
 * @param work that may throw
 * @returns what `work` returns
 * @throws the error of `work`, with the name before its message; errors other than of misconfiguration are not changed
 */
export function naming<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw named(name, error);
  }
}

/**
 * @param name of the item
 * @param error that it caused
 * @returns the error with the name before its message; errors other than of misconfiguration are not changed
 */
export function named(name: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const message = `${name}: ${error.message}`;
  if (error instanceof DeliveryError) return new DeliveryError(error.code, message, { cause: error });
  if (error instanceof TypeError) return new TypeError(message, { cause: error });
  if (error instanceof RangeError) return new RangeError(message, { cause: error });
  return error;
}
