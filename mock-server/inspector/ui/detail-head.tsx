/**
 * The head of what is open: its name with marks, and facts about it.
 *
 * @module mock-server/inspector/ui/detail-head
 */
import type { ComponentChildren, JSX } from 'preact';
import { cut } from './text.ts';

/** What {@link DetailHead} takes. */
export interface DetailHeadProps {
  /** A fact without a value is left out; the title is shown on hovering. */
  readonly facts: readonly (readonly [name: string, value: string | undefined, title?: string])[];
  /** The name, between its marks. */
  readonly children: ComponentChildren;
}

/** The head of what is open. */
export function DetailHead({ facts, children }: DetailHeadProps): JSX.Element {
  return (
    <header class="detail-head">
      <div class="line detail-title">{children}</div>
      <dl class="line facts">
        {facts.map(
          ([name, value, title = value]) =>
            value !== undefined && (
              <div key={name} class="line">
                <dt>{name}</dt>
                <dd title={cut(title ?? '')}>{cut(value)}</dd>
              </div>
            ),
        )}
      </dl>
    </header>
  );
}
