/**
 * Says which of several is at fault.
 *
 * @module errors/naming
 */
import { DeliveryError } from './delivery-error.ts';

/**
 * @param name of the one that is at fault
 * @param work what is done with it
 * @returns what `work` returns
 * @throws the error of `work`, its name before its message; an error that does not come from a wrong option is unchanged
 */
export function naming<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw named(name, error);
  }
}

/**
 * @param name of the one that is at fault
 * @param error that it was refused with
 * @returns the same error, with the name before its message; an error that does not come from a wrong option is unchanged
 */
export function named(name: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const message = `${name}: ${error.message}`;
  if (error instanceof DeliveryError) return new DeliveryError(error.code, message, { cause: error });
  if (error instanceof TypeError) return new TypeError(message, { cause: error });
  if (error instanceof RangeError) return new RangeError(message, { cause: error });
  return error;
}
