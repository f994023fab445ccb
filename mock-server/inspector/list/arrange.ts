/**
 * The lines of the list: newest first, the deliveries of one run together under a heading.
 *
 * @module mock-server/inspector/list/arrange
 */
import type { DeliverySummary } from '../../api/types.ts';

/** One line of the list. */
export type Item = RunItem | DeliveryItem;

/** The heading of a run with several deliveries. */
interface RunItem {
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
  /** Whether it stands below the heading of its run, and is the last there; `alone` without a heading. */
  readonly place: 'alone' | 'inside' | 'last';
}

/**
 * Arranges deliveries. A run stands where its newest delivery belongs.
 *
 * @param deliveries oldest first
 */
export function arrange(deliveries: readonly DeliverySummary[]): Item[] {
  const runs = new Map<string, DeliverySummary[]>();
  for (const delivery of deliveries.toReversed()) {
    const key = delivery.runId === undefined ? `#${delivery.id}` : `run ${delivery.runId}`;
    const run = runs.get(key);
    if (run) run.push(delivery);
    else runs.set(key, [delivery]);
  }
  return [...runs].flatMap(([key, run]) => itemsOf(key, run));
}

function itemsOf(key: string, run: readonly DeliverySummary[]): Item[] {
  const count = run.length;
  const items = run.map((delivery, index): DeliveryItem => {
    const place = count === 1 ? 'alone' : index === count - 1 ? 'last' : 'inside';
    return { kind: 'delivery', key: delivery.id, delivery, place };
  });
  if (count === 1) return items;
  const robot = run.find(({ robotName }) => robotName !== undefined)?.robotName;
  return [{ kind: 'run', key, runId: run[0]?.runId ?? '', robot, count }, ...items];
}
