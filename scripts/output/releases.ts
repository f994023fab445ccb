/**
 * Writes the table of `docs/reference/maxun-releases.md`: which releases send which payload.
 *
 * @module scripts/output/releases
 */
import type { Example, Message } from '../contract/contract.ts';
import type { Contracts } from './contracts.ts';
import type { OutputFile } from './file.ts';
import { type Page, withTable } from './page-table.ts';

/** The page with the table, relative to `generated/`. */
export const RELEASES_PAGE = '../docs/reference/maxun-releases.md';

/**
 * @param contracts both contracts
 * @param page {@link RELEASES_PAGE}
 */
export async function writeReleases({ observed }: Contracts, page: Page): Promise<OutputFile> {
  const { messages } = observed;
  const shapes = messages.map((message) => rowOf(message, message.examples[0], message.summary));
  const variants = messages.flatMap((message) =>
    message.examples.slice(1).map((example) => rowOf(message, example, example.summary)),
  );
  return withTable(page, ['fixture', 'releases', 'shape', 'what it is'], [...shapes, ...variants]);
}

function rowOf({ name: shape }: Message, example: Example | undefined, about: string): string[] {
  return [`\`${example?.name}\``, example?.releases ?? '', `\`${shape}\``, about];
}
