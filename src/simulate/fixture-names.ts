/**
 * The fixtures: the documented events, the observed shapes, and the payloads of earlier servers.
 *
 * @module simulate/fixture-names
 */
import {
  type DocumentedEventByType,
  documentedEventTypes,
  type ObservedEventByShape,
  type ObservedShape,
  observedShapes,
  type OtherPayloadByShape,
} from '#generated/events.js';
import type { EventShape } from '../validation/index.ts';
import { observedExamples, variantExamples, type VariantShape } from '#generated/examples.js';

/** The payload of each variant: what servers send in an observed shape, most of them of earlier releases. */
type VariantByName = { [Name in keyof VariantShape]: ObservedEventByShape[VariantShape[Name]] };

/** The payload of each fixture: documented by its event type, observed by the name of its shape or variant. */
export interface FixtureByName extends DocumentedEventByType, ObservedEventByShape, VariantByName {}

/** What {@link fixture} makes: the events, and Maxun Cloud's payload for n8n (`cloud-n8n`), which is not an event. */
export interface PayloadByName extends FixtureByName, OtherPayloadByShape {}

/** The name of a fixture: an event type (`run_failed`), a shape (`extract-run`) or a variant (`extract-run-v0.0.25`). */
export type FixtureName = keyof FixtureByName;

/** Any payload that a fixture makes. */
export type FixtureEvent = FixtureByName[FixtureName];

const shapeNames = Object.keys(observedShapes) as ObservedShape[];

const variantNames = Object.keys(variantExamples) as (keyof VariantShape)[];

/** The names of all fixtures: the documented events, the shapes in the order of their letters, then their variants. */
export const fixtureNames: readonly FixtureName[] = [...documentedEventTypes, ...shapeNames, ...variantNames];

/** What a fixture is. */
export interface FixtureInfo {
  /** The shape of its payload. */
  readonly shape: EventShape;
  /** The releases of Maxun that send it; absent for a documented event. */
  readonly releases?: string | undefined;
  /** One sentence about who sends it. */
  readonly summary: string;
}

/**
 * What a fixture is, and which releases of Maxun send it.
 *
 * @param name the fixture
 * @example
 * ```ts
 * fixtureInfo('legacy-2025-v0.0.23').releases; // 'v0.0.23 to v0.0.24'
 * ```
 */
export function fixtureInfo(name: FixtureName): FixtureInfo {
  if (isOneOf(variantExamples, name)) return variantExamples[name];
  if (isOneOf(observedShapes, name)) {
    return { shape: name, releases: observedExamples[name].releases, summary: observedShapes[name].summary };
  }
  return { shape: 'documented', summary: `${name}, as documented.` };
}

function isOneOf<Table extends object>(table: Table, name: PropertyKey): name is keyof Table {
  return Object.hasOwn(table, name);
}

/**
 * Finds a fixture by any of the names that people use.
 *
 * @param text a name (`extract-run`), a shape's letter (`A`), or an event type (`run_failed`, `webhook_test`)
 * @returns the fixture's name; `undefined` if no fixture matches
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
