import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../mock-server/journal/open-store.ts';
import { sqliteDedupe } from '../../src/dedupe/sqlite.ts';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import { openDatabase } from '../../src/sqlite/database.ts';

const UNAVAILABLE = { code: 'ERR_WEBHOOK_STORE_UNAVAILABLE' };
const message = { endpoint: 'crm', payload: Buffer.from('{}') };

describe('the file of a store', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'maxun-store-file-'));
    path = join(folder, 'store.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  describe.each<[string, (path: string) => Promise<{ close(): unknown }>]>([
    ['the queue', sqliteQueue],
    ['the dedupe store', sqliteDedupe],
    ['the store of the mock receiver', openStore],
  ])('of %s', (_name, open) => {
    it.each(['', ' ', '\n', ':memory:', 'file:a.db', 'file::memory:?cache=shared', 'libsql://host', 'a\0b'])(
      'is not %j, which SQLite does not keep in a file of that name',
      async (given) => {
        await expect(open(given)).rejects.toThrow(TypeError);
        expect(readdirSync(folder)).toEqual([]);
      },
    );

    it('is not a folder or a device', async () => {
      for (const given of [folder, '/dev/null']) await expect(open(given)).rejects.toMatchObject(UNAVAILABLE);
    });

    it('is not one that has a second name', async () => {
      const store = await open(path);
      linkSync(path, join(folder, 'second.db'));
      await expect(open(join(folder, 'second.db'))).rejects.toMatchObject(UNAVAILABLE);
      await store.close();
      await expect(open(path)).rejects.toMatchObject(UNAVAILABLE);
      rmSync(join(folder, 'second.db'));
      await (await open(path)).close();
    });
  });

  it.each<[string, (path: string) => Promise<{ close(): unknown }>]>([
    ['the queue', sqliteQueue],
    ['the store of the mock receiver', openStore],
  ])('has one owner by whichever symbolic link it is opened: %s', async (_name, open) => {
    const [link, other] = [join(folder, 'link.db'), join(folder, 'other')];
    symlinkSync(path, link);
    symlinkSync(folder, other);
    const store = await open(link);
    expect(existsSync(`${path}-owner`)).toBe(true);
    for (const name of [path, join(other, 'store.db')]) {
      await expect(open(name)).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_LOCKED' });
    }
    await store.close();
  });

  describe('of a queue that is open', () => {
    const changes: [string, (path: string) => void][] = [
      ['deleted', (file) => rmSync(file)],
      ['moved', (file) => renameSync(file, `${file}.old`)],
      ['replaced', (file) => (renameSync(file, `${file}.old`), copyFileSync(`${file}.old`, file))],
    ];

    it.each(changes)('acknowledges nothing once the file was %s', async (_what, change) => {
      const queue = await sqliteQueue(path, { onProblem: () => undefined });
      await queue.enqueue([message]);
      change(path);
      await expect(queue.enqueue([message])).rejects.toMatchObject(UNAVAILABLE);
      await queue.close({ drainMs: 0 });
    });

    it.each([0, 4096])('acknowledges nothing once the file was cut to %i bytes', async (length) => {
      const queue = await sqliteQueue(path, { onProblem: () => undefined });
      await queue.enqueue([message]);
      truncateSync(path, length);
      await expect(queue.enqueue([message])).rejects.toMatchObject(UNAVAILABLE);
      await queue.close({ drainMs: 0 });
    });

    it.each(changes)('acknowledges nothing once its log was %s', async (_what, change) => {
      const queue = await sqliteQueue(path, { onProblem: () => undefined });
      await queue.enqueue([message]);
      change(`${path}-wal`);
      await expect(queue.enqueue([message])).rejects.toMatchObject(UNAVAILABLE);
      await queue.close({ drainMs: 0 });
    });

    it('goes on when the file is put back', async () => {
      const queue = await sqliteQueue(path, { onProblem: () => undefined });
      await queue.enqueue([message]);
      renameSync(path, `${path}.old`);
      await expect(queue.enqueue([message])).rejects.toMatchObject(UNAVAILABLE);
      renameSync(`${path}.old`, path);
      await queue.enqueue([message]);
      await queue.close();
      const again = await sqliteQueue(path);
      expect(await again.stats()).toMatchObject({ waiting: 2 });
      await again.close();
    });
  });

  it('of a dedupe store is checked with each claim', async () => {
    const dedupe = await sqliteDedupe(path);
    const claim = () => dedupe.claim('a', { now: 1, leaseMs: 10, fingerprint: 'f' });
    await claim();
    rmSync(path);
    expect(claim).toThrow(expect.objectContaining(UNAVAILABLE));
    dedupe.close();
  });

  it('may be in a folder that is not there: SQLite says so', async () => {
    await expect(
      openDatabase(join(folder, 'none', 'a.db')).then((db) => db.exec('PRAGMA user_version')),
    ).rejects.toThrow();
    mkdirSync(join(folder, 'none'));
  });
});
