/**
 * Reads a route for a component.
 *
 * @module mock-server/inspector/state/use-answer
 */
import { useEffect, useState } from 'preact/hooks';
import { send } from './client.ts';

/** What a route answers. An error is a sentence; `undefined` until something has come. */
export type Answer<T> = T | string | undefined;

/**
 * Asks a route.
 *
 * @param path below `/__mock/`
 * @param version it is read again when this changes; until then, what came before is shown
 * @param read takes the answer out of the response; by default as JSON
 */
export function useAnswer<T extends object>(
  path: string,
  version?: unknown,
  read = async (response: Response): Promise<T> => (await response.json()) as T,
): Answer<T> {
  const [known, setKnown] = useState<{ path: string; answer: T | string }>();
  useEffect(() => {
    const abort = new AbortController();
    void send(path, { signal: abort.signal })
      .then(read)
      .then(
        (answer) => setKnown({ path, answer }),
        (error: Error) => !abort.signal.aborted && setKnown({ path, answer: error.message }),
      );
    return () => abort.abort();
  }, [path, version]);
  return known?.path === path ? known.answer : undefined;
}
