/**
 * The frame of every panel.
 *
 * @module mock-server/inspector/panels/panel-frame
 */
import type { ComponentChildren, JSX } from 'preact';
import { navigate } from '../state/route.ts';
import { Button } from '../ui/button.tsx';

/** What {@link PanelFrame} takes. */
export interface PanelFrameProps {
  readonly title: string;
  /** Beside the title. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A panel with its title. */
export function PanelFrame({ title, actions, children }: PanelFrameProps): JSX.Element {
  return (
    <article class="detail panel" aria-labelledby="panel-title">
      <BackButton />
      <header class="detail-head section-head">
        <h1 id="panel-title">{title}</h1>
        <span class="spacer" />
        {actions}
      </header>
      {children}
    </article>
  );
}

/** Leads back to the list on a narrow page. */
export function BackButton(): JSX.Element {
  return (
    <Button icon="back" class="button quiet-button back" onClick={() => navigate({ kind: 'none' })}>
      Deliveries
    </Button>
  );
}
