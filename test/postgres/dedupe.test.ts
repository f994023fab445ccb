import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ClaimOptions, DedupeStore, OpenClaim } from '../../src/index.ts';
import { postgresDedupe, type PostgresDedupe } from '../../src/dedupe/postgres.ts';
import { describeDedupeStore } from '../dedupe/contract.ts';
import { makeDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
const opened: PostgresDedupe[] = [];
beforeAll(async () => {
  database = await makeDatabase(inject('databaseUrl'));
});
afterAll(async () => {
  for (const store of opened) await store.close();
  await database.drop();
});

async function open(schema: string, ttlMs = 60_000): Promise<PostgresDedupe> {
  const store = await postgresDedupe({ connectionString: database.url, schema, ttlMs });
  opened.push(store);
  return store;
}

let schemas = 0;
const newSchema = (): string => `dedupe_${++schemas}`;

/** The store goes by the server's clock: so the test moves its rows, where the contract moves the time. */
async function movable(ttlMs: number): Promise<DedupeStore> {
  const schema = newSchema();
  const store = await open(schema, ttlMs);
  let last: number | undefined;
  const moveTo = async (now: number): Promise<void> => {
    const passed = now - (last ?? now);
    last = now;
    if (passed === 0) return;
    await database.pool.query(
      `UPDATE ${schema}.delivery SET until = until - $1::float8 * interval '1 millisecond'`,
      [passed],
    );
  };
  return {
    claim: async (key: string, options: ClaimOptions) =>
      moveTo(options.now).then(async () => store.claim(key, options)),
    commit: async (claim: OpenClaim) => moveTo(claim.now).then(async () => store.commit(claim)),
    release: async (claim: OpenClaim) => moveTo(claim.now).then(async () => store.release(claim)),
  };
}

const OPTIONS = { now: 0, leaseMs: 60_000, fingerprint: 'first' };

describe('postgresDedupe', () => {
  describeDedupeStore(({ ttlMs }) => movable(ttlMs), 10_000);

  test('is shared by all that open it, at the same moment too', async () => {
    const schema = newSchema();
    const stores = await Promise.all(Array.from({ length: 4 }, () => open(schema)));
    const claims = await Promise.all(stores.map(async (store) => store.claim('a', OPTIONS)));
    expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
    expect(claims.filter(({ state }) => state === 'in-progress')).toHaveLength(3);
  });

  test('deletes what has expired', async () => {
    const schema = newSchema();
    const store = await open(schema, 60_000);
    for (const key of ['a', 'b', 'c']) {
      const claim = await store.claim(key, OPTIONS);
      if (claim.state === 'claimed') await store.commit({ key, token: claim.token, now: 0 });
      await database.pool.query(`UPDATE ${schema}.delivery SET until = now() - interval '1 hour'`);
    }
    const { rows } = await database.pool.query(`SELECT key FROM ${schema}.delivery`);
    expect(rows).toHaveLength(1);
  });

  test('takes a pool of the caller, and leaves it open', async () => {
    const store = await postgresDedupe({ pool: database.pool, schema: newSchema() });
    expect(await store.claim('a', OPTIONS)).toMatchObject({ state: 'claimed' });
    await store.close();
    await expect(store.claim('a', OPTIONS)).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_CLOSED' });
    expect((await database.pool.query('SELECT 1')).rows).toHaveLength(1);
  });

  test('says typed what is wrong', async () => {
    const nowhere = { connectionString: 'postgres://nobody@127.0.0.1:1/none' };
    await expect(postgresDedupe(nowhere)).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_UNAVAILABLE' });
    await expect(postgresDedupe({})).rejects.toThrow(TypeError);
    await expect(postgresDedupe({ ...nowhere, schema: 'a.b' })).rejects.toThrow(TypeError);
    await expect(postgresDedupe({ ...nowhere, ttlMs: 0 })).rejects.toThrow(RangeError);
  });
});
