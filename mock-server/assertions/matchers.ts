/**
 * The checks as matchers, in the form that `expect.extend` of Vitest and of Jest takes.
 *
 * @module mock-server/assertions/matchers
 */
import type { ContractName } from '../../src/validation/index.ts';
import type { Where } from '../inbox/differences.ts';
import { checkContract, checkRetried, checkSignedBy } from './delivery-checks.ts';
import { checkReceived } from './inbox-checks.ts';
import type { Outcome } from './outcome.ts';
import { checkPassesProbe, type ProbeExpectation } from './probe-check.ts';

/** What a matcher gives back. */
export interface MatcherResult {
  readonly pass: boolean;
  /** Says why. */
  readonly message: () => string;
}

/** Which deliveries are counted. */
export interface WantedDelivery {
  readonly eventType?: string;
  readonly where?: Where;
}

/** Every matcher, by its name. */
export interface DeliveryMatchers {
  /** A delivery, or a payload, meets a contract; the documented one by default. */
  toMatchContract(received: unknown, contract?: ContractName): MatcherResult;
  /** A delivery was signed with a secret. */
  toBeSignedBy(received: unknown, secret: string | readonly string[]): MatcherResult;
  /** A receiver or an isolated inbox got a delivery. */
  toHaveReceived(received: unknown, eventType?: string, where?: Where): MatcherResult;
  /** A receiver or an isolated inbox got exactly `count` deliveries. */
  toHaveReceivedTimes(received: unknown, count: number, wanted?: WantedDelivery): MatcherResult;
  /** A delivery was sent again; any number of times by default. */
  toHaveBeenRetried(received: unknown, times?: number): MatcherResult;
  /** The endpoint of a URL passes a probe. To be awaited. */
  toPassProbe(received: unknown, expectation?: ProbeExpectation): Promise<MatcherResult>;
}

/**
 * Every matcher, for `expect.extend`.
 *
 * @example
 * ```ts
 * expect.extend(matchers);
 * expect(mock).toHaveReceived('run_failed', { runId });
 * ```
 */
export const matchers: DeliveryMatchers = {
  toMatchContract: (received, contract) => resultOf(checkContract(received, contract)),
  toBeSignedBy: (received, secret) => resultOf(checkSignedBy(received, secret)),
  toHaveReceived: (received, eventType, where) => resultOf(checkReceived(received, { eventType, where })),
  toHaveReceivedTimes: (received, count, { eventType, where } = {}) =>
    resultOf(checkReceived(received, { eventType, where }, count)),
  toHaveBeenRetried: (received, times) => resultOf(checkRetried(received, times)),
  toPassProbe: async (received, expectation) => resultOf(await checkPassesProbe(received, expectation)),
};

function resultOf({ pass, message }: Outcome): MatcherResult {
  return { pass, message: () => message };
}
