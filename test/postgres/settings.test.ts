/** What an application or a database sets for all its sessions: nothing of it changes what the queue does. */
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { postgresDedupe } from '../../src/dedupe/postgres.ts';
import { type PostgresQueueOptions, postgresQueue } from '../../src/queue/postgres/index.ts';
import type { HandlerAnswer, QueueMessage } from '../../src/queue/queue.ts';
import { recorder } from '../queue/recorder.ts';
import { makeDatabase, poolOn, type TestDatabase } from './database.ts';

/** Numbers of types, from `SELECT oid, typname FROM pg_type`. */
const TYPES = { bool: 16, int8: 20, int4: 23, json: 114, timestamptz: 1184, uuidArray: 2951, jsonb: 3802 };

/** As they are, whose declared types name some numbers only. */
const types = pg.types as unknown as {
  getTypeParser(oid: number): (text: string) => unknown;
  setTypeParser(oid: number, parser: (text: string) => unknown): void;
};

const message = (over: Partial<QueueMessage> = {}): QueueMessage => ({
  endpoint: 'crm',
  payload: Buffer.from('{"n":1}'),
  metadata: { type: 'run_completed' },
  ...over,
});

describe('the settings of an application or a database', () => {
  let database: TestDatabase;
  const parsers = new Map<number, (text: string) => unknown>();

  beforeEach(async () => {
    database = await makeDatabase(inject('databaseUrl'));
  });
  afterEach(async () => {
    for (const [oid, parser] of parsers) types.setTypeParser(oid, parser);
    parsers.clear();
    await database.drop();
  });

  /** All that a queue does, once through. */
  async function use(where: Partial<PostgresQueueOptions>): Promise<void> {
    const problems: unknown[] = [];
    const queue = await postgresQueue({ ...where, onProblem: (problem) => void problems.push(problem) });
    const dueAt = Date.now() - 5_000;
    const [first] = await queue.enqueue([message({ dueAt, idempotencyKey: 'key' })]);
    const [again] = await queue.enqueue([message({ idempotencyKey: 'key' })]);
    expect(again).toEqual({ id: first!.id, status: 'duplicate' });
    const later = { dueAt: Date.now() + 1e9 };
    const [line] = await queue.enqueue([message({ orderKey: 'a' }), message(later)]);
    const stats = await queue.stats();
    expect(stats).toMatchObject({ waiting: 3, due: 2 });
    expect(Math.abs(stats.oldestDueAt! - dueAt)).toBeLessThan(10_000);
    const retry = async (): Promise<HandlerAnswer> => ({ outcome: 'retry', dueAt: Date.now() });
    const calls = recorder(retry, retry, { outcome: 'dead', reason: 'ERR_X' });
    await queue.work(calls.handler, { concurrency: 5, endpointConcurrency: () => 5 });
    await calls.answered(4);
    await expect.poll(() => queue.stats()).toMatchObject({ waiting: 1, inFlight: 0, dead: 2 });
    expect(calls.calls.map(({ attempt }) => attempt)).toEqual([1, 1, 2, 2]);
    expect(await queue.get(first!.id)).toMatchObject({
      state: 'dead',
      attempts: 2,
      metadata: { type: 'run_completed' },
    });
    await queue.disable('crm', 'ERR_410');
    expect((await queue.replay([first!.id, line!.id])).length).toBe(2);
    // A fetch that was under way may give one back.
    await expect.poll(() => queue.stats()).toMatchObject({ disabled: 3, dead: 0 });
    expect(await queue.unused(['crm', 'none'])).toEqual(['none']);
    await queue.enable('crm');
    await calls.answered(6);
    await expect.poll(() => queue.stats()).toMatchObject({ dead: 2 });
    expect(await queue.purge({ state: 'dead', before: Date.now() + 1_000 })).toBe(2);
    await queue.close();
    expect(problems).toEqual([]);
  }

  /** An application that reads a type in its own way. */
  const spoil = (oid: number): void => {
    parsers.set(oid, types.getTypeParser(oid));
    types.setTypeParser(oid, (text) => `given: ${text}`);
  };

  const setForAll = (...settings: string[]) =>
    database.pool.query(
      settings
        .map((setting) => `ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET ${setting}`)
        .join(';'),
    );

  const inPool = async (): Promise<void> => {
    const pool = poolOn(database.url, 4);
    await use({ pool, schema: 'in_pool' });
    await pool.end();
  };

  // All of a kind at once: each test makes schemas anew, which takes most of its time.
  it('parsers of pg for every type that it reads', async () => {
    for (const oid of Object.values(TYPES)) spoil(oid);
    await use({ connectionString: database.url });
    await inPool();
  });

  it('styles of dates, intervals and bytes, another time zone, another search_path', async () => {
    await setForAll(
      `datestyle = 'German, DMY'`,
      `search_path = 'nowhere'`,
      `timezone = 'Asia/Kathmandu'`,
      `intervalstyle = 'sql_standard'`,
      `bytea_output = 'escape'`,
    );
    await use({ connectionString: database.url });
    await inPool();
  });

  it('timeouts of a millisecond, serializable and read-only transactions, on connections of its own', async () => {
    await setForAll(
      `statement_timeout = '1ms'`,
      `lock_timeout = '1ms'`,
      `default_transaction_isolation = 'serializable'`,
      `default_transaction_read_only = on`,
    );
    await use({ connectionString: database.url });
  });

  it('timeouts that only newer servers have, on connections of its own', async () => {
    const newer = `FROM pg_settings WHERE name IN ('transaction_timeout', 'idle_session_timeout')`;
    const { rows } = await database.pool.query<{ name: string }>(`SELECT name ${newer}`);
    await setForAll(...rows.map(({ name }) => `${name} = '1min'`));
    const queue = await postgresQueue({ connectionString: database.url });
    await database.pool.query(`CREATE TABLE public.seen (setting text);
      CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO public.seen SELECT setting ${newer}; RETURN NEW; END $$;
      CREATE TRIGGER note BEFORE INSERT ON maxun_webhooks.job FOR EACH ROW EXECUTE FUNCTION public.note()`);
    await queue.enqueue([message()]);
    await queue.close();
    const seen = await database.pool.query('SELECT setting FROM public.seen');
    expect(seen.rows).toEqual(rows.map(() => ({ setting: '0' })));
  });

  it('all of these, on the connections of a dedupe store', async () => {
    await setForAll(
      `datestyle = 'German, DMY'`,
      `search_path = 'nowhere'`,
      `statement_timeout = '1ms'`,
      `default_transaction_isolation = 'serializable'`,
      `default_transaction_read_only = on`,
    );
    const store = await postgresDedupe({ connectionString: database.url });
    const claim = async () => store.claim('a', { now: 0, leaseMs: 60_000, fingerprint: 'f' });
    const claims = await Promise.all(Array.from({ length: 10 }, claim));
    const [won, ...others] = claims.filter((one) => one.state === 'claimed');
    expect(others).toEqual([]);
    await store.commit({ key: 'a', token: won!.token, now: 0 });
    expect(await claim()).toMatchObject({ state: 'done', fingerprint: 'f' });
    await store.close();
  });

  it('serializable transactions, in the pool that a dedupe store is given', async () => {
    await setForAll(`default_transaction_isolation = 'repeatable read'`);
    const pool = poolOn(database.url, 10);
    const store = await postgresDedupe({ pool });
    const claim = async () => store.claim('a', { now: 0, leaseMs: 60_000, fingerprint: 'f' });
    const claims = await Promise.all(Array.from({ length: 10 }, claim));
    expect(claims.filter((one) => one.state === 'claimed')).toHaveLength(1);
    await store.close();
    await pool.end();
  });

  it('options in the URL of the database, of which ours come last', async () => {
    await use({ connectionString: `${database.url}?options=-c%20datestyle%3DGerman&application_name=own` });
  });

  it('a transaction of a session with all of these', async () => {
    const queue = await postgresQueue({ connectionString: database.url });
    await setForAll(`datestyle = 'German, DMY'`, `search_path = 'nowhere'`, `timezone = 'Asia/Kathmandu'`);
    for (const oid of Object.values(TYPES)) {
      spoil(oid);
    }
    const pool = poolOn(database.url, 1);
    const client = await pool.connect();
    await client.query('BEGIN');
    const dueAt = Date.now() + 60_000;
    const options = { tx: client };
    const [first] = await queue.enqueue([message({ dueAt, idempotencyKey: 'key' })], options);
    const [again] = await queue.enqueue([message({ idempotencyKey: 'key' })], options);
    expect(again).toEqual({ id: first!.id, status: 'duplicate' });
    await queue.enqueue([message({ orderKey: 'a' }), message({ orderKey: 'a' })], options);
    await client.query('COMMIT');
    client.release();
    await pool.end();
    expect(await queue.stats()).toMatchObject({ waiting: 3, due: 2 });
    expect(await queue.get(first!.id)).toMatchObject({ dueAt });
    await queue.close();
  });
});
