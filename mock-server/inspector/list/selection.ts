/**
 * Going up and down the list.
 *
 * @module mock-server/inspector/list/selection
 */
import { arrangement } from '../state/deliveries.ts';
import { openDelivery, openId } from '../state/route.ts';
import type { Item } from './arrange.ts';

/** Index of a delivery in the list; -1 if it is not there. */
export function indexOf(items: readonly Item[], id: string | undefined): number {
  return items.findIndex((item) => item.kind === 'delivery' && item.delivery.id === id);
}

/**
 * Opens another delivery of the list.
 *
 * @param step how many further down; negative for up
 */
export function moveSelection(step: number): void {
  const deliveries = arrangement.value.items.filter((item) => item.kind === 'delivery');
  const last = deliveries.length - 1;
  const now = indexOf(deliveries, openId());

  const target = deliveries[Math.min(Math.max(now + step, 0), last)];
  if (target) openDelivery(target.delivery.id);
}
