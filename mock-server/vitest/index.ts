/**
 * The mock receiver for Vitest: a fixture, and matchers that an import of this module registers.
 *
 * @module maxun-webhooks/vitest
 */
import { expect, test as base, type TestAPI } from 'vitest';
import type { ContractName } from '../../src/validation/index.ts';
import { matchers, type WantedDelivery } from '../assertions/matchers.ts';
import type { ProbeExpectation } from '../assertions/probe-check.ts';
import type { Where } from '../inbox/differences.ts';
import { type MockReceiver, startMockReceiver } from '../start.ts';
import type { MockReceiverOptions } from '../server/options.ts';

export {
  type DeliveryMatchers,
  matchers,
  type MatcherResult,
  type WantedDelivery,
} from '../assertions/matchers.ts';

/** The matchers as `expect` has them. */
export interface DeliveryAssertions<Result> {
  /**
   * A delivery, or a payload, meets a contract.
   *
   * @param contract `documented` by default; `observed`, or `any` of the two
   */
  toMatchContract(contract?: ContractName): Result;
  /**
   * A delivery was signed with a secret.
   *
   * @param secret one secret, or several: one match is enough
   */
  toBeSignedBy(secret: string | readonly string[]): Result;
  /**
   * A receiver got a delivery.
   *
   * @param eventType such as `run_failed`
   * @param where fields that the run has to have, or a function
   */
  toHaveReceived(eventType?: string, where?: Where): Result;
  /**
   * A receiver got exactly `count` deliveries.
   *
   * @param count how many
   * @param wanted `eventType` and `where`; any delivery by default
   */
  toHaveReceivedTimes(count: number, wanted?: WantedDelivery): Result;
  /**
   * A delivery was sent again.
   *
   * @param times how often again; any number by default
   */
  toHaveBeenRetried(times?: number): Result;
  /**
   * The endpoint of a URL passes a probe. To be awaited; give the test some 60 s.
   *
   * @param expectation level, secrets and the other options of `probeEndpoint`, and `minScore`, 100 by default
   */
  toPassProbe(expectation?: ProbeExpectation): Promise<Result>;
}

declare module 'vitest' {
  // eslint-disable-next-line typescript/no-explicit-any, typescript/no-empty-object-type -- Vitest's own declaration
  interface Matchers<T = any> extends DeliveryAssertions<T> {}
}

expect.extend(matchers as unknown as Parameters<typeof expect.extend>[0]);

/** What {@link test} gives to every test that asks for it. */
export interface MockFixtures {
  /** Options of the receiver: set them with `test.override` or `test.extend`. */
  readonly mockOptions: MockReceiverOptions;
  /** The test's own receiver; it is closed after the test. */
  readonly mock: MockReceiver;
}

/**
 * Vitest's `test` with a mock receiver for each test that asks for one.
 *
 * @example
 * ```ts
 * import { expect } from 'vitest';
 * import { test } from 'maxun-webhooks/vitest';
 *
 * test('reports the failed run', async ({ mock }) => {
 *   await sendTo(mock.url);
 *   const delivery = await mock.waitFor('run_failed');
 *   expect(delivery).toMatchContract();
 * });
 * ```
 */
export const test: TestAPI<MockFixtures> = base.extend<MockFixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads the names of the needed fixtures from here
  mockOptions: async ({}, use) => use({}),
  mock: async ({ mockOptions }, use) => {
    const mock = await startMockReceiver(mockOptions);
    try {
      await use(mock);
    } finally {
      await mock.close();
    }
  },
});
