/**
 * Reads a route of the control API, and shows what it answers.
 *
 * @module mock-server/inspector/ui/load
 */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { send } from '../state/client.ts';

/** What {@link Load} takes. */
export interface LoadProps<T> {
  /** Below `/__mock/`. */
  readonly path: string;
  /** What is read, in a few words: `the fixtures`. */
  readonly what: string;
  /** It is read again when this changes; until then, what came before is shown. */
  readonly version?: unknown;
  /** Takes the answer out of the response; by default as JSON. */
  readonly read?: (response: Response) => Promise<T>;
  /** Shows the answer. */
  readonly children: (answer: T) => ComponentChildren;
}

/** Shows what a route answers; until it has come a note, or the error. */
export function Load<T extends object>({
  path,
  what,
  version,
  read = async (response) => (await response.json()) as T,
  children,
}: LoadProps<T>): JSX.Element {
  const [known, setKnown] = useState<{ path: string; answer: T | Error }>();
  useEffect(() => {
    const abort = new AbortController();
    void send(path, { signal: abort.signal })
      .then(read)
      .then(
        (answer) => setKnown({ path, answer }),
        (answer: Error) => !abort.signal.aborted && setKnown({ path, answer }),
      );
    return () => abort.abort();
  }, [path, version]);
  if (known?.path !== path) return <p class="quiet centred late">Loading {what} …</p>;
  if (!(known.answer instanceof Error)) return <>{children(known.answer)}</>;
  return (
    <p class="quiet centred" role="alert">
      {known.answer.message}
    </p>
  );
}
