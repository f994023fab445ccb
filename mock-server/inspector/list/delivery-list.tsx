/**
 * The list of deliveries: live, grouped by run; only the visible lines are in the page.
 *
 * @module mock-server/inspector/list/delivery-list
 * @see https://tanstack.com/virtual
 */
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { arrangement, filterText, follow } from '../state/deliveries.ts';
import { openId } from '../state/route.ts';
import { countOf } from '../ui/text.ts';
import type { Item } from './arrange.ts';
import { heightOf, Line } from './row.tsx';
import { indexOf, moveSelection } from './selection.ts';
import { Button } from '../ui/button.tsx';

/** Within so many pixels from the top, the list follows what arrives. */
const TOP_SLACK = 4;

/** The list of deliveries. */
export function DeliveryList(): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const { items, waiting } = arrangement.value;
  const virtualizer = useVirtualizer(items, scroller);
  const open = openId();
  useEffect(() => scroller.current?.scrollTo({ top: 0 }), [filterText.value]);
  useEffect(() => scrollTo(open, virtualizer), [open, virtualizer]);
  const showNew = (): void => {
    follow(true);
    scroller.current?.scrollTo({ top: 0 });
    scroller.current?.focus({ preventScroll: true });
  };
  return (
    <div class="list-frame">
      {waiting > 0 && (
        <Button icon="up" class="button primary pill" onClick={showNew}>
          {countOf(waiting, 'new delivery', 'new deliveries')}
        </Button>
      )}
      <div
        ref={scroller}
        id="deliveries"
        class="list"
        role="listbox"
        tabIndex={0}
        aria-label="Deliveries, newest first"
        aria-activedescendant={open === undefined ? undefined : `delivery-${open}`}
        onScroll={({ currentTarget }) => follow(currentTarget.scrollTop <= TOP_SLACK)}
        onKeyDown={onListKey}
      >
        <div class="list-inner" style={{ height: `${virtualizer.getTotalSize()}px` }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => (
            <Line key={key} item={items[index]} top={start} openId={open} />
          ))}
        </div>
      </div>
    </div>
  );
}

function scrollTo(id: string | undefined, list: ReturnType<typeof useVirtualizer>): void {
  const { items } = arrangement.peek();
  const index = indexOf(items, id);
  if (index < 0) return;
  list.scrollToIndex(index, { align: 'auto' });
  // The first of a run is shown with its heading.
  if (items[index - 1]?.kind === 'run') list.scrollToIndex(index - 1, { align: 'auto' });
}

/** Lines beyond the visible ones, so that fast scrolling shows no gap. */
const OVERSCAN = 8;

/** Knows which lines are visible. */
function useVirtualizer(
  items: readonly Item[],
  scroller: RefObject<HTMLElement>,
): Virtualizer<HTMLElement, HTMLElement> {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  // The same functions as long as the lines are the same: with others, the virtualizer measures every line again.
  const options = useMemo(
    () => ({
      count: items.length,
      getScrollElement: () => scroller.current,
      estimateSize: (index: number) => heightOf(items[index]),
      getItemKey: (index: number) => items[index]?.key ?? index,
      overscan: OVERSCAN,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => redraw(undefined),
    }),
    [items, scroller],
  );
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return virtualizer;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Number.MAX_SAFE_INTEGER,
  End: Number.MAX_SAFE_INTEGER,
};

function onListKey(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  moveSelection(step);
}
