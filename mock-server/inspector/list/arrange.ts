/**
 * Arranges deliveries for the list: newest first, those of one run together under a heading.
 *
 * @module mock-server/inspector/list/arrange
 */
import type { DeliverySummary } from '../../api/types.ts';

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

interface Group {
  readonly key: string;
  /** Oldest first; at least one. */
  readonly deliveries: DeliverySummary[];
  /** Its lines, newest first, as long as nothing about it changes. */
  items?: readonly Item[];
}

/**
 * Deliveries in the order of the list. A run stands where its newest delivery belongs. One more delivery costs no more
 * than its own run, so that hundreds a second can be added to ten thousand.
 */
export class Arranger {
  /** By run, the one with the newest delivery last. */
  readonly #groups = new Map<string, Group>();
  #size = 0;

  /** How many deliveries there are. */
  get size(): number {
    return this.#size;
  }

  /** Adds one that is newer than all others. */
  add(delivery: DeliverySummary): void {
    const key = keyOf(delivery);
    const deliveries = this.#groups.get(key)?.deliveries ?? [];
    deliveries.push(delivery);
    this.#groups.delete(key);
    this.#groups.set(key, { key, deliveries });
    this.#size++;
  }

  /** Puts a newer state in the place of one. @returns whether that was there */
  update(delivery: DeliverySummary): boolean {
    const group = this.#groups.get(keyOf(delivery));
    const index = group?.deliveries.findIndex(({ id }) => id === delivery.id) ?? -1;
    if (!group || index < 0) return false;
    group.deliveries[index] = delivery;
    delete group.items;
    return true;
  }

  /** Takes one out; does nothing where it is not there. */
  remove(delivery: DeliverySummary): void {
    const group = this.#groups.get(keyOf(delivery));
    const index = group?.deliveries.findIndex(({ id }) => id === delivery.id) ?? -1;
    if (!group || index < 0) return;
    group.deliveries.splice(index, 1);
    delete group.items;
    if (group.deliveries.length === 0) this.#groups.delete(group.key);
    this.#size--;
  }

  /** Takes all out. */
  clear(): void {
    this.#groups.clear();
    this.#size = 0;
  }

  /** The lines of the list, newest first. */
  items(): Item[] {
    const items: Item[] = [];
    for (const group of [...this.#groups.values()].toReversed()) {
      group.items ??= toItems(group);
      for (const item of group.items) items.push(item);
    }
    return items;
  }
}

function keyOf({ id, runId }: DeliverySummary): string {
  return runId === undefined ? `#${id}` : `run ${runId}`;
}

function toItems({ key, deliveries }: Group): Item[] {
  const count = deliveries.length;
  const lines = deliveries.toReversed().map((delivery, index): DeliveryItem => {
    const place = count === 1 ? 'alone' : index === count - 1 ? 'last' : 'inside';
    return { kind: 'delivery', key: delivery.id, delivery, place };
  });
  if (count === 1) return lines;
  const robot = deliveries.findLast(({ robotName }) => robotName !== undefined)?.robotName;
  return [{ kind: 'run', key, runId: deliveries[0]?.runId ?? '', robot, count }, ...lines];
}
