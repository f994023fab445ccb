/**
 * Writes `validators.js` and `validators.d.ts`: a validator per message, compiled by ajv. They import nothing: what they
 * call is given to them by `src/validation/check.ts`.
 *
 * @module scripts/output/validators
 * @see https://ajv.js.org/standalone.html
 */
import { _, Ajv, type Code, type KeywordCxt } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { transform } from 'esbuild';
import { type Definitions, type JsonSchema, mapSchema, parseRef } from '../codegen/json-schema.ts';
import { byRank, type Message } from '../contract/contract.ts';
import { allDefinitions, allMessages, type Contracts } from './contracts.ts';
import { BANNER, type OutputFile } from './file.ts';

/**
 * The validators of both contracts.
 *
 * @param contracts both contracts
 * @throws {TypeError} if ajv's output would import something at run time
 */
export async function writeValidators(contracts: Contracts): Promise<OutputFile[]> {
  const definitions = allDefinitions(contracts);
  const code = withOwnCollector(compile(definitions, allMessages(contracts)));
  const content = await minify(
    `export function createValidators({ collect, isDateTime, isPlain, stepOf, takesExtra }) { const exports = {}; ${code}; return { documented: ${tableOf(contracts.documented.messages)}, observed: ${tableOf(contracts.observed.messages)}, others: ${tableOf(contracts.observed.others)}, shapes: ${marksOf(contracts.observed.messages)} }; }`,
  );
  if (/\brequire\(|\bimport\b/.test(content)) {
    throw new TypeError('The validators would import something: use no ajv keyword that needs a helper.');
  }
  return [
    { path: 'validators.js', content: `${BANNER}${content}` },
    { path: 'validators.d.ts', content: DECLARATIONS },
  ];
}

function tableOf(messages: readonly Message[]): string {
  return `{ ${messages.map(({ name, payload }) => `'${name}': exports.${payload}`).join(', ')} }`;
}

/** What tells the shapes of each event type apart, in their order. */
function marksOf(messages: readonly Message[]): string {
  const ajv = new Ajv({ messages: false, code: { source: true, optimize: 2 } });
  const told = messages.filter(({ toldBy }) => toldBy !== undefined);
  for (const { payload, toldBy } of told) ajv.addSchema({ type: 'object', ...toldBy }, payload);
  const code = standaloneCode.default(ajv, Object.fromEntries(told.map(({ payload }) => [payload, payload])));
  const types = [...new Set(messages.map(({ eventType }) => eventType))].map((type) => {
    const shapes = byRank(messages).filter(({ eventType }) => eventType === type);
    const pairs = shapes.map(({ name, payload, toldBy }) => {
      return `['${name}', ${toldBy === undefined ? '() => true' : `exports.${payload}`}]`;
    });
    return `['${type}', [${pairs.join(', ')}]]`;
  });
  return `new Map((() => { const exports = {}; ${code}; return [${types.join(', ')}]; })())`;
}

function compile(definitions: Definitions, messages: readonly Message[]): string {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    allowUnionTypes: true,
    code: { source: true, optimize: 2 },
  });
  const addCheck = (keyword: string, failsIf: (data: Code) => Code, type?: 'string'): void => {
    const code = (cxt: KeywordCxt): void => cxt.fail(failsIf(cxt.data));
    ajv.addKeyword({ keyword, code, ...(type && { type }) });
  };
  addCheck('isDateTime', (data) => _`!isDateTime(${data})`, 'string');
  addCheck('isPlain', (data) => _`!isPlain(${data})`);
  // Once enough is found, no further extra field costs a path: a body can have a million.
  addCheck('isExtra', () => _`takesExtra()`);
  for (const [name, schema] of Object.entries(definitions)) {
    ajv.addSchema(mapSchema(joinVariants(schema, definitions), toChecks), `#/definitions/${name}`);
  }
  const ids = messages.map(({ payload }) => [payload, `#/definitions/${payload}`]);
  return standaloneCode.default(ajv, Object.fromEntries(ids) as Record<string, string>);
}

/** A schema with its variants joined: each has other types, so that the keywords of one do not meet those of another. */
function joinVariants(schema: JsonSchema, definitions: Definitions): JsonSchema {
  const { anyOf, ...rest } = schema;
  if (anyOf === undefined) return schema;
  const variants = anyOf.map((variant) =>
    variant.$ref === undefined
      ? variant
      : joinVariants(definitions[parseRef(variant.$ref)] ?? {}, definitions),
  );
  const type = variants.flatMap((variant) => variant.type ?? []);
  return Object.assign({}, ...variants, rest, { type }) as JsonSchema;
}

/** Leaves of a schema what is checked. A value that the contract leaves open has to be plain data; a field that it does not have is reported. */
function toChecks(schema: JsonSchema): JsonSchema {
  const { $ref, type, properties, required, items, additionalProperties, format } = schema;
  if ($ref !== undefined) return { $ref };
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (values !== undefined) return { enum: values };
  if (format === 'date-time') return { type: 'string', isDateTime: true };
  if (type === undefined) return { isPlain: true };
  const members = typeof additionalProperties === 'object' ? additionalProperties : { isPlain: true };
  return {
    type,
    ...(type.includes('array') && { items: items ?? { isPlain: true } }),
    ...(required && { required }),
    ...(properties && { properties }),
    ...(type.includes('object') && {
      additionalProperties: properties ? { ...members, isExtra: true } : members,
    }),
  };
}

/** How ajv collects what it finds: some two hundred characters each time, several hundred times. */
const FINDING =
  /const (err\d+) = \{instancePath(?::(.+?))?,schemaPath:".+?",keyword:(".+?"),params:(\{.*?\})\};\s*if\(vErrors === null\)\{\s*vErrors = \[\1\];\s*\}\s*else \{\s*vErrors\.push\(\1\);\s*\}\s*errors\+\+;/g;

/** How ajv calls the function of a referenced schema, and adds what that found to its own. */
const CALL =
  /if\(!\((validate\d+\(.+?), \{instancePath(?::(.+?))?,parentData:.+?,rootData\}\)\)\)\{vErrors = .+?;\s*errors = vErrors\.length;\s*\}/g;

/** How ajv begins the function of a schema, and how it ends one: findings go to the collector, and nothing reads the data around. */
const HEAD =
  /\{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}\)\{let vErrors = null;\s*let errors = 0;/g;
const END = /validate\d+\.errors = vErrors;\s*return errors === 0;/g;

/** How ajv escapes a key for a JSON pointer. */
const STEP = /(\w+)\.replace\(\/~\/g, "~0"\)\.replace\(\/\\\/\/g, "~1"\)/g;

/** A schema as ajv writes it beside the function that checks it. Few functions look at theirs. */
const SCHEMA = /const (schema\d+) = \{.*?\};(?=const|function|\s|$)/g;

/** ajv has no limit on what it collects, nor on the length of a path: both go through functions that have. */
function withOwnCollector(code: string): string {
  const own = code
    .replaceAll(FINDING, (...match: (string | undefined)[]) => {
      const [, , path = 'instancePath', keyword, params] = match;
      return `collect(${path}, ${keyword}, ${params});`;
    })
    .replaceAll(CALL, (_, call: string, path = 'instancePath') => `${call}, ${path});`)
    .replaceAll(HEAD, 'instancePath = "") {')
    .replaceAll(END, '')
    .replaceAll(STEP, 'stepOf($1)');
  if (/\b(?:vErrors|errors|rootData)\b|\.replace\(/.test(own)) {
    throw new TypeError('ajv writes its findings in another form than before: adapt the expressions above.');
  }
  return own.replaceAll(SCHEMA, (source, name: string) =>
    own.split(new RegExp(`\\b${name}\\b`)).length > 2 ? source : '',
  );
}

async function minify(code: string): Promise<string> {
  const options = { loader: 'js', target: 'es2022', legalComments: 'none', minify: true } as const;
  return (await transform(code, options)).code;
}

const DECLARATIONS = `${BANNER}import type { DocumentedEventType, ObservedShape, OtherShape } from './events.js';

/** Checks a value, and hands each finding to the collector. */
export type Validator = (value: unknown) => unknown;

/** What validators call. */
export interface ValidatorHelpers {
  /**
   * Takes a finding.
   *
   * @param instancePath JSON pointer to the place
   * @param keyword the keyword that was broken
   * @param params ajv's parameters of the keyword
   */
  collect(instancePath: string, keyword: string, params: Readonly<Record<string, unknown>>): void;
  isDateTime(text: string): boolean;
  isPlain(value: unknown): boolean;
  /** A key as a step of a JSON pointer. */
  stepOf(key: string): string;
  /** Whether another extra field would be listed. */
  takesExtra(): boolean;
}

/** A validator per message. */
export interface Validators {
  /** The documented events, by event type. */
  readonly documented: Readonly<Record<DocumentedEventType, Validator>>;
  /** The observed events, by the name of their shape. */
  readonly observed: Readonly<Record<ObservedShape, Validator>>;
  /** What is not an event of a Maxun server, by the name of its shape. */
  readonly others: Readonly<Record<OtherShape, Validator>>;
  /** The observed shapes of each event type, in the order in which they are tried, each with what its data is told by. */
  readonly shapes: ReadonlyMap<
    unknown,
    readonly (readonly [shape: ObservedShape, isTold: (data: unknown) => boolean])[]
  >;
}

/** Makes the validators. */
export declare function createValidators(helpers: ValidatorHelpers): Validators;
`;
