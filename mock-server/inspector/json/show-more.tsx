/**
 * Long lists are shown page by page: a delivery may hold millions of items.
 *
 * @module mock-server/inspector/json/show-more
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatCount } from '../ui/text.ts';
import { Button } from '../ui/button.tsx';

/**
 * Shows the first items of a list, and a button for the next.
 *
 * @param total how many there are
 * @param first how many are shown at first; each press shows twice as many more
 * @returns how many to show, and the button while there are more
 */
export function useShowMore(total: number, first: number): [shown: number, button: JSX.Element | null] {
  const [shown, setShown] = useState(first);
  if (shown >= total) return [total, null];
  const next = Math.min(total - shown, first * 2);
  const button = (
    <Button class="link show-more" onClick={() => setShown(shown + next)}>
      Show {formatCount(next)} more of {formatCount(total - shown)}
    </Button>
  );
  return [shown, button];
}
