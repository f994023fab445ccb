/**
 * Short words for the schemas of the control API. `npm run generate` is the only one that loads them.
 *
 * @module mock-server/api/description/words
 */
import { Type, type TObject, type TSchema } from 'typebox';

/** What JSON Schema and the types say beside the kind of a value. */
export type Notes = {
  /** Becomes the docstring of the type or field. */
  description?: string;
  /** The TypeScript type, where the schema alone would say less. */
  'x-type'?: string;
};

/** The schemas of one part of the API, by the names of their types. */
export type Schemas = Readonly<Record<string, TSchema>>;

export const text = (description?: string, notes: Notes = {}): TSchema =>
  Type.String(described(description, notes));

export const flag = (description?: string): TSchema => Type.Boolean(described(description));

/** A whole number from 0. */
export const count = (description?: string, limits: { minimum?: number; maximum?: number } = {}): TSchema =>
  Type.Integer({ minimum: 0, ...limits, ...described(description) });

export const number = (description?: string): TSchema => Type.Number(described(description));

export const time = (description: string): TSchema => Type.String({ format: 'date-time', description });

export const anything = (description?: string): TSchema => Type.Unknown(described(description));

export const pairs = (description?: string): TSchema =>
  Type.Record(Type.String(), Type.String(), described(description));

export const list = (items: TSchema, description?: string): TSchema =>
  Type.Array(items, described(description));

export const nullable = (schema: TSchema, description?: string): TSchema =>
  Type.Union([schema, Type.Null()], described(description));

export const optional = (schema: TSchema): TSchema => Type.Optional(schema);

export const exactly = (value: string | boolean | number): TSchema => Type.Literal(value);

export const oneOf = (
  values: readonly (string | number)[],
  description?: string,
  notes: Notes = {},
): TSchema => Type.Unsafe({ enum: values, ...described(description, notes) });

/** A code of this package's errors. */
export const code = (description: string): TSchema =>
  text(description, { 'x-type': '`ERR_WEBHOOK_${string}`' });

/** Another schema of the API by its name. */
export const ref = (name: string, description?: string): TSchema =>
  Type.Ref(`#/components/schemas/${name}`, described(description));

/** An object that has these fields and no others. */
export const object = (description: string | undefined, fields: Record<string, TSchema>): TObject =>
  Type.Object(fields, { additionalProperties: false, ...described(description) });

/** One of several objects, told apart by their field `type`. */
export const variants = (description: string, options: readonly TObject[]): TSchema =>
  Type.Unsafe({
    description,
    type: 'object',
    required: ['type'],
    discriminator: { propertyName: 'type' },
    oneOf: options,
  });

function described(description: string | undefined, notes: Notes = {}): Record<string, unknown> {
  return description === undefined ? notes : { description, ...notes };
}
