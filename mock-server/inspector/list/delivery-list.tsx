/**
 * The list of deliveries: live, grouped by run; only the visible lines are in the page.
 *
 * @module mock-server/inspector/list/delivery-list
 */
import type { JSX } from 'preact';
import { type MutableRef, useEffect, useMemo, useRef } from 'preact/hooks';
import { arrangement, filterText, follow } from '../state/deliveries.ts';
import { route } from '../state/route.ts';
import { countOf } from '../ui/text.ts';
import type { Item } from './arrange.ts';
import { heightOf, Line } from './row.tsx';
import { indexOf, moveSelection } from './selection.ts';
import { type ListOptions, useVirtualizer } from './use-virtualizer.ts';
import { Button } from '../ui/button.tsx';

/** Within so many pixels from the top, the list follows what arrives. */
const TOP_SLACK = 4;

/** The list of deliveries. */
export function DeliveryList(): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const { items, waiting } = arrangement.value;
  const virtualizer = useVirtualizer(useListOptions(items, scroller));
  const { value: now } = route;
  const openId = now.kind === 'delivery' ? now.id : undefined;
  useEffect(() => scroller.current?.scrollTo({ top: 0 }), [filterText.value]);
  useEffect(() => scrollTo(openId, virtualizer), [openId, virtualizer]);
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
        aria-activedescendant={openId === undefined ? undefined : `delivery-${openId}`}
        onScroll={({ currentTarget }) => follow(currentTarget.scrollTop <= TOP_SLACK)}
        onKeyDown={onListKey}
      >
        <div class="list-inner" style={{ height: `${virtualizer.getTotalSize()}px` }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => (
            <Line key={key} item={items[index]} top={start} openId={openId} />
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

/** The same functions as long as the lines are the same: with others, the virtualizer measures every line again. */
function useListOptions(items: readonly Item[], scroller: MutableRef<HTMLElement | null>): ListOptions {
  return useMemo(
    () => ({
      count: items.length,
      getScrollElement: () => scroller.current,
      estimateSize: (index) => heightOf(items[index]),
      getItemKey: (index) => items[index]?.key ?? index,
    }),
    [items, scroller],
  );
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
