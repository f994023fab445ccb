/**
 * Small labels.
 *
 * @module mock-server/inspector/ui/badge
 */
import type { ComponentChildren, JSX } from 'preact';
import { observedShapes } from '#generated/events.js';
import type { DeliverySummary } from '../../api/types.ts';
import type { Tone } from './level.tsx';

/** A small label with a tone. */
export function Badge({
  tone,
  title,
  children,
}: {
  tone?: Tone;
  title?: string;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <span class={`badge ${tone === undefined ? '' : `badge-${tone}`}`} title={title}>
      {children}
    </span>
  );
}

/** The letter of a shape, its name on hovering. */
export function ShapeBadge({ shape }: { shape: DeliverySummary['shape'] }): JSX.Element {
  const known = Object.entries(observedShapes).find(([name]) => name === shape)?.[1];
  const title = known ? `Shape ${known.letter}, ${shape}: ${known.summary}` : `Shape: ${shape}`;
  const text = known?.letter ?? (shape === 'documented' ? 'doc' : '?');
  return (
    <span class="badge shape" title={title}>
      <span class="sr-only">Shape </span>
      {text}
    </span>
  );
}

/** The HTTP status that was answered, or why there is none. */
export function StatusBadge({
  status,
  responseKind,
}: Pick<DeliverySummary, 'status' | 'responseKind'>): JSX.Element {
  if (status === null)
    return (
      <Badge tone={responseKind === 'pending' ? 'pending' : 'notice'}>
        {responseKind === 'pending' ? '…' : responseKind}
      </Badge>
    );
  const tone = status < 300 ? 'good' : status < 500 ? 'notice' : 'bad';
  return (
    <Badge tone={tone} title={`Answered ${status}`}>
      {status}
    </Badge>
  );
}
