/** @module postgres/schema-name */

/**
 * Checks the name of a schema, which stands in statements as it is.
 *
 * @param name as the caller gave it
 * @throws {TypeError} if it is not a plain name
 */
export function schemaName(name: string): string {
  if (/^(?!pg_)[a-z_][a-z0-9_]{0,49}$/.test(name)) return name;
  const expected = '1 to 50 characters of a-z 0-9 _, not beginning with a digit or pg_';
  throw new TypeError(`schema is "${name}": expected ${expected}`);
}
