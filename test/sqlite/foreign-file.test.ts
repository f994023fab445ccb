import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../mock-server/journal/open-store.ts';
import { sqliteDedupe } from '../../src/dedupe/sqlite.ts';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import { openDatabase } from '../../src/sqlite/database.ts';

describe.each<[string, (path: string) => Promise<unknown>]>([
  ['the queue', sqliteQueue],
  ['the dedupe store', sqliteDedupe],
  ['the store of the mock receiver', openStore],
])('a file of somebody else, given to %s', (_name, open) => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maxun-foreign-'));
    path = join(folder, 'theirs');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([
    ['a short text', () => writeFile(path, 'a text'), 'ERR_WEBHOOK_STORE_CORRUPT'],
    ['a long text', () => writeFile(path, 'no database\n'.repeat(500)), 'ERR_WEBHOOK_STORE_CORRUPT'],
    ['a database', () => makeDatabase(path), 'ERR_WEBHOOK_STORE_UNAVAILABLE'],
  ])('is refused and left as it is, with nothing beside it: %s', async (_kind, make, code) => {
    await make();
    const before = await readFile(path);
    // Twice: the first try shall not make it look like one of ours.
    for (let n = 0; n < 2; n += 1) await expect(open(path)).rejects.toMatchObject({ code });
    expect(await readFile(path)).toEqual(before);
    expect(await readdir(folder)).toEqual(['theirs']);
  });
});

async function makeDatabase(path: string): Promise<void> {
  const database = await openDatabase(path);
  database.exec('CREATE TABLE mine (n INTEGER)');
  database.close();
}
