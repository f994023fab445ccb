/**
 * Assertions on what a mock receiver got, for any test runner: functions that throw, and matchers for `expect.extend`.
 *
 * @module maxun-webhooks/assert
 */
import { AssertionError } from 'node:assert';
import type { ContractName } from '../../src/validation/index.ts';
import type { Delivery } from '../journal/delivery.ts';
import type { Where } from '../inbox/differences.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { checkContract, checkRetried, checkSignedBy } from './delivery-checks.ts';
import { checkReceived } from './inbox-checks.ts';
import type { WantedDelivery } from './matchers.ts';
import type { Outcome } from './outcome.ts';
import { checkPassesProbe, type ProbeExpectation } from './probe-check.ts';

export { type DeliveryMatchers, type MatcherResult, matchers, type WantedDelivery } from './matchers.ts';
export type { ProbeExpectation } from './probe-check.ts';

/**
 * Asserts that a delivery, or a payload, meets a contract.
 *
 * @param received a delivery, or a parsed payload
 * @param contract `documented` by default; `observed`, or `any` of the two
 * @throws {AssertionError} with every issue
 * @example
 * ```ts
 * assertMatchesContract(mock.deliveries[0], 'any');
 * ```
 */
export function assertMatchesContract(received: unknown, contract?: ContractName): void {
  assertPassed(checkContract(received, contract), assertMatchesContract);
}

/**
 * Asserts that a delivery was signed with a secret.
 *
 * @param delivery the delivery
 * @param secret one secret, or several: one match is enough
 * @throws {AssertionError} with the reason, and the sender's likely mistake
 * @throws {TypeError} if a secret cannot be read
 * @example
 * ```ts
 * assertSignedBy(mock.deliveries[0], secret);
 * ```
 */
export function assertSignedBy(delivery: Delivery, secret: string | readonly string[]): void {
  assertPassed(checkSignedBy(delivery, secret), assertSignedBy);
}

/**
 * Asserts that a delivery arrived. To wait for one, use `waitFor`.
 *
 * @param inbox a receiver or an isolated inbox
 * @param eventType such as `run_failed`; any where `undefined`
 * @param where fields that the run has to have, or a function
 * @throws {AssertionError} with the deliveries that did arrive, nearest first
 * @example
 * ```ts
 * assertReceived(mock, 'run_failed', { robotName: 'prices' });
 * ```
 */
export function assertReceived(inbox: Inbox, eventType?: string, where?: Where): void {
  assertPassed(checkReceived(inbox, { eventType, where }), assertReceived);
}

/**
 * Asserts that exactly `count` deliveries arrived.
 *
 * @param inbox a receiver or an isolated inbox
 * @param count how many
 * @param wanted `eventType` and `where`; any delivery by default
 * @throws {AssertionError} with the deliveries that did arrive, nearest first
 * @example
 * ```ts
 * assertReceivedTimes(mock, 3, { eventType: 'run_failed' });
 * ```
 */
export function assertReceivedTimes(inbox: Inbox, count: number, wanted: WantedDelivery = {}): void {
  const { eventType, where } = wanted;
  assertPassed(checkReceived(inbox, { eventType, where }, count), assertReceivedTimes);
}

/**
 * Asserts that a delivery was sent again.
 *
 * @param delivery any attempt at it
 * @param times how often again; any number by default
 * @throws {AssertionError} with every attempt
 * @example
 * ```ts
 * assertRetried(mock.deliveries[0], 2);
 * ```
 */
export function assertRetried(delivery: Delivery, times?: number): void {
  assertPassed(checkRetried(delivery, times), assertRetried);
}

/**
 * Asserts that an endpoint passes a probe.
 *
 * @param url of the endpoint
 * @param expectation level, secrets and the other options of `probeEndpoint`, and `minScore`, 100 by default
 * @throws {AssertionError} with the failed cases and their fixes
 * @throws {TypeError} for options that cannot be used
 * @example
 * ```ts
 * await assertPassesProbe('http://localhost:3000/hooks/maxun', { secrets: [secret] });
 * ```
 */
export async function assertPassesProbe(url: string | URL, expectation?: ProbeExpectation): Promise<void> {
  assertPassed(await checkPassesProbe(url, expectation), assertPassesProbe);
}

/** The stack begins at the caller of the assertion, so that a runner points at the test's line. */
function assertPassed({ pass, message }: Outcome, assertion: (...args: never[]) => unknown): void {
  if (!pass) throw new AssertionError({ message, operator: 'maxun-webhooks', stackStartFn: assertion });
}
