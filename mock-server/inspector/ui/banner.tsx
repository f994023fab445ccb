/**
 * A message that stands out.
 *
 * @module mock-server/inspector/ui/banner
 */
import type { ComponentChildren, JSX } from 'preact';
import { type Tone, ToneIcon } from './badge.tsx';

/** What {@link Banner} takes. */
export interface BannerProps {
  readonly tone: Tone;
  /** What the message is about. */
  readonly label?: string;
  /** The message in a sentence. */
  readonly text: ComponentChildren;
  /** What stands below. */
  readonly children?: ComponentChildren;
}

/** A message with a mark. */
export function Banner({ tone, label, text, children }: BannerProps): JSX.Element {
  return (
    <div class={`banner tone-${tone}`}>
      <ToneIcon tone={tone} />
      <div>
        {label !== undefined && <p class="banner-label">{label}</p>}
        <p class="banner-sentence">{text}</p>
        {children}
      </div>
    </div>
  );
}
