/**
 * Names for generated types and files, from names that people gave in Maxun.
 *
 * @module codegen/robot/names
 * @see https://tc39.es/ecma262/#prod-IdentifierName
 */

/** Characters of a name that a type's name takes. */
const MAX_NAME_LENGTH = 60;

/** Gives out type names, each once. */
export class TypeNames {
  readonly #taken = new Set<string>();

  /**
   * A type's name that reads well: `ProductsRow` for the rows of "products".
   *
   * @param text what a person called it
   * @param suffix what it is, such as `Row`
   * @param otherwise the name if the text holds no letter or digit
   */
  take(text: string, suffix: string, otherwise: string): string {
    const base = `${toPascalCase(text) ?? otherwise}${suffix}`;
    let name = base;
    for (let count = 2; this.#taken.has(name); count++) name = `${base}${count}`;
    this.#taken.add(name);
    return name;
  }
}

/**
 * The words of a text as a name in PascalCase.
 *
 * @param text any text
 * @returns `undefined` if no letter or digit is in it
 */
export function toPascalCase(text: string): string | undefined {
  const words = text
    .normalize('NFC')
    .slice(0, MAX_NAME_LENGTH)
    .split(/[^\p{ID_Start}\p{Nd}]+/u)
    .filter(Boolean);
  if (words.length === 0) return undefined;
  const name = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
  return /^\p{ID_Start}/u.test(name) ? name : `List${name}`;
}

/**
 * A text as part of a file's name.
 *
 * @param text any text
 * @returns lower-case ASCII letters, digits and dashes; `robot` if none is in the text
 */
export function toFileName(text: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z\d]+/g, '-')
    .slice(0, MAX_NAME_LENGTH)
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? 'robot' : plain;
}
