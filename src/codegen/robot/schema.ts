/**
 * A JSON Schema of a robot's data, inferred from its rows by quicktype.
 *
 * @module codegen/robot/schema
 * @see https://github.com/glideapps/quicktype
 */
import type { Row } from '../../event/index.ts';
import type { Captured } from './captures.ts';
import { loadPeer } from './peers.ts';

/** Levels of nesting in a cell that get a type; below is `unknown`. */
const MAX_DEPTH = 20;

/**
 * The formats of texts that are inferred, each as an expression: a validator that is generated imports nothing. Each takes time in
 * proportion to the text.
 */
export const FORMATS: ReadonlyMap<string, RegExp> = new Map([
  ['date-time', /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['uri', /^[A-Za-z][A-Za-z\d+.-]*:[^\s]+$/],
]);

/** The part of JSON Schema that is inferred. */
export interface InferredSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, InferredSchema>>;
  readonly required?: readonly string[];
  readonly items?: InferredSchema;
  readonly anyOf?: readonly InferredSchema[];
}

/** The schema of a robot's data. */
export interface RobotSchema extends InferredSchema {
  readonly $schema: string;
  readonly properties: { readonly lists: InferredSchema; readonly texts: InferredSchema };
}

/**
 * Infers the schema of a robot's data. A column that is in every row is required; others can be left out, and more can be there.
 *
 * @param captured what the robot has captured
 * @param enums whether a column with few different texts is an enum of them
 * @throws {TypeError} if quicktype-core is not installed
 */
export async function inferSchema(captured: Captured, enums: boolean): Promise<RobotSchema> {
  const { robotName = 'the robot' } = captured;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: robotName,
    description: `What ${robotName} captures, inferred from ${captured.runs} run(s).`,
    type: 'object',
    properties: {
      lists: await groupsOf(captured.lists, enums),
      texts: await groupsOf(captured.texts, enums),
    },
  };
}

async function groupsOf(groups: Captured['lists'], enums: boolean): Promise<InferredSchema> {
  const schemas: [string, InferredSchema][] = [];
  for (const [name, rows] of groups) schemas.push([name, { type: 'array', items: await rowOf(rows, enums) }]);
  return { type: 'object', properties: Object.fromEntries(schemas) };
}

/** What quicktype writes. */
interface Raw extends Omit<InferredSchema, 'properties' | 'items' | 'anyOf'> {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Raw>>;
  readonly items?: Raw;
  readonly anyOf?: readonly Raw[];
  readonly definitions?: Readonly<Record<string, Raw>>;
}

/** quicktype keeps members in plain objects: a mark before each key makes `__proto__` a key like any other. */
const MARK = 'k';

async function rowOf(rows: readonly Row[], enums: boolean): Promise<InferredSchema> {
  if (rows.length === 0) return { type: 'object', properties: {} };
  const { InputData, jsonInputForTargetLanguage, quicktype } = await loadPeer('quicktype-core');
  const input = jsonInputForTargetLanguage('schema');
  await input.addSource({ name: 'Row', samples: [JSON.stringify(rows.map(marked))] });
  const inputData = new InputData();
  inputData.addInput(input);
  const { lines } = await quicktype({
    inputData,
    lang: 'schema',
    inferEnums: enums,
    inferMaps: false,
    inferUuids: false,
    inferIntegerStrings: false,
    inferBooleanStrings: false,
    combineClasses: false,
  });
  const raw = JSON.parse(lines.join('\n')) as Raw;
  const row = inlined(raw.items ?? {}, raw.definitions ?? {}, 0);
  return withTrueFormats(row, rows);
}

function marked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [`${MARK}${key}`, marked(member)]));
}

function inlined(raw: Raw, definitions: Readonly<Record<string, Raw>>, depth: number): InferredSchema {
  const { $ref, type, format, properties, required = [], items, anyOf } = raw;
  if (depth > MAX_DEPTH) return {};
  const inner = (schema: Raw): InferredSchema => inlined(schema, definitions, depth + 1);
  if ($ref !== undefined) return inlined(definitions[$ref.split('/').at(-1) ?? ''] ?? {}, definitions, depth);
  if (anyOf !== undefined) return { anyOf: anyOf.map(inner) };
  if (raw.enum !== undefined) return { type: 'string', enum: raw.enum };
  if (type === 'object') {
    const members = Object.entries(properties ?? {}).map(
      ([key, member]) => [key.slice(1), inner(member)] as const,
    );
    return { type, properties: Object.fromEntries(members), required: required.map((key) => key.slice(1)) };
  }
  if (type === 'array') return { type, items: inner(items ?? {}) };
  return { ...(type !== undefined && { type }), ...(format !== undefined && { format }) };
}

/** Keeps a format only where every value has it: quicktype takes more texts for dates than RFC 3339 does. */
function withTrueFormats(schema: InferredSchema, values: readonly unknown[]): InferredSchema {
  const { format, properties, items, anyOf } = schema;
  if (format !== undefined) {
    const texts = values.filter((value) => typeof value === 'string');
    const isTrue = FORMATS.get(format);
    if (isTrue !== undefined && texts.every((text) => isTrue.test(text))) return schema;
    return { type: 'string' };
  }
  if (properties !== undefined) {
    const objects = values.filter((value) => typeof value === 'object' && value !== null) as Row[];
    const checked = Object.entries(properties).map(([key, member]) => {
      const own = objects.filter((object) => Object.hasOwn(object, key)).map((object) => object[key]);
      return [key, withTrueFormats(member, own)] as const;
    });
    return { ...schema, properties: Object.fromEntries(checked) };
  }
  if (items !== undefined)
    return { ...schema, items: withTrueFormats(items, values.filter(Array.isArray).flat()) };
  if (anyOf !== undefined) return { anyOf: anyOf.map((variant) => withTrueFormats(variant, values)) };
  return schema;
}
