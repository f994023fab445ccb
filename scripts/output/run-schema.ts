/**
 * The normalised run as JSON Schema, from which its types in other languages are made.
 *
 * @module scripts/output/run-schema
 */
import { REPAIR_KINDS } from '../../src/event/repair.ts';
import { type RunField, runFieldsOf } from '../contract/run-fields.ts';
import type { Definitions, JsonSchema } from '../codegen/json-schema.ts';
import type { Contracts } from './contracts.ts';
import { ALWAYS, groupOf, nameOf } from './run.ts';

/**
 * The schemas of the run, of the objects in it, and of a repair.
 *
 * @param contracts both contracts
 */
export function runDefinitions({ documented, observed }: Contracts): Definitions {
  const fields = runFieldsOf([documented, observed]).filter(({ path }) => path.length > 0);
  const groups = [...new Set(fields.map(groupOf).filter((group) => group !== undefined))];
  const groupRefs = Object.fromEntries(groups.map((group) => [group, ref(nameOf(group))]));
  const own = membersOf(fields.filter(({ path }) => path.length === 1));
  return {
    Run: object(
      'A run, normalised. What an event does not say, or says in a way that cannot be read, is absent.',
      { shape: SHAPE, eventType: EVENT_TYPE, ...own, ...groupRefs, repairs: REPAIRS },
      [
        'shape',
        ...fields.filter(({ read }) => ALWAYS.has(read)).flatMap(({ path }) => path),
        ...groups,
        'repairs',
      ],
    ),
    RunError: object('What went wrong.', membersOf(fields.filter(({ holder }) => holder === 'error'))),
    ...Object.fromEntries(
      groups.map((group) => [
        nameOf(group),
        object(
          `The members of the run's \`${group}\`.`,
          membersOf(fields.filter((field) => groupOf(field) === group)),
        ),
      ]),
    ),
    Repair: REPAIR,
  };
}

function ref(name: string): JsonSchema {
  return { $ref: `#/definitions/${name}` };
}

function object(
  description: string,
  properties: Record<string, JsonSchema>,
  required: string[] = [],
): JsonSchema {
  return { type: 'object', description, required, properties };
}

function text(description: string): JsonSchema {
  return { type: 'string', description };
}

const SHAPE = text(
  'The shape that the payload has as it is; `unknown` also for a near miss that could be read nevertheless.',
);
const EVENT_TYPE = text("From `event_type`, in the contract's own spelling where a near miss is recognised.");
const REPAIRS: JsonSchema = {
  type: 'array',
  items: ref('Repair'),
  description: 'Every guess that was made, and everything that could not be read; at most 100.',
};
const REPAIR = object(
  'One guess, or one thing that could not be read.',
  {
    path: text('JSON pointer (RFC 6901) to the place in the payload.'),
    kind: text(`What was done: one of ${REPAIR_KINDS.map((kind) => `\`${kind}\``).join(', ')}.`),
    found: text('What was found, described, and cut short where it is long.'),
    used: text('What the run has instead, described: `nothing` if it has nothing.'),
    message: text('The whole repair in one sentence.'),
  },
  ['path', 'kind', 'found', 'used', 'message'],
);

function membersOf(fields: readonly RunField[]): Record<string, JsonSchema> {
  return Object.fromEntries(
    fields.map((field) => [field.path.at(-1), { ...schemaOf(field), description: field.description }]),
  ) as Record<string, JsonSchema>;
}

const RECORD: JsonSchema = { type: 'object', additionalProperties: true };

const SCHEMAS: Readonly<Record<Exclude<RunField['read'], 'output'>, JsonSchema>> = {
  text: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string' },
  end: { type: 'string' },
  object: RECORD,
  array: { type: 'array', items: {} },
  json: {},
  rows: { type: 'object', additionalProperties: { type: 'array', items: RECORD } },
  results: RECORD,
  links: { type: 'array', items: { type: 'string' } },
  metadata: RECORD,
  error: ref('RunError'),
};

function schemaOf({ read }: RunField): JsonSchema {
  return SCHEMAS[read as keyof typeof SCHEMAS];
}
