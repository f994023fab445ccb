import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type GroupedCase, probeCases } from '../../src/probe/index.ts';

const PAGE = new URL('../../docs/reference/probe-cases.md', import.meta.url);

/** Markdown writes some characters with a backslash. */
function plain(text: string): string {
  return text.replaceAll('\\', '');
}

function row({ id, name, severity, level, why }: GroupedCase): readonly string[] {
  return [`\`${id}\``, name, severity, level ?? 'both', why].map(plain);
}

test('docs/reference/probe-cases.md lists the cases that there are, in their order', async () => {
  const lines = (await readFile(PAGE, 'utf8')).split('\n').filter((line) => line.startsWith('| `'));
  const cells = lines.map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => plain(cell.trim())),
  );
  // Those of the events follow the contract, and are one row.
  const listed = probeCases.filter(({ id }) => !id.startsWith('event-'));
  expect(cells.filter(([id]) => id !== '`event-<name>`')).toEqual(listed.map(row));
});
