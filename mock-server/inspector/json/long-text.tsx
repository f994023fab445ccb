/**
 * A text that may be a whole page of HTML: folded, and opened piece by piece.
 *
 * @module mock-server/inspector/json/long-text
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ExternalLink, isSafeLink } from '../ui/external-link.tsx';
import { formatBytes } from '../ui/text.ts';

/** Characters of a text that are shown at first. */
const FOLDED = 280;

/** Characters that are added at a time: more than that at once would hold up the page. */
const PIECE = 20_000;

/** A text, folded where it is long; a link where it is one. */
export function LongText({ text, quoted = false }: { text: string; quoted?: boolean }): JSX.Element {
  const [shown, setShown] = useState(FOLDED);
  const quote = quoted ? '"' : '';
  const rest = text.length - shown;
  if (isSafeLink(text)) {
    return (
      <span class="tree-value string">
        {quote}
        <ExternalLink href={text} text={text} />
        {quote}
      </span>
    );
  }
  return (
    <span class="tree-value string">
      {quote}
      {rest > 0 ? text.slice(0, shown) : text}
      {rest > 0 && '…'}
      {quote}
      {text.length > FOLDED && (
        <button
          type="button"
          class="link fold"
          onClick={() => setShown(rest <= 0 ? FOLDED : shown === FOLDED ? PIECE : shown + PIECE)}
        >
          {rest <= 0
            ? 'fold'
            : rest > PIECE
              ? `more (${formatBytes(rest)} folded)`
              : `show all (${formatBytes(text.length)})`}
        </button>
      )}
    </span>
  );
}
