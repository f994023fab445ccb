/**
 * A file of `generated/`, before it is written.
 *
 * @module scripts/output/file
 */

/** A file to write. */
export interface OutputFile {
  /** Path below `generated/`. */
  readonly path: string;
  readonly content: string;
}

/** The first lines of every generated source file. */
export const BANNER = `// Written by \`npm run generate\` from asyncapi.yaml and contract/observed.yaml. Do not edit.\n`;

/**
 * A value as TypeScript source.
 *
 * @param value plain JSON data
 */
export function literal(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
