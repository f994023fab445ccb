import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DedupeStore } from '../../src/index.ts';
import { poolOn } from '../postgres/database.ts';
import { startServer, type TestServer } from '../postgres/server.ts';

/** The store of the documentation, as its reader would copy it. */
type Create = (pool: Pool, options: { ttlMs: number }) => DedupeStore;

let server: TestServer;
let pool: Pool;
let folder: string;
let create: Create;
beforeAll(async () => {
  const text = await readFile(new URL('../../docs/guides/deduplication.md', import.meta.url), 'utf8');
  const section = text.slice(text.indexOf('## Postgres'), text.indexOf('## Redis'));
  const [code = '', sql = ''] = ['js', 'sql'].map(
    (language) => section.split(`\`\`\`${language}\n`)[1]?.split('```')[0],
  );
  folder = await mkdtemp(join(tmpdir(), 'dedupe-docs-'));
  const file = join(folder, 'postgres-dedupe.mjs');
  await writeFile(file, code);
  ({ postgresDedupe: create } = (await import(pathToFileURL(file).href)) as { postgresDedupe: Create });
  server = await startServer({ fsync: false });
  pool = poolOn(server.url);
  await pool.query(sql);
});
afterAll(async () => {
  await pool.end();
  await server.stop();
  await rm(folder, { recursive: true });
});

describe("the documentation's store on Postgres", () => {
  const options = { now: 0, leaseMs: 60_000, fingerprint: 'first' };

  test('lets one at most of many simultaneous claims win, commits and releases', async () => {
    const store = create(pool, { ttlMs: 60_000 });
    const claims = await Promise.all(Array.from({ length: 50 }, async () => store.claim('a', options)));
    const won = claims.filter((claim) => claim.state === 'claimed');
    expect(won).toHaveLength(1);
    expect(claims.filter(({ state }) => state === 'in-progress')).toHaveLength(49);
    await store.release({ key: 'a', token: won[0]!.token, now: 0 });
    const again = await store.claim('a', options);
    expect(again.state).toBe('claimed');
    if (again.state === 'claimed') await store.commit({ key: 'a', token: again.token, now: 0 });
    expect(await store.claim('a', { ...options, fingerprint: 'second' })).toEqual({
      state: 'done',
      fingerprint: 'first',
    });
  });

  test('lets a claim go when its lease ends, and its late owner touches nothing', async () => {
    const store = create(pool, { ttlMs: 60_000 });
    const late = await store.claim('b', options);
    await pool.query(`UPDATE webhook_delivery SET until = now() WHERE key = 'b'`);
    expect((await store.claim('b', options)).state).toBe('claimed');
    if (late.state === 'claimed') await store.commit({ key: 'b', token: late.token, now: 0 });
    if (late.state === 'claimed') await store.release({ key: 'b', token: late.token, now: 0 });
    expect((await store.claim('b', options)).state).toBe('in-progress');
  });
});
