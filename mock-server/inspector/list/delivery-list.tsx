/**
 * The list on the left: live, grouped by run, only what can be seen.
 *
 * @module mock-server/inspector/list/delivery-list
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { route } from '../state/route.ts';
import { arrangement, filterText, follow } from '../state/deliveries.ts';
import { Icon } from '../ui/icon.tsx';
import { countOf } from '../ui/text.ts';
import type { Item } from './arrange.ts';
import { moveSelection, selectedIndex } from './selection.ts';
import { DeliveryRow, HEADING_HEIGHT, ROW_HEIGHT, RunHeading } from './row.tsx';
import { type ListOptions, useVirtualizer } from './use-virtualizer.ts';

/** This far from the top, the list still follows what arrives. */
const TOP_SLACK = 4;

/** The list of deliveries. */
export function DeliveryList(): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const { items, waiting } = arrangement.value;
  const virtualizer = useVirtualizer(useListOptions(items, scroller));
  const { value: now } = route;
  const openId = now.kind === 'delivery' ? now.id : undefined;
  const text = filterText.value;
  useEffect(() => scroller.current?.scrollTo({ top: 0 }), [text]);
  useEffect(() => {
    const { items } = arrangement.peek();
    const index = selectedIndex(items, openId);
    if (index < 0) return;
    virtualizer.scrollToIndex(index, { align: 'auto' });
    // The first of a run is shown with its heading.
    if (items[index - 1]?.kind === 'run') virtualizer.scrollToIndex(index - 1, { align: 'auto' });
  }, [openId, virtualizer]);
  return (
    <div class="list-frame">
      {waiting > 0 && <NewRowsPill waiting={waiting} scroller={scroller} />}
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

/** The same functions as long as the lines are the same: with others, every place is worked out anew. */
function useListOptions(
  items: readonly Item[],
  scroller: { readonly current: HTMLElement | null },
): ListOptions {
  return useMemo(
    () => ({
      count: items.length,
      getScrollElement: () => scroller.current,
      estimateSize: (index) => (items[index]?.kind === 'run' ? HEADING_HEIGHT : ROW_HEIGHT),
      getItemKey: (index) => items[index]?.key ?? index,
    }),
    [items, scroller],
  );
}

interface LineProps {
  readonly item: Item | undefined;
  readonly top: number;
  readonly openId: string | undefined;
}

function Line({ item, top, openId }: LineProps): JSX.Element | null {
  if (!item) return null;
  if (item.kind === 'run') return <RunHeading item={item} top={top} />;
  return <DeliveryRow item={item} top={top} selected={item.delivery.id === openId} />;
}

function NewRowsPill({
  waiting,
  scroller,
}: {
  waiting: number;
  scroller: { readonly current: HTMLElement | null };
}): JSX.Element {
  const show = (): void => {
    follow(true);
    scroller.current?.scrollTo({ top: 0 });
    scroller.current?.focus({ preventScroll: true });
  };
  return (
    <button type="button" class="pill" onClick={show}>
      <Icon name="up" /> {countOf(waiting, 'new delivery', 'new deliveries')}
    </button>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

function onListKey(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  moveSelection(step);
}
