/**
 * The fields of a schema, one below the other, for reading.
 *
 * @module scripts/output/contract-fields
 */
import type { JsonSchema } from '../codegen/json-schema.ts';

/** A field of a payload. */
export interface Field {
  /** Its key; `[]` for the elements of an array, `*` for members whose names are free. */
  readonly name: string;
  /** How deep it lies; 0 for the payload's own. */
  readonly depth: number;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/**
 * The fields of a schema, each before what is in it.
 *
 * @param schema without references
 */
export function fieldsOf(schema: JsonSchema, depth = 0): Field[] {
  const { properties = {}, required = [], items, additionalProperties, oneOf = [], anyOf = [] } = schema;
  const named = Object.entries(properties).flatMap(([name, member]) =>
    fieldOf(member, { name, depth, required: required.includes(name) }),
  );
  const elements = items === undefined ? [] : fieldOf(items, { name: '[]', depth, required: false });
  const members =
    typeof additionalProperties === 'object'
      ? fieldOf(additionalProperties, { name: '*', depth, required: false })
      : [];
  const variants = [...oneOf, ...anyOf].flatMap((variant) => fieldsOf(variant, depth));
  return [...named, ...elements, ...members, ...variants];
}

function fieldOf(schema: JsonSchema, place: Pick<Field, 'name' | 'depth' | 'required'>): Field[] {
  const field = { ...place, type: typeOf(schema), description: schema.description ?? '' };
  return [field, ...fieldsOf(schema, place.depth + 1)];
}

function typeOf(schema: JsonSchema): string {
  const { type, const: literal, enum: values, format, oneOf, anyOf } = schema;
  if (literal !== undefined) return JSON.stringify(literal);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ');
  const union = oneOf ?? anyOf;
  if (union !== undefined) return union.map(typeOf).join(' | ');
  const name = Array.isArray(type) ? type.join(' | ') : (type ?? 'any value');
  return format === undefined ? name : `${name}, ${format}`;
}
