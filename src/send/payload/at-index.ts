/** @module send/payload/at-index */
import { PayloadError } from '../../errors/index.ts';

/**
 * Runs work on one of several events, and adds its index to the error.
 *
 * @param index of the event, from 0
 * @param work that may throw
 * @returns what `work` returns
 * @throws {PayloadError} as `work` does, with the `index`
 */
export function atIndex<T>(index: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    const { code, message, issues } = error;
    throw new PayloadError(code, message, { issues, index, cause: error });
  }
}
