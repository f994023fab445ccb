/**
 * What a route has answered, once it has.
 *
 * @module mock-server/inspector/ui/loaded
 */
import type { ComponentChildren, JSX } from 'preact';
import type { Answer } from '../state/use-answer.ts';

/** What {@link Loaded} takes. */
export interface LoadedProps<T> {
  /** What is read, in a few words: `the fixtures`. */
  readonly what: string;
  readonly answer: Answer<T>;
  /** Shows it. */
  readonly children: (value: T) => ComponentChildren;
}

/** Shows the answer; until it has come a note, or the error. */
export function Loaded<T extends object>({ what, answer, children }: LoadedProps<T>): JSX.Element {
  if (typeof answer === 'object') return <>{children(answer)}</>;
  return answer === undefined ? (
    <p class="quiet centred late">Loading {what} …</p>
  ) : (
    <p class="quiet centred" role="alert">
      {answer}
    </p>
  );
}
