/**
 * The part of JSON Schema draft-07 that the contracts of this package use.
 *
 * @module codegen/json-schema
 * @see https://json-schema.org/draft-07
 */

/** A JSON Schema (draft-07), as far as this package reads it. */
export interface JsonSchema {
  $id?: string;
  $ref?: string;
  $schema?: string;
  title?: string;
  description?: string;
  type?: JsonType | JsonType[];
  const?: string | number | boolean | null;
  enum?: (string | number | boolean | null)[];
  format?: string;
  pattern?: string;
  required?: string[];
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  not?: JsonSchema;
  definitions?: Definitions;
  [keyword: string]: unknown;
}

/** The JSON types of JSON Schema. */
type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

/** Named schemas, which refer to each other as `#/definitions/Name`. */
export type Definitions = Record<string, JsonSchema>;

const REF = /^#\/(?:definitions|components\/schemas)\/([^/]+)$/;

/**
 * The name that a local reference points to.
 *
 * @param ref `#/definitions/Name` or `#/components/schemas/Name`
 * @returns the name
 * @throws {TypeError} if it is another kind of reference
 */
export function parseRef(ref: string): string {
  const name = REF.exec(ref)?.[1];
  if (name === undefined) {
    throw new TypeError(
      `Cannot follow the reference ${ref}: expected '#/definitions/Name' or '#/components/schemas/Name'.`,
    );
  }
  return name;
}

/**
 * Copies a schema, and lets a function replace each of its sub-schemas, innermost first.
 *
 * @param schema the schema; it is not changed
 * @param replace gets each copied sub-schema, the whole one last, and returns what stands in its place
 * @returns the copy
 */
export function mapSchema(schema: JsonSchema, replace: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const visit = (child: JsonSchema): JsonSchema => mapSchema(child, replace);
  const copy: JsonSchema = { ...schema };
  if (copy.properties) copy.properties = mapValues(copy.properties, visit);
  if (copy.definitions) copy.definitions = mapValues(copy.definitions, visit);
  if (typeof copy.additionalProperties === 'object') {
    copy.additionalProperties = visit(copy.additionalProperties);
  }
  if (copy.items) copy.items = visit(copy.items);
  if (copy.oneOf) copy.oneOf = copy.oneOf.map(visit);
  if (copy.anyOf) copy.anyOf = copy.anyOf.map(visit);
  return replace(copy);
}

/**
 * A schema with every reference replaced by what it points to.
 *
 * @param schema the schema
 * @param definitions what its references point to
 * @returns a schema without `$ref` or `definitions`
 * @throws {TypeError} if a reference points to nothing, or to a schema that holds itself
 */
export function dereference(schema: JsonSchema, definitions: Definitions): JsonSchema {
  return resolve(schema, definitions, []);
}

function resolve(schema: JsonSchema, definitions: Definitions, path: readonly string[]): JsonSchema {
  return mapSchema(schema, (child) => {
    if (child.$ref === undefined) return child;
    const name = parseRef(child.$ref);
    const target = definitions[name];
    if (target === undefined) throw new TypeError(`The reference ${child.$ref} points to nothing.`);
    if (path.includes(name)) {
      throw new TypeError(`The schema ${name} holds itself (${[...path, name].join(' > ')}).`);
    }
    return resolve(target, definitions, [...path, name]);
  });
}

/**
 * The definitions that a schema needs, directly or through others.
 *
 * @param schema the schema
 * @param definitions all definitions
 * @returns those that can be reached, in the order in which they are met
 */
export function reachable(schema: JsonSchema, definitions: Definitions): Definitions {
  const found: Definitions = {};
  const collect = (child: JsonSchema): JsonSchema => {
    const name = child.$ref === undefined ? undefined : parseRef(child.$ref);
    const target = name === undefined ? undefined : definitions[name];
    if (name !== undefined && target !== undefined && !(name in found)) {
      found[name] = target;
      mapSchema(target, collect);
    }
    return child;
  };
  mapSchema(schema, collect);
  return found;
}

function mapValues<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
