/** @module send/payload/at-index */
import { PayloadError } from '../../errors/index.ts';

/**
 * Does something with one of several events, and says in the error which one it was.
 *
 * @param index of the event, from 0
 * @param work what is done with it
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
