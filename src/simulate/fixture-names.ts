/**
 * What there is to simulate: the two documented events, and the observed shapes.
 *
 * @module simulate/fixture-names
 */
import {
  type DocumentedEventByType,
  documentedEventTypes,
  type ObservedEventByShape,
  type ObservedShape,
  observedShapes,
} from '#generated/events.js';

/** The payload of each fixture: a documented event by its event type, an observed one by the name of its shape. */
export interface FixtureByName extends DocumentedEventByType, ObservedEventByShape {}

/** The name of a fixture: `run_completed`, `run_failed`, or an observed shape such as `extract-run`. */
export type FixtureName = keyof FixtureByName;

/** Any payload that a fixture makes. */
export type FixtureEvent = FixtureByName[FixtureName];

const shapeNames = Object.keys(observedShapes) as ObservedShape[];

/** The names of all fixtures: first the documented events, then the shapes in the order of their letters. */
export const fixtureNames: readonly FixtureName[] = [...documentedEventTypes, ...shapeNames];

/**
 * Finds a fixture by any of the names that people use.
 *
 * @param text a name (`extract-run`), a shape's letter (`A`), or an event type (`run_failed`, `webhook_test`)
 * @returns the fixture's name, or `undefined` if there is none
 * @example
 * ```ts
 * findFixture('t'); // 'webhook-test'
 * ```
 */
export function findFixture(text: string): FixtureName | undefined {
  const name = text.trim().toLowerCase();
  return (
    fixtureNames.find((candidate) => candidate === name) ??
    shapeNames.find((shape) => observedShapes[shape].letter.toLowerCase() === name) ??
    shapeNames.find((shape) => observedShapes[shape].eventType === name)
  );
}
