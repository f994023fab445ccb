/**
 * Small labels and marks: a shape, a colour and a word, never a colour alone.
 *
 * @module mock-server/inspector/ui/badge
 */
import type { ComponentChildren, JSX } from 'preact';
import { observedShapes } from '#generated/events.js';
import type { DeliverySummary, Level } from '../../api/types.ts';
import { Icon } from './icon.tsx';

/** The level of a verdict, or of something that has no verdict. */
export type Tone = Level | 'pending' | 'info';

/** A small label. */
export function Badge({
  tone = 'none',
  title,
  children,
}: {
  tone?: Tone | 'none';
  title?: string;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <span class={`badge tone-${tone}`} title={title}>
      {children}
    </span>
  );
}

/** What the marks of a delivery take. */
export interface OfDelivery {
  readonly delivery: DeliverySummary;
}

/** The letter of a shape; its name on hovering. */
export function ShapeBadge({ delivery: { shape } }: OfDelivery): JSX.Element {
  const known = Object.entries(observedShapes).find(([name]) => name === shape)?.[1];
  return (
    <Badge title={known ? `Shape ${known.letter}, ${shape}: ${known.summary}` : `Shape: ${shape}`}>
      <span class="sr-only">Shape </span>
      {known?.letter ?? (shape === 'documented' ? 'doc' : '?')}
    </Badge>
  );
}

/** What the sender got: the HTTP status, or what happened instead. */
export function ResponseBadge({ delivery: { status, responseKind } }: OfDelivery): JSX.Element {
  const tone = status === null ? 'notice' : status < 300 ? 'good' : status < 500 ? 'notice' : 'bad';
  const text = status ?? (responseKind === 'pending' ? 'pending' : responseKind);
  return (
    <Badge
      tone={responseKind === 'pending' ? 'pending' : tone}
      title="What the sender got; the mark at the left is the verdict"
    >
      response {text}
    </Badge>
  );
}

/** What the mark of a verdict, or of a check, means. */
export const TONES: Readonly<Record<Tone, string>> = {
  good: 'right',
  notice: 'worth a look',
  bad: 'wrong',
  pending: 'pending',
  info: 'information',
};

/** The mark of a verdict. */
export function VerdictIcon({ delivery: { level, responseKind } }: OfDelivery): JSX.Element {
  const tone = responseKind === 'pending' ? 'pending' : level;
  return <ToneIcon tone={tone} label={`Verdict: ${TONES[tone]}`} />;
}

/** A mark; without a label, the text beside it says what it means. */
export function ToneIcon({ tone, label }: { tone: Tone; label?: string }): JSX.Element {
  return <Icon name={tone} class={`tone-${tone}`} label={label} />;
}
