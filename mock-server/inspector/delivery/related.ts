/**
 * What belongs to a delivery: its attempts, and the other events of its run.
 *
 * @module mock-server/inspector/delivery/related
 */
import type { DeliveryDetail, DeliverySummary } from '../../api/types.ts';

/**
 * Attempts and events of the same run, this one included, oldest first, each once.
 *
 * @param detail the delivery
 */
export function relatedOf({ attemptsSeen, sameRun }: DeliveryDetail): DeliverySummary[] {
  const byId = new Map([...attemptsSeen, ...sameRun].map((delivery) => [delivery.id, delivery]));
  return [...byId.values()].sort((one, other) => Number(one.id) - Number(other.id));
}
