/**
 * The payloads that the page can send: one of each documented event and observed shape, from a run that finished just now,
 * and the ways to break its body.
 *
 * @module mock-server/outgoing/fixtures
 */
import type { Clock } from '../../src/clock/clock.ts';
import {
  type Fault,
  faults,
  fixture,
  fixtureInfo,
  type FixtureName,
  fixtureNames,
  invalid,
} from '../../src/simulate/index.ts';
import type { Fixture, FixtureList } from '../api/types.ts';

/**
 * Everything that can be sent, from new runs each time.
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
  const { shape, summary, releases } = fixtureInfo(name);
  const title = releases === undefined ? summary : `${summary} ${releases}`;
  return { name, eventType: payload.event_type, shape, title, payload };
}

/**
 * A fixture that is broken in one way.
 *
 * @param fault the way
 * @param name of the fixture
 * @param clock tells when the run finished
 * @returns the bytes to send
 * @throws {TypeError} if the way or the name is unknown
 */
export function brokenBody(fault: string, name: string | undefined, clock: Clock): Uint8Array {
  if (!Object.hasOwn(faults, fault)) {
    throw new TypeError(`fault: expected one of ${Object.keys(faults).join(', ')}.`);
  }
  return invalid(fault as Fault, fixtureName(name), { clock });
}

/** @throws {TypeError} if no fixture has this name */
export function fixtureName(text: string | undefined): FixtureName {
  const name = fixtureNames.find((each) => each === text);
  if (name !== undefined) return name;
  throw new TypeError(`Give a fixture (${fixtureNames.join(', ')}), a payload, or a body.`);
}
