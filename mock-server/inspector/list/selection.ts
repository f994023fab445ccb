/**
 * Going up and down the list.
 *
 * @module mock-server/inspector/list/selection
 */
import { openDelivery, route } from '../state/route.ts';
import { arrangement } from '../state/deliveries.ts';
import type { Item } from './arrange.ts';

/**
 * Where a delivery is in the list.
 *
 * @param items the lines of the list
 * @param id the delivery
 * @returns -1 if it is not there
 */
export function selectedIndex(items: readonly Item[], id: string | undefined): number {
  return items.findIndex((item) => item.kind === 'delivery' && item.delivery.id === id);
}

/**
 * Opens another delivery of the list.
 *
 * @param step how many further down; negative for up
 */
export function moveSelection(step: number): void {
  const id = route.value.kind === 'delivery' ? route.value.id : undefined;
  const deliveries = arrangement.value.items.filter((item) => item.kind === 'delivery');
  const now = selectedIndex(deliveries, id);
  const from = now < 0 ? (step > 0 ? -1 : deliveries.length) : now;
  const to = now < 0 && Math.abs(step) === 1 ? 0 : Math.min(Math.max(from + step, 0), deliveries.length - 1);
  const target = deliveries[to];
  if (target?.kind === 'delivery') openDelivery(target.delivery.id);
}
