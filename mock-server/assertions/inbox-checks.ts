/**
 * Checks of everything that a receiver, or an isolated inbox, got.
 *
 * @module mock-server/assertions/inbox-checks
 */
import { assertWhere, describeWanted, isWanted, listNearest, type Wanted } from '../inbox/differences.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Outcome } from './outcome.ts';

/**
 * Whether deliveries arrived.
 *
 * @param received a receiver or an isolated inbox
 * @param wanted which: `eventType` and `where`
 * @param times exactly how many; at least one where `undefined`
 * @throws {TypeError} if what was received is neither
 */
export function checkReceived(received: unknown, wanted: Wanted, times?: number): Outcome {
  if (!isInbox(received)) {
    const check = times === undefined ? 'toHaveReceived' : 'toHaveReceivedTimes';
    throw new TypeError(`${check} takes a mock receiver or one of its isolated inboxes.`);
  }
  assertWhere(wanted.where);
  const found = received.deliveries.filter((delivery) => isWanted(delivery, wanted)).length;
  const what = describeWanted(wanted);
  const pass = times === undefined ? found > 0 : found === times;
  if (pass) return { pass, message: `${what} arrived ${found} time(s), and should not have.` };
  const head =
    times === undefined
      ? `${what} did not arrive.`
      : `${what} was to arrive ${times} time(s), and arrived ${found} time(s).`;
  return { pass, message: `${head} ${listNearest(received.deliveries, wanted)}` };
}

function isInbox(received: unknown): received is Inbox {
  return (
    typeof received === 'object' && received !== null && 'deliveries' in received && 'waitFor' in received
  );
}
