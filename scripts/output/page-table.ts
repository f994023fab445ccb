/**
 * Writes the table of a documentation page, between two comments that mark it as generated.
 *
 * @module scripts/output/page-table
 */
import { format, resolveConfig } from 'prettier';
import type { OutputFile } from './file.ts';

const BEGIN = '<!-- Written by `npm run generate` from the contracts. Do not edit. -->';
const END = '<!-- End of the generated part. -->';

/** A page. */
export interface Page {
  /** Relative to `generated/`. */
  readonly path: string;
  readonly text: string;
}

/**
 * @param page whose part between the two comments is replaced
 * @param heads of the columns
 * @param rows the cells of each
 * @throws {TypeError} if the page has lost the comments
 */
export async function withTable(
  { path, text }: Page,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<OutputFile> {
  const [before, rest = ''] = text.split(BEGIN);
  const [, after] = rest.split(END);
  if (after === undefined) throw new TypeError(`${path} has lost the comments around its generated part.`);
  const table = [heads, heads.map(() => '---'), ...rows].map(lineOf).join('\n');
  const config = await resolveConfig(new URL('../../docs/reference/', import.meta.url));
  const content = await format(`${before}${BEGIN}\n\n${table}\n\n${END}${after}`, {
    ...config,
    parser: 'markdown',
  });
  return { path, content };
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
