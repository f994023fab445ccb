/**
 * Writes `schemas/*.json`: a JSON Schema per message, and `any.json` for all events.
 *
 * @module scripts/output/schemas
 */
import {
  type Definitions,
  dereference,
  type JsonSchema,
  mapSchema,
  reachable,
} from '../codegen/json-schema.ts';
import { byRank, type Message } from '../contract/contract.ts';
import { canOverlap } from '../contract/overlap.ts';
import { allDefinitions, type Contracts } from './contracts.ts';
import { literal, type OutputFile } from './file.ts';

/**
 * A self-contained JSON Schema (draft-07) per message, and one for any event.
 *
 * @param contracts both contracts
 */
export function writeSchemas(contracts: Contracts): OutputFile[] {
  const { documented, observed } = contracts;
  const messages = [documented.messages, observed.messages, observed.others].flatMap(byRank);
  const definitions = describeOverlaps(messages, allDefinitions(contracts));
  const files = messages.map(({ name, payload }) =>
    schemaFile(name, { title: payload, ...definitions[payload] }, definitions),
  );
  const events = messages.filter(({ eventType }) => eventType !== undefined);
  return [...files, anyEvent(events, definitions)];
}

function schemaFile(name: string, schema: JsonSchema, definitions: Definitions): OutputFile {
  const content = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `urn:maxun:webhooks:${name}`,
    ...schema,
    definitions: reachable(schema, definitions),
  };
  return { path: `schemas/${name}.json`, content: `${literal(mapSchema(content, withDatePattern))}\n` };
}

/** RFC 3339, section 5.6. Whether a date is ISO tells shapes apart, and many validators do not look at `format`. */
const DATE_TIME =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$';

function withDatePattern(schema: JsonSchema): JsonSchema {
  return schema.format === 'date-time' ? { ...schema, pattern: DATE_TIME } : schema;
}

/** The `discriminator` of OpenAPI is not a word of JSON Schema, and strict validators refuse it: `event_type` is a constant of each branch. */
function anyEvent(events: readonly Message[], definitions: Definitions): OutputFile {
  const types = [...new Set(events.map(({ eventType }) => String(eventType)))];
  const branches = types.map((type): [string, JsonSchema] => {
    const names = events.filter(({ eventType }) => eventType === type).map(({ payload }) => payload);
    const description = `Any payload whose event_type is ${type}. Of several that match, the first is its shape.`;
    return [`Any_${type}`, { description, anyOf: names.map((name) => ({ $ref: `#/definitions/${name}` })) }];
  });
  const schema: JsonSchema = {
    title: 'AnyEvent',
    description:
      'Any event that Maxun documents or a server was seen to send. event_type tells the branches of oneOf apart.',
    type: 'object',
    required: ['event_type'],
    properties: { event_type: { type: 'string', enum: types } },
    oneOf: branches.map(([name]) => ({ $ref: `#/definitions/${name}` })),
  };
  return schemaFile('any', schema, { ...definitions, ...Object.fromEntries(branches) });
}

/** Each payload's schema says which others a payload can meet as well, and which of them counts. */
function describeOverlaps(messages: readonly Message[], definitions: Definitions): Definitions {
  const schemas = messages.map((message) => ({
    ...message,
    schema: dereference({ $ref: `#/definitions/${message.payload}` }, definitions),
  }));
  const described = schemas.map(({ payload, schema }, index) => {
    const overlapping = (list: typeof schemas): string =>
      list
        .filter((other) => canOverlap(schema, other.schema))
        .map(({ name }) => name)
        .join(', ');
    const before = overlapping(schemas.slice(0, index));
    const after = overlapping(schemas.slice(index + 1));
    const sentences = [
      definitions[payload]?.description?.trim(),
      before && `A payload that meets ${before} as well has that shape.`,
      after && `A payload that meets this schema has this shape, even if it meets ${after} as well.`,
    ];
    return [payload, { ...definitions[payload], description: sentences.filter(Boolean).join(' ') }] as const;
  });
  return { ...definitions, ...Object.fromEntries(described) };
}
