/**
 * A text that may be a whole page of HTML: its beginning, then more at each press.
 *
 * @module mock-server/inspector/json/long-text
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatBytes } from '../ui/text.ts';
import { Button } from '../ui/button.tsx';

/** Characters that are shown at first. */
const CUT = 280;

/** Characters that are added at a time: the browser lays out so many without blocking. */
const PIECE = 20_000;

/** What {@link LongText} takes. */
export interface LongTextProps {
  readonly text: string;
  /** Put in quotes, as in JSON. */
  readonly quoted?: boolean;
  /** Characters that are shown at first; 280 by default. */
  readonly cut?: number;
}

/** A text, cut where it is long; a link where it is one. */
export function LongText({ text, quoted = false, cut = CUT }: LongTextProps): JSX.Element {
  const [shown, setShown] = useState(cut);
  const quote = quoted ? '"' : '';
  const rest = text.length - shown;
  const isLink = isSafeLink(text);
  return (
    <span class="tree-value string">
      {quote}
      {isLink ? (
        <a href={text} target="_blank" rel="noopener noreferrer nofollow" title={`Opens ${text}`}>
          {text}
        </a>
      ) : (
        text.slice(0, shown)
      )}
      {rest > 0 && !isLink && '…'}
      {quote}
      {text.length > cut && !isLink && (
        <Button class="link fold" onClick={() => setShown(rest <= 0 ? cut : shown + PIECE)}>
          {rest <= 0 ? 'show less' : rest <= PIECE ? 'show all' : `show more of ${formatBytes(text.length)}`}
        </Button>
      )}
    </span>
  );
}

/** Whether a text is an http or https link: nothing else in a payload may be followed. */
function isSafeLink(text: string): boolean {
  return text.length <= 2048 && /^https?:\/\//i.test(text) && URL.canParse(text);
}
