/**
 * Arranges deliveries for the list: newest first, those of one run together under a heading.
 *
 * @module mock-server/inspector/list/arrange
 */
import type { DeliverySummary } from '../../api.ts';

/** One line of the list. */
export type Item = RunItem | DeliveryItem;

/** The heading of a run with several deliveries. */
export interface RunItem {
  readonly kind: 'run';
  readonly key: string;
  readonly runId: string;
  readonly robot: string | undefined;
  /** How many of its deliveries follow. */
  readonly count: number;
}

/** A delivery. */
export interface DeliveryItem {
  readonly kind: 'delivery';
  readonly key: string;
  readonly delivery: DeliverySummary;
  /** Where it stands below the heading of its run; `alone` without one. */
  readonly place: 'alone' | 'inside' | 'last';
}

/** What {@link arrange} makes of the deliveries. */
export interface Arrangement {
  readonly items: readonly Item[];
  /** Deliveries that are shown. */
  readonly shown: number;
  /** Deliveries that fit the filter, and are newer than what is shown. */
  readonly waiting: number;
}

/** Which deliveries are shown. */
export interface ArrangeOptions {
  readonly matches: (delivery: DeliverySummary) => boolean;
  /** Newer ones wait: the highest id that is shown. */
  readonly upTo: number;
}

/**
 * Arranges deliveries. A run stands where its newest delivery belongs.
 *
 * @param deliveries all of them, oldest first
 * @param options which are shown
 */
export function arrange(
  deliveries: Iterable<DeliverySummary>,
  { matches, upTo }: ArrangeOptions,
): Arrangement {
  const groups = new Map<string, DeliverySummary[]>();
  let shown = 0;
  let waiting = 0;
  for (const delivery of [...deliveries].toReversed()) {
    if (!matches(delivery)) continue;
    if (Number(delivery.id) > upTo) waiting++;
    else {
      shown++;
      const key = delivery.runId === undefined ? `#${delivery.id}` : `run ${delivery.runId}`;
      const group = groups.get(key);
      if (group) group.push(delivery);
      else groups.set(key, [delivery]);
    }
  }
  return { items: toItems(groups), shown, waiting };
}

function toItems(groups: ReadonlyMap<string, readonly DeliverySummary[]>): Item[] {
  const items: Item[] = [];
  for (const [key, group] of groups) {
    const heading = group.length > 1;
    const runId = group[0]?.runId ?? '';
    const robot = group.find(({ robotName }) => robotName !== undefined)?.robotName;
    if (heading) items.push({ kind: 'run', key, runId, robot, count: group.length });
    for (const [index, delivery] of group.entries()) {
      const last = index === group.length - 1 ? 'last' : 'inside';
      items.push({ kind: 'delivery', key: delivery.id, delivery, place: heading ? last : 'alone' });
    }
  }
  return items;
}
