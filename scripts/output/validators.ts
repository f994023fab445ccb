/**
 * Writes `validators.js` and `validators.d.ts`: a standalone ajv validator per message, importing nothing.
 *
 * Three things are added to ajv's output: dates and extra fields are checked by this package's own functions
 * (`src/validation/runtime.ts`, copied into the file), and a validator stops once it has found enough.
 *
 * @module scripts/output/validators
 * @see https://ajv.js.org/standalone.html
 */
import { readFile } from 'node:fs/promises';
import { _, Ajv, type KeywordCxt } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { transform } from 'esbuild';
import { dereference, type JsonSchema, mapSchema } from '../../src/codegen/json-schema.ts';
import { MAX_STRING_LENGTH } from '../../src/validation/runtime.ts';
import { allDefinitions, allMessages, type Contracts } from './contracts.ts';
import { BANNER, type OutputFile } from './file.ts';

const RUNTIME = new URL('../../src/validation/runtime.ts', import.meta.url);

/**
 * A validator per message, `validate` followed by the name of its payload's schema.
 *
 * @param contracts both contracts
 * @throws {TypeError} if ajv's output would import something at run time
 */
export async function writeValidators(contracts: Contracts): Promise<OutputFile[]> {
  const names = allMessages(contracts).map(({ payload }) => payload);
  const code = standalone(contracts, names);
  const content = await format(`${await runtimeSource()}\n${collectFindings(code)}`);
  if (/\brequire\(|\bimport\b/.test(content)) {
    throw new TypeError('The validators would import something: use no ajv keyword that needs a helper.');
  }
  return [
    { path: 'validators.js', content: `${BANNER}${content}` },
    { path: 'validators.d.ts', content: declarations(names) },
  ];
}

function standalone(contracts: Contracts, names: readonly string[]): string {
  const definitions = allDefinitions(contracts);
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    strict: true,
    allowUnionTypes: true,
    // Counts UTF-16 units: ajv's count of code points would be imported, and reads each string twice.
    unicode: false,
    // That option is said to be deprecated at each use.
    logger: false,
    code: { source: true, esm: true, optimize: 2 },
  });
  ajv.addKeyword({
    keyword: 'isDateTime',
    type: 'string',
    code: (cxt: KeywordCxt) => cxt.fail(_`!isDateTime(${cxt.data})`),
  });
  ajv.addKeyword({ keyword: 'isBounded', code: (cxt: KeywordCxt) => cxt.fail(_`!isBounded(${cxt.data})`) });
  for (const name of names) {
    ajv.addSchema(mapSchema(dereference({ $ref: `#/definitions/${name}` }, definitions), harden), name);
  }
  return standaloneCode.default(ajv, Object.fromEntries(names.map((name) => [`validate${name}`, name])));
}

/** Leaves what ajv checks, bounds every string, and has what the contract leaves open walked within limits. */
function harden(schema: JsonSchema): JsonSchema {
  const { type, properties, required, items, additionalProperties, format, const: constant } = schema;
  if (constant !== undefined) return { const: constant };
  if (schema.enum) return { enum: schema.enum };
  if (format === 'date-time') return { type: 'string', isDateTime: true };
  if (type === 'string') return { type, maxLength: MAX_STRING_LENGTH };
  if (type === 'number' || type === 'boolean') return { type };
  if (type === 'array') return { type, items: items ?? OPEN };
  if (type === 'object') {
    const rest = typeof additionalProperties === 'object' ? additionalProperties : OPEN;
    return {
      type,
      ...(required && { required }),
      ...(properties && { properties }),
      additionalProperties: rest,
    };
  }
  return type === undefined ? OPEN : { type, ...OPEN };
}

const OPEN: JsonSchema = { isBounded: true };

/** How ajv collects a finding: some two hundred characters for each, several hundred times. */
const FINDING =
  /const (err\d+) = \{instancePath(?::(.+?))?,schemaPath:".+?",keyword:(".+?"),params:(\{.*?\})\};\s*if\(vErrors === null\)\{\s*vErrors = \[\1\];\s*\}\s*else \{\s*vErrors\.push\(\1\);\s*\}/g;

/** ajv has no limit on what it collects: every finding goes through a function that has, and that is shorter too. */
function collectFindings(code: string): string {
  const collected = code.replaceAll(FINDING, (...match: (string | undefined)[]) => {
    const [, , path = 'instancePath', keyword, params] = match;
    return `vErrors = collect(vErrors, ${path}, [${keyword}, ${params}]);`;
  });
  if (collected.includes('vErrors.push(') || collected === code)
    throw new TypeError('Found a finding that is not collected in what ajv wrote: its form has changed.');
  return collected;
}

async function runtimeSource(): Promise<string> {
  const { code } = await transform(await readFile(RUNTIME, 'utf8'), { loader: 'ts', target: 'es2022' });
  return code.replaceAll(/^export (?!class EnoughErrors)/gm, '');
}

async function format(code: string): Promise<string> {
  const formatted = await transform(code, {
    loader: 'js',
    target: 'es2022',
    legalComments: 'none',
    minify: true,
  });
  return formatted.code;
}

function declarations(names: readonly string[]): string {
  const imports = names.map((name) => `  ${name},`).join('\n');
  const functions = names.map((name) => `export declare const validate${name}: Validator<${name}>;`);
  return `${BANNER}import type {
${imports}
} from './events.js';

/** What ajv reports of one broken rule. */
export interface ValidatorError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Thrown by a validator that has found enough; holds what it found. */
export declare class EnoughErrors {
  readonly errors: ValidatorError[];
}

/**
 * A validator as ajv compiles it.
 *
 * @throws {EnoughErrors} past its limit of findings
 */
export interface Validator<Event> {
  (value: unknown): value is Event;
  readonly errors: ValidatorError[] | null;
}

${functions.join('\n')}
`;
}
