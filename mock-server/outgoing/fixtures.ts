/**
 * What can be sent from the page: a payload of each documented event and observed shape, of a run that finished just now,
 * and the ways to break its body.
 *
 * @module mock-server/outgoing/fixtures
 */
import type { ObservedShape } from '#generated/events.js';
import type { Clock } from '../../src/clock/clock.ts';
import {
  type Fault,
  faults,
  fixture,
  type FixtureName,
  fixtureNames,
  invalid,
} from '../../src/simulate/index.ts';
import type { Fixture, FixtureList } from '../api/types.ts';

const TITLES: Readonly<Record<FixtureName, string>> = {
  run_completed: 'a finished run, as documented',
  run_failed: 'a failed run, as documented',
  'extract-run': 'a run from the UI, or scheduled',
  'extract-run-api': 'a run through the API',
  'scrape-run-ui': 'a scrape robot, run from the UI',
  'scrape-run': 'a scrape robot, through the API or scheduled',
  'document-run': 'a document robot',
  'failed-run': 'most failures',
  'failed-scrape-api': 'a failed scrape through the API; a failed-run follows',
  'legacy-2025': 'a run on a server of May to October 2025',
  'webhook-test': 'the "Test" button',
};

/**
 * Everything that can be sent, of other runs each time.
 *
 * @param clock tells when the runs finished
 */
export function fixtureList(clock: Clock): FixtureList {
  return {
    fixtures: fixtureNames.map((name) => fixtureOf(name, clock)),
    faults: Object.entries(faults).map(([name, title]) => ({ name, title })),
  };
}

function fixtureOf(name: FixtureName, clock: Clock): Fixture {
  const payload = fixture(name, undefined, { clock });
  const shape =
    name === 'run_completed' || name === 'run_failed' ? 'documented' : (name satisfies ObservedShape);
  return { name, eventType: payload.event_type, shape, title: TITLES[name], payload };
}

/**
 * The payload of one fixture, of another run each time.
 *
 * @param name of the fixture
 * @param clock tells when the run finished
 * @throws {TypeError} if there is none of that name
 */
export function payloadOfFixture(name: string | undefined, clock: Clock): unknown {
  return fixture(fixtureName(name), undefined, { clock });
}

/**
 * A fixture that is broken in one way.
 *
 * @param fault the way
 * @param name of the fixture
 * @param clock tells when the run finished
 * @returns the bytes to send
 * @throws {TypeError} if there is no such way or fixture
 */
export function brokenBody(fault: string, name: string | undefined, clock: Clock): Uint8Array {
  if (!Object.hasOwn(faults, fault)) {
    throw new TypeError(`fault: expected one of ${Object.keys(faults).join(', ')}.`);
  }
  return invalid(fault as Fault, fixtureName(name), { clock });
}

function fixtureName(text: string | undefined): FixtureName {
  const name = fixtureNames.find((each) => each === text);
  if (name !== undefined) return name;
  throw new TypeError(`Give a fixture (${fixtureNames.join(', ')}), a payload, or a body.`);
}
