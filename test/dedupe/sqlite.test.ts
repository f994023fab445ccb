import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sqliteDedupe, type SqliteDedupe } from '../../src/dedupe/sqlite.ts';
import { describeDedupeStore } from './contract.ts';

let folder: string;
let files = 0;
const opened: SqliteDedupe[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dedupe-'));
});
afterAll(async () => {
  for (const store of opened) store.close();
  await rm(folder, { recursive: true });
});

const newPath = (): string => join(folder, `${++files}.db`);

async function open(path: string, options?: Parameters<typeof sqliteDedupe>[1]): Promise<SqliteDedupe> {
  const store = await sqliteDedupe(path, options);
  opened.push(store);
  return store;
}

const OPTIONS = { now: 0, leaseMs: 1000, fingerprint: '' };

async function commit(store: SqliteDedupe, key: string, now = 0): Promise<void> {
  const claim = await store.claim(key, { ...OPTIONS, now });
  if (claim.state === 'claimed') await store.commit({ key, token: claim.token, now });
}

const stateOf = async (store: SqliteDedupe, key: string, now = 0): Promise<string> =>
  (await store.claim(key, { ...OPTIONS, now })).state;

describe('sqliteDedupe', () => {
  describeDedupeStore(async (options) => open(newPath(), options));

  test('remembers beyond its own end, and shares the file with others', async () => {
    const path = newPath();
    const first = await open(path);
    await commit(first, 'a');
    const second = await open(path);
    expect(await stateOf(first, 'b')).toBe('claimed');
    expect(await stateOf(second, 'b')).toBe('in-progress');
    first.close();
    expect(await stateOf(second, 'a')).toBe('done');
  });

  test('is bounded in number and in time', async () => {
    const store = await open(newPath(), { max: 3, ttlMs: 1000 });
    for (const key of ['a', 'b', 'c', 'd']) await commit(store, key);
    expect(await stateOf(store, 'b')).toBe('done');
    expect(await stateOf(store, 'a')).toBe('claimed');
    await commit(store, 'late', 1000);
    expect(await stateOf(store, 'd', 999)).toBe('claimed');
  });

  test('says typed what is wrong', async () => {
    const store = await open(newPath());
    store.close();
    store.close();
    expect(() => store.claim('a', OPTIONS)).toThrow(
      expect.objectContaining({ code: 'ERR_WEBHOOK_STORE_CLOSED' }),
    );
    const broken = newPath();
    await writeFile(broken, 'x'.repeat(8192));
    await expect(sqliteDedupe(broken)).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_CORRUPT' });
    await expect(sqliteDedupe(join(folder, 'none', 'a.db'))).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
    });
    await expect(sqliteDedupe(newPath(), { max: 0 })).rejects.toThrow(RangeError);
  });
});
