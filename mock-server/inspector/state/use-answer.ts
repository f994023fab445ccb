/**
 * Reads a route for a component.
 *
 * @module mock-server/inspector/state/use-answer
 */
import { useEffect, useState } from 'preact/hooks';
import { request } from './client.ts';

/** What a route answers. An error is a sentence; `undefined` until something has come. */
export type Answer<T> = T | string | undefined;

/**
 * Asks a route.
 *
 * @param path below `/__mock/`
 * @param version it is read again when this changes
 */
export function useAnswer<T extends object>(path: string, version?: unknown): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>();
  useEffect(() => {
    const abort = new AbortController();
    request<T>(path, { signal: abort.signal }).then(
      (value) => setAnswer(() => value),
      (error: Error) => !abort.signal.aborted && setAnswer(error.message),
    );
    return () => abort.abort();
  }, [path, version]);
  return answer;
}
