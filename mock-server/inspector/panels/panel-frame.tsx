/**
 * The frame of every panel.
 *
 * @module mock-server/inspector/panels/panel-frame
 */
import type { ComponentChildren, JSX } from 'preact';
import { navigate, type Route } from '../state/route.ts';
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
      <header class="line detail-head section-head">
        <h1 id="panel-title">{title}</h1>
        <span class="spacer" />
        {actions}
      </header>
      <div class="tab-content">{children}</div>
    </article>
  );
}

const LIST: Route = { place: 'list' };

/** What {@link BackButton} takes. */
export interface BackButtonProps {
  readonly to?: Route;
  readonly children?: ComponentChildren;
}

/** Leads back: on a narrow page to the list, unless it says where to. */
export function BackButton({ to = LIST, children = 'Deliveries' }: BackButtonProps): JSX.Element {
  const look = to === LIST ? 'back to-list' : 'back';
  return (
    <Button icon="back" class={`button quiet-button ${look}`} onClick={() => navigate(to)}>
      {children}
    </Button>
  );
}
