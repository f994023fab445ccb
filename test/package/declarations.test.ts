/** An optional peer that is not installed must not be needed to compile: the declarations that users reach do not name it. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { BUILT } from '../build-package.ts';

/** @returns the packages that a declaration file and those it imports name */
async function packagesOf(file: string, seen: Set<string> = new Set()): Promise<Set<string>> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  const text = await readFile(file, 'utf8');
  for (const [, name = ''] of text.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)) {
    if (!name.startsWith('.')) packages.add(name);
    else {
      const imported = resolve(file, '..', name).replace(/\.(?:js|ts)$/, '.d.ts');
      for (const each of await packagesOf(imported, seen)) packages.add(each);
    }
  }
  return packages;
}

it('the declarations of the queue in Postgres name neither pg nor pg-boss', async () => {
  const packages = await packagesOf(join(BUILT, 'dist/src/queue/postgres/index.d.ts'));
  expect([...packages].filter((name) => !name.startsWith('node:'))).toEqual([]);
});
