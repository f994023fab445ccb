/**
 * Writes `mock-api.d.ts` (the types of the mock receiver's control API) and `mock-api.js` (its OpenAPI document and
 * the validators of its requests), from the one table in `mock-server/api/description`.
 *
 * @module scripts/output/mock-api
 * @see https://spec.openapis.org/oas/v3.1.0
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { transform } from 'esbuild';
import { type RouteDescription, routes, schemas } from '../../mock-server/api/description/routes.ts';
import { literal, type OutputFile } from './file.ts';

/** A JSON schema, as far as types are written from it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly 'x-type'?: string;
}

const BANNER = '// Written by `npm run generate` from mock-server/api/description. Do not edit.\n';
const named = schemas as Readonly<Record<string, Schema>>;

/** The two files. */
export async function writeMockApi(): Promise<OutputFile[]> {
  const document = openApi();
  const types = Object.entries(named).map(([name, schema]) => declaration(name, schema));
  return [
    {
      path: 'mock-api.d.ts',
      content: [
        BANNER,
        "import type { ObservedShape, OtherShape } from './events.js';\n",
        ...types,
        REQUESTS,
        VALUES,
      ].join('\n'),
    },
    {
      path: 'mock-api.js',
      content: `${BANNER}\nexport const openApi = ${literal(document)};\n\n${await validators(document)}`,
    },
  ];
}

const VALUES = `/** The control API as an OpenAPI 3.1 document. */
export declare const openApi: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [key: string]: unknown;
};

/** What a validator found wrong; in its property \`errors\` after it answered false. */
export interface ValidatorError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Validates a value, such as a request's body. */
export interface ApiValidator {
  (value: unknown): boolean;
  errors?: readonly ValidatorError[] | null;
}

/** The validators of requests. */
export declare const validators: { readonly [Name in keyof ApiRequests]: ApiValidator };
`;

/** Names of the schemas that requests have. */
const TAKEN: readonly string[] = [
  ...new Set(
    Object.values(routes).flatMap(({ takes, query }) => [takes, query].filter((name) => name !== undefined)),
  ),
];
const REQUESTS = `/** What requests carry, by the names of the types. */
export interface ApiRequests {
${TAKEN.map((name) => `  readonly ${name}: ${name};`).join('\n')}
}
`;

async function validators(document: object): Promise<string> {
  return compileValidators(document, TAKEN);
}

/**
 * @param document an OpenAPI document
 * @param names of its schemas
 * @returns the source of `validators`, which imports nothing
 */
export async function compileValidators(document: object, names: readonly string[]): Promise<string> {
  const ajv = new Ajv2020({
    strict: false,
    messages: false,
    discriminator: true,
    coerceTypes: false,
    code: { source: true, esm: true },
    schemas: [{ ...document, $id: 'api' }],
  });
  const ids = Object.fromEntries(names.map((name) => [name, `api#/components/schemas/${name}`]));
  const { code } = await transform(standalone.default(ajv, ids), {
    minifyIdentifiers: true,
    minifySyntax: true,
  });
  if (/\brequire\(|\bimport\b/.test(code)) {
    throw new TypeError('The validators would import something: use no ajv keyword that needs a helper.');
  }
  return `${code}\nexport const validators = { ${Object.keys(ids).join(', ')} };\n`;
}

function openApi(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [key, route] of Object.entries(routes)) {
    const [method = '', path = ''] = key.split(' ');
    (paths[`/__mock${path}`] ??= {})[method.toLowerCase()] = operation(method, path, route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mock receiver for Maxun webhooks: control API',
      version: '1',
      description: 'Answers this machine only. Every change needs the CSRF token of /__mock/receiver.',
    },
    paths,
    components: { schemas },
  };
}

function operation(
  method: string,
  path: string,
  { summary, query, takes, answers }: RouteDescription,
): object {
  const parameters = [
    ...(path.includes('{id}')
      ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]
      : []),
    ...Object.entries(query === undefined ? {} : (named[query]?.properties ?? {})).map(([name, schema]) => ({
      name,
      in: 'query',
      required: false,
      schema,
    })),
    ...(method === 'GET'
      ? []
      : [{ name: 'x-csrf-token', in: 'header', required: true, schema: { type: 'string' } }]),
  ];
  const json = (name: string): object => ({
    'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
  });
  const content = answers.includes('/') ? { [answers]: {} } : json(answers);
  return {
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(takes === undefined ? {} : { requestBody: { required: true, content: json(takes) } }),
    responses: {
      200: { description: summary, content },
      default: { description: 'It was refused, or failed', content: json('ApiError') },
    },
  };
}

/**
 * @param name of the type
 * @param schema what it describes
 * @returns the declaration of its type
 */
export function declaration(name: string, schema: Schema): string {
  const doc = docOf(schema, '');
  if (schema.type === 'object' && schema.oneOf === undefined && schema.properties !== undefined) {
    return `${doc}export interface ${name} ${typeOf(schema, '')}\n`;
  }
  return `${doc}export type ${name} = ${typeOf(schema, '')};\n`;
}

function docOf({ description }: Schema, indent: string): string {
  return description === undefined ? '' : `${indent}/** ${description.replaceAll('*/', '* /')} */\n`;
}

function typeOf(schema: Schema, indent: string): string {
  if (schema['x-type'] !== undefined) return schema['x-type'];
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return options.map((option) => typeOf(option, indent)).join(' | ');
  if (schema.type === 'array') return `readonly ${wrapped(typeOf(schema.items ?? {}, indent))}[]`;
  if (schema.type === 'object') return objectType(schema, indent);
  return (
    { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' }[
      schema.type ?? ''
    ] ?? 'unknown'
  );
}

function wrapped(type: string): string {
  return type.includes(' | ') ? `(${type})` : type;
}

function objectType(
  { properties = {}, required = [], patternProperties, additionalProperties }: Schema,
  indent: string,
): string {
  const values =
    Object.values(patternProperties ?? {})[0] ??
    (typeof additionalProperties === 'object' ? additionalProperties : undefined);
  if (values !== undefined) return `Readonly<Record<string, ${typeOf(values, indent)}>>`;
  const entries = Object.entries(properties);
  if (entries.length === 0) return 'Readonly<Record<string, never>>';
  const inner = `${indent}  `;
  const fields = entries.map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?';
    return `${docOf(schema, inner)}${inner}readonly ${name}${mark}: ${typeOf(schema, inner)};\n`;
  });
  return `{\n${fields.join('')}${indent}}`;
}
