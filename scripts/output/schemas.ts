/**
 * Writes `schemas/*.json`, a JSON Schema per message, and `outlines.js`, the fields of each message for drift.
 *
 * @module scripts/output/schemas
 */
import { dereference, type JsonSchema, mapSchema, reachable } from '../../src/codegen/json-schema.ts';
import type { Message } from '../contract/contract.ts';
import { allDefinitions, allMessages, type Contracts } from './contracts.ts';
import { BANNER, literal, type OutputFile } from './file.ts';

/**
 * A self-contained JSON Schema (draft-07) per message.
 *
 * @param contracts both contracts
 */
export function writeSchemas(contracts: Contracts): OutputFile[] {
  const definitions = allDefinitions(contracts);
  return allMessages(contracts).map(({ name, payload }) => {
    const schema: JsonSchema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: `urn:maxun:webhooks:${name}`,
      title: payload,
      ...definitions[payload],
      definitions: reachable({ ...definitions[payload] }, definitions),
    };
    return { path: `schemas/${name}.json`, content: `${literal(schema)}\n` };
  });
}

/**
 * The bare structure of each message: fields, which of them are required, and when the others are there.
 *
 * @param contracts both contracts
 */
export function writeOutlines(contracts: Contracts): OutputFile[] {
  const definitions = allDefinitions(contracts);
  const outline = ({ name, payload }: Message): [string, JsonSchema] => [
    name,
    mapSchema(dereference({ $ref: `#/definitions/${payload}` }, definitions), toOutline),
  ];
  const outlines = (messages: readonly Message[]): string =>
    literal(Object.fromEntries(messages.map(outline)));
  return [
    {
      path: 'outlines.js',
      content: `${BANNER}
export const documentedOutlines = ${outlines(contracts.documented.messages)};

export const observedOutlines = ${outlines(contracts.observed.messages)};
`,
    },
    { path: 'outlines.d.ts', content: DECLARATIONS },
  ];
}

function toOutline(schema: JsonSchema): JsonSchema {
  const { properties, required, items, additionalProperties, 'x-present-when': presentWhen } = schema;
  return {
    ...(properties && { properties }),
    ...(required && { required }),
    ...(items && Object.keys(items).length > 0 && { items }),
    ...(additionalProperties !== undefined && { members: additionalProperties }),
    ...(presentWhen && { presentWhen }),
  };
}

const DECLARATIONS = `${BANNER}import type { DocumentedEventType, ObservedShape } from './events.js';

/** The structure of a value, as far as a contract describes it. */
export interface Outline {
  /** The fields of an object. */
  readonly properties?: Readonly<Record<string, Outline>>;
  /** The fields that have to be there. */
  readonly required?: readonly string[];
  /** The elements of an array. */
  readonly items?: Outline;
  /** The members of an object whose names are free. */
  readonly members?: Outline | boolean;
  /** The value is there only if its siblings have one of these values. */
  readonly presentWhen?: Readonly<Record<string, readonly string[]>>;
}

/** The structure of the documented events, by event type. */
export declare const documentedOutlines: Readonly<Record<DocumentedEventType, Outline>>;

/** The structure of the observed events, by the name of their shape. */
export declare const observedOutlines: Readonly<Record<ObservedShape, Outline>>;
`;
