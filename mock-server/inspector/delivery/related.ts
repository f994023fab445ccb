/**
 * What belongs to a delivery: its attempts, the other events of its run, and the other half of a redirect.
 *
 * @module mock-server/inspector/delivery/related
 */
import type { DeliveryDetail, DeliverySummary } from '../../api/types.ts';
import { allRows } from '../state/deliveries.ts';

/** All deliveries that belong together, this one included, oldest first, each once. */
export function relatedOf(detail: DeliveryDetail): DeliverySummary[] {
  const { attemptsSeen, sameRun } = detail;
  const half = otherHalfOf(detail);
  const all = [detail, ...attemptsSeen, ...sameRun, ...(half ? [half] : [])];
  const byId = new Map(all.map((delivery) => [delivery.id, delivery]));
  return [...byId.values()].sort((one, other) => Number(one.id) - Number(other.id));
}

/** A client follows a redirect at once; Maxun waits 30 s for all of it. */
const REDIRECT_MS = 30_000;

/**
 * The other half of a redirect: a POST that is answered 301 to 303 comes again as an empty GET. Nothing in the GET names
 * its POST, so the nearest one in time is taken.
 *
 * @param delivery the POST or the GET
 */
export function otherHalfOf(delivery: DeliverySummary): DeliverySummary | undefined {
  const near = [...allRows()].filter((other) => isNear(other, delivery));
  const before = near.filter(({ id }) => Number(id) < Number(delivery.id));
  if (isEmptyGet(delivery)) return before.findLast(isRedirected);
  return isRedirected(delivery) ? near.slice(before.length).find(isEmptyGet) : undefined;
}

function isEmptyGet({ method, bytes }: DeliverySummary): boolean {
  return method === 'GET' && bytes === 0;
}

function isRedirected({ method, status }: DeliverySummary): boolean {
  return method === 'POST' && status !== null && status >= 301 && status <= 303;
}

function isNear(one: DeliverySummary, other: DeliverySummary): boolean {
  return Math.abs(Date.parse(one.receivedAt) - Date.parse(other.receivedAt)) <= REDIRECT_MS;
}
