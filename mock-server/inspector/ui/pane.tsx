/**
 * The right side of the page: the frame of every panel, and the head of a delivery or a case.
 *
 * @module mock-server/inspector/ui/pane
 */
import type { ComponentChildren, JSX } from 'preact';
import { navigate, type Route } from '../state/route.ts';
import { Button } from './button.tsx';
import { cut } from './text.ts';

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
