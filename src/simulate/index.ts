/**
 * Fixtures of every payload that Maxun sends, a Maxun server that sends them as a stock one does, and
 * its REST API.
 *
 * @module maxun-webhooks/simulate
 */
export { type Clock, systemClock } from '../clock/clock.ts';
export { type VirtualClock, virtualClock } from '../clock/virtual-clock.ts';
export type { Arrival, SimulatedAttempt, SimulatedDelivery } from './attempt.ts';
export type { FollowedRedirect } from './axios-post.ts';
export { eventsOfRun, failedScrapePair, type FinishedRun, type RunEvent } from './finished-run.ts';
export { fixture, type FixtureOptions } from './fixture.ts';
export {
  findFixture,
  type FixtureByName,
  type PayloadByName,
  type FixtureEvent,
  fixtureInfo,
  type FixtureInfo,
  type FixtureName,
  fixtureNames,
} from './fixture-names.ts';
export { type Fault, faults, invalid } from './invalid.ts';
export type { DeepPartial } from './override.ts';
export { type Random, seededRandom } from './random.ts';
export {
  type SendableEvent,
  type SimulatedMaxun,
  simulateMaxun,
  type SimulateOptions,
  type TestOutcome,
} from './simulate-maxun.ts';
export type { StoredRobot } from './api-answers.ts';
export type { StoredRun } from './stored-run.ts';
export {
  type ApiRequest,
  type Interference,
  type SimulatedMaxunApi,
  simulateMaxunApi,
  type SimulateMaxunApiOptions,
} from './simulate-maxun-api.ts';
export { type ListEvent, type PageEvent, withMarkdown, withRows } from './sizes.ts';
export type { MaxunWebhook, StoredNumber } from './webhook.ts';
