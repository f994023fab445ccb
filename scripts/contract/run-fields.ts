/**
 * The fields of the normalised run, read off both contracts: where each comes from, and what it is.
 *
 * @module scripts/contract/run-fields
 * @see docs/reference/schemas.md for the word `x-run`
 */
import type { Reader } from '#generated/run.js';
import { toCamelCase, toSnakeCase } from '../../src/validation/hints.ts';
import { type Definitions, type JsonSchema, parseRef } from '../codegen/json-schema.ts';
import { byRank, type Contract, type Message } from './contract.ts';

/** The objects of a payload that hold fields of the run. */
type Holder = 'data' | 'output' | 'error';

/** A field of the contract, and its place in the run. */
export interface RunField {
  /** Its name in snake_case. */
  readonly name: string;
  readonly holder: Holder;
  readonly read: Reader;
  /** Where it is in the run, such as `['robot', 'id']`; empty for `extracted_data`, whose members are the run's own. */
  readonly path: readonly string[];
  /** The values that the contracts name, of a text. */
  readonly values: readonly string[];
  readonly description: string;
  /** The names that it has on the wire, each with the messages that have it. */
  readonly sources: ReadonlyMap<string, readonly string[]>;
}

interface Mark {
  readonly as?: string;
  readonly read?: Reader;
  readonly values?: readonly string[];
  readonly description?: string;
}

/** One occurrence of a field in a message. */
interface Found {
  readonly name: string;
  readonly key: string;
  readonly message: string;
  readonly holder: Holder;
  readonly schema: JsonSchema;
  readonly definitions: Definitions;
  readonly mark: Mark;
}

const ADDED_BY = ['catching up', 'the relay'];

/** What no webhook of Maxun has. Catching up and the relay take it from Maxun's REST API into the `data` of an event. */
const FROM_API: readonly RunField[] = [
  {
    name: 'document',
    holder: 'data',
    read: 'object',
    path: ['document'],
    values: [],
    description:
      'What a robot read from a document: `data`, `pageCount` and more. No webhook of Maxun has it.',
    sources: new Map([['document', ADDED_BY]]),
  },
  {
    name: 'prompt_result',
    holder: 'data',
    read: 'json',
    path: ['promptResult'],
    values: [],
    description: 'The answer to the prompt of a robot. No webhook of Maxun has it.',
    sources: new Map([['prompt_result', ADDED_BY]]),
  },
];

/** The fields whose members are fields of the run. */
const HOLDERS: Readonly<Partial<Record<Reader, Holder>>> = { output: 'output', error: 'error' };

/**
 * The fields of every event, in the order in which they are met; the run's end comes before other dates, which are read by it.
 * Those that only Maxun's REST API has come last.
 *
 * @param contracts the documented contract, then the observed one
 */
export function runFieldsOf(contracts: readonly Contract[]): RunField[] {
  const own = contracts.flatMap((contract) =>
    byRank(contract.messages).flatMap((message) => fieldsOfMessage(message, contract.annotated)),
  );
  const holders = new Map(
    own.map(({ name, mark }) => [name, HOLDERS[mark.read ?? 'json']] as const).filter(([, holder]) => holder),
  );
  const inner = own.flatMap((field) => {
    const holder = holders.get(field.name);
    return holder === undefined ? [] : fieldsIn(field.schema, { ...field, holder });
  });
  const found = [...own, ...inner];
  const ids = new Set(found.map(idOf));
  const fields = [...ids].map((id) => merge(found.filter((field) => idOf(field) === id)));
  return [...endFirst(fields), ...FROM_API];
}

function endFirst(fields: readonly RunField[]): RunField[] {
  const ends = fields.filter(({ read }) => read === 'end');
  const others = fields.filter(({ read }) => read !== 'end');
  const at = others.findIndex(({ read }) => read === 'date');
  return others.toSpliced(at < 0 ? others.length : at, 0, ...ends);
}

function idOf({ holder, name }: Found): string {
  return `${holder} ${name}`;
}

function fieldsOfMessage({ name: message, payload }: Message, definitions: Definitions): Found[] {
  const { properties } = resolve({ $ref: `#/definitions/${payload}` }, definitions);
  return fieldsIn(resolve(properties?.['data'], definitions), { message, holder: 'data', definitions });
}

type Place = Pick<Found, 'message' | 'holder' | 'definitions'>;

function fieldsIn({ properties = {} }: JsonSchema, { message, holder, definitions }: Place): Found[] {
  return Object.entries(properties).map(([key, property]) => {
    const schema = resolve(property, definitions);
    return { name: toSnakeCase(key), key, message, holder, definitions, schema, mark: markOf(schema) };
  });
}

function markOf(schema: JsonSchema): Mark {
  const mark = schema['x-run'] as Mark | string | undefined;
  return typeof mark === 'string' ? { as: mark } : (mark ?? {});
}

function resolve(schema: JsonSchema = {}, definitions: Definitions): JsonSchema {
  return schema.$ref === undefined ? schema : resolve(definitions[parseRef(schema.$ref)], definitions);
}

function merge(found: readonly Found[]): RunField {
  const [first] = found;
  if (first === undefined) throw new TypeError('Expected a field.');
  const { name, holder } = first;
  const marks = found.map(({ mark }) => mark);
  const pick = <Key extends keyof Mark>(key: Key): Mark[Key] | undefined =>
    marks.map((mark) => mark[key]).find((value) => value !== undefined);
  const read = pick('read') ?? readerOf(found.map(({ schema }) => schema));
  const place = pick('as') ?? (read === 'output' ? '' : toCamelCase(name));
  const values = found.flatMap(({ schema, mark }) => [
    ...(schema.enum ?? (schema.const === undefined ? [] : [schema.const])),
    ...(mark.values ?? []),
  ]);
  return {
    name,
    holder,
    read,
    path: [...(holder === 'error' ? ['error'] : []), ...place.split('.').filter(Boolean)],
    values: read === 'text' ? [...new Set(values.map(String))] : [],
    description: (pick('description') ?? first.schema.description ?? '').trim(),
    sources: sourcesOf(found),
  };
}

function sourcesOf(found: readonly Found[]): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const { key, message } of found) sources.set(key, [...(sources.get(key) ?? []), message]);
  return sources;
}

/** How a field is read that no mark is about; a date in one shape is one in all. */
function readerOf(schemas: readonly JsonSchema[]): Reader {
  if (schemas.some(({ format }) => format === 'date-time')) return 'date';
  const types = new Set(schemas.flatMap(({ type }) => type ?? 'json'));
  const [type = 'json'] = types;
  if (types.size > 1) return 'json';
  if (type === 'string') return 'text';
  if (type === 'integer') return 'number';
  return type === 'null' ? 'json' : type;
}
