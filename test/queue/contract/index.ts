/**
 * What every engine of the queue must do, run against each of them.
 *
 * @module test/queue/contract
 */
import type { StartEngine } from './harness.ts';
import { describeClose } from './close.ts';
import { describeDeadLetters } from './dead-letters.ts';
import { describeDisabling } from './disabling.ts';
import { describeEnqueue } from './enqueue.ts';
import { describeHandlerFaults } from './handler-faults.ts';
import { describeHolds } from './holds.ts';
import { describeIdempotency } from './idempotency.ts';
import { describeLimits } from './limits.ts';
import { describeOrderKeys } from './order-keys.ts';
import { describePayloads } from './payload.ts';
import { describePurge } from './purge.ts';
import { describeStats } from './stats.ts';
import { describeUnused } from './unused.ts';
import { describeWork } from './work.ts';

export type { EngineUnderTest } from './harness.ts';

/** @param start makes a fresh engine for each test */
export function describeQueue(start: StartEngine): void {
  describePayloads(start);
  describeEnqueue(start);
  describeIdempotency(start);
  describeWork(start);
  describeHandlerFaults(start);
  describeLimits(start);
  describeHolds(start);
  describeOrderKeys(start);
  describeDeadLetters(start);
  describeUnused(start);
  describeDisabling(start);
  describePurge(start);
  describeStats(start);
  describeClose(start);
}
