/**
 * Checks of everything that a receiver, or an isolated inbox, got.
 *
 * @module mock-server/assertions/inbox-checks
 */
import {
  assertWhere,
  describeWanted,
  isWanted,
  listNearest,
  type Wanted,
  type Where,
} from '../inbox/differences.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Outcome } from './outcome.ts';

/**
 * Whether a delivery arrived.
 *
 * @param received a receiver or an isolated inbox
 * @param eventType such as `run_failed`; any where `undefined`
 * @param where fields that the run has to have, or a function
 * @throws {TypeError} if what was received is neither
 */
export function checkReceived(received: unknown, eventType?: string, where?: Where): Outcome {
  const wanted = { eventType, where };
  const { inbox, found } = search(received, wanted, 'toHaveReceived');
  const what = describeWanted(wanted);
  if (found > 0) return { pass: true, message: `${what} arrived ${found} time(s), and should not have.` };
  return { pass: false, message: `${what} did not arrive. ${listNearest(inbox.deliveries, wanted)}` };
}

/**
 * Whether exactly `count` deliveries arrived.
 *
 * @param received a receiver or an isolated inbox
 * @param count how many
 * @param wanted `eventType` and `where`; any delivery by default
 * @throws {TypeError} if what was received is neither
 */
export function checkReceivedTimes(
  received: unknown,
  count: number,
  { eventType, where }: { readonly eventType?: string; readonly where?: Where } = {},
): Outcome {
  const wanted = { eventType, where };
  const { inbox, found } = search(received, wanted, 'toHaveReceivedTimes');
  const what = describeWanted(wanted);
  if (found === count)
    return { pass: true, message: `${what} arrived ${found} time(s), and should not have.` };
  const head = `${what} was to arrive ${count} time(s), and arrived ${found} time(s).`;
  return { pass: false, message: `${head} ${listNearest(inbox.deliveries, wanted)}` };
}

function search(received: unknown, wanted: Wanted, check: string): { inbox: Inbox; found: number } {
  if (!isInbox(received))
    throw new TypeError(`${check} takes a mock receiver or one of its isolated inboxes.`);
  assertWhere(wanted.where);
  const found = received.deliveries.filter((delivery) => isWanted(delivery, wanted)).length;
  return { inbox: received, found };
}

function isInbox(received: unknown): received is Inbox {
  return (
    typeof received === 'object' && received !== null && 'deliveries' in received && 'waitFor' in received
  );
}
