/**
 * Short words for JSON Schema.
 *
 * @module mock-server/api/openapi/schema
 */

/** A JSON Schema (2020-12), as OpenAPI 3.1 has it. */
export type Schema = Readonly<Record<string, unknown>>;

/** Any text. */
export const text: Schema = { type: 'string' };
/** A whole number from 0. */
export const count: Schema = { type: 'integer', minimum: 0 };
/** Any number. */
export const number: Schema = { type: 'number' };
/** True or false. */
export const flag: Schema = { type: 'boolean' };
/** A date and time. */
export const time: Schema = { type: 'string', format: 'date-time' };
/** Anything at all. */
export const anything: Schema = {};
/** Header names and values. */
export const pairs: Schema = { type: 'object', additionalProperties: { type: 'string' } };

/**
 * @param name of a schema among the components
 * @returns a reference to it
 */
export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** @param items schema of the elements */
export function list(items: Schema): Schema {
  return { type: 'array', items };
}

/** @param values the texts that it may be */
export function oneOf(...values: readonly string[]): Schema {
  return { type: 'string', enum: values };
}

/** @param schema of what may also be null */
export function nullable(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

/**
 * An object of which nothing but these fields is known.
 *
 * @param required fields that are always there
 * @param optional fields that may be absent
 */
export function object(
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}
