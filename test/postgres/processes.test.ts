import { createRequire } from 'node:module';
import { PgBoss } from 'pg-boss';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { HandlerAnswer, Queue, QueueDelivery } from '../../src/queue/queue.ts';
import { BOSS_SCHEMA } from '../../src/queue/postgres/boss.ts';
import {
  type PostgresPool,
  postgresQueue,
  type PostgresQueueOptions,
} from '../../src/queue/postgres/index.ts';
import { gate, recorder } from '../queue/recorder.ts';
import { makeDatabase, poolOn, type TestDatabase } from './database.ts';

const done: HandlerAnswer = { outcome: 'done' };
const messages = (count: number, endpoint = 'crm') =>
  Array.from({ length: count }, () => ({ endpoint, payload: Buffer.from('{}') }));

describe('several queues on one schema', () => {
  let database: TestDatabase;
  const queues = new Set<Queue>();
  let problems: string[];

  beforeAll(async () => {
    database = await makeDatabase(inject('databaseUrl'));
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    problems = [];
  });
  afterEach(async () => {
    await Promise.all([...queues].map((queue) => queue.close({ drainMs: 0 })));
    queues.clear();
    await database.pool.query('DROP SCHEMA IF EXISTS maxun_webhooks CASCADE');
  });

  async function open(options: PostgresQueueOptions = {}): Promise<Queue> {
    const onProblem = ({ code }: { readonly code: string }): void => void problems.push(code);
    const queue = await postgresQueue({
      connectionString: database.url,
      maxConnections: 5,
      onProblem,
      ...options,
    });
    queues.add(queue);
    return queue;
  }

  async function emptied(queue: Queue): Promise<void> {
    for (;;) {
      const { waiting, inFlight } = await queue.stats();
      if (waiting + inFlight === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it('may be opened at the same moment', async () => {
    const all = await Promise.all([open(), open(), open()]);
    await all[0].enqueue(messages(1));
    expect(await all[2].stats()).toMatchObject({ waiting: 1 });
  });

  it('share the work, and give no delivery twice', async () => {
    const [a, b] = [await open(), await open()];
    await a.enqueue(messages(600));
    const calls = [recorder(done), recorder(done)] as const;
    await a.work(calls[0].handler, { concurrency: 5 });
    await b.work(calls[1].handler, { concurrency: 5 });
    await emptied(a);
    const ids = calls.flatMap((each) => each.calls.map(({ id }) => id));
    expect(ids).toHaveLength(600);
    expect(new Set(ids).size).toBe(600);
    expect(Math.min(...calls.map((each) => each.calls.length))).toBeGreaterThan(0);
  });

  it('keep an order key’s order between them', async () => {
    const [a, b] = [await open(), await open()];
    const order: number[] = [];
    let running = 0;
    const handler = async ({ metadata }: QueueDelivery): Promise<HandlerAnswer> => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 2));
      order.push(Number(metadata['n']));
      running -= 1;
      return done;
    };
    await a.work(handler, { concurrency: 5 });
    await b.work(handler, { concurrency: 5 });
    const numbers = Array.from({ length: 30 }, (_, n) => n);
    for (const n of numbers) {
      await (n % 2 === 0 ? a : b).enqueue([
        { endpoint: 'crm', payload: Buffer.from('{}'), metadata: { n }, orderKey: 'k' },
      ]);
    }
    await emptied(a);
    expect(order).toEqual(numbers);
  });

  it('obey a disable of the other, and an enable', async () => {
    const [a, b] = [await open(), await open()];
    const calls = recorder(done);
    // A worker that runs already hears of a disable a moment later, and may start a few deliveries until then.
    await b.disable('crm', 'ERR_410');
    await a.work(calls.handler, { concurrency: 5 });
    await a.enqueue([...messages(3), ...messages(1, 'erp')]);
    await calls.called(1);
    await expect.poll(() => b.stats()).toMatchObject({ disabled: 3 });
    await b.enable('crm');
    await calls.called(4);
  });

  it('count what is in flight anywhere', async () => {
    const [a, b] = [await open(), await open()];
    const open_ = gate<HandlerAnswer>();
    const calls = recorder(() => open_.promise);
    await a.work(calls.handler, { concurrency: 5 });
    const [result] = await b.enqueue(messages(1));
    await calls.called(1);
    expect(await b.stats()).toMatchObject({ inFlight: 1, waiting: 0 });
    expect(await b.get(result!.id)).toMatchObject({ state: 'in-flight' });
    expect(await b.purge({ state: 'waiting' })).toBe(0);
    open_.open(done);
    await emptied(a);
  });

  it('run beside the jobs of a Maxun server, and pg-boss of an application, in schemas of their own', async () => {
    await database.pool.query(
      `CREATE SCHEMA graphile_worker; CREATE TABLE graphile_worker.jobs (id int); INSERT INTO graphile_worker.jobs VALUES (1)`,
    );
    const theirs = new PgBoss({ connectionString: database.url, schema: 'pgboss', schedule: false });
    await theirs.start();
    await theirs.createQueue('deliveries');
    await theirs.send('deliveries', { theirs: true });
    const queue = await open();
    const calls = recorder(done);
    await queue.work(calls.handler, { concurrency: 5 });
    await queue.enqueue(messages(5));
    await calls.called(5);
    await emptied(queue);
    expect(await theirs.fetch('deliveries')).toMatchObject([{ data: { theirs: true } }]);
    expect((await database.pool.query('SELECT id FROM graphile_worker.jobs')).rows).toEqual([{ id: 1 }]);
    await theirs.stop({ graceful: false });
  });

  it('hear at once of what another process enqueues, without looking for it', async () => {
    const [a, b] = [await open(), await open({ pollIntervalMs: 600_000 })];
    const calls = recorder(done);
    await b.work(calls.handler, { concurrency: 5 });
    await a.enqueue(messages(1));
    await calls.called(1);
    await a.enqueue([{ endpoint: 'crm', payload: Buffer.from('{}'), orderKey: 'line' }]);
    await calls.called(2);
  });

  it('set aside a job that is not a delivery, tell of it, and go on', async () => {
    const queue = await open();
    await database.pool.query(
      `INSERT INTO maxun_webhooks.job (name, data, retry_limit) VALUES ('deliveries', '{"id":"x"}', 5)`,
    );
    const calls = recorder(done);
    await queue.work(calls.handler, { concurrency: 5 });
    await queue.enqueue(messages(1));
    await calls.called(1);
    const states = async () =>
      (await database.pool.query('SELECT state FROM maxun_webhooks.job ORDER BY state')).rows as unknown[];
    await expect.poll(states).toEqual([{ state: 'cancelled' }]);
    expect(problems).toEqual(['ERR_WEBHOOK_STORE_CORRUPT']);
  });

  it('keep a delivery for as long as it takes, and try it as often as it takes', async () => {
    const queue = await open();
    const far = Date.now() + 400 * 86_400_000;
    await queue.enqueue([
      { endpoint: 'crm', payload: Buffer.from('{}'), dueAt: far },
      { endpoint: 'crm', payload: Buffer.from('{}'), orderKey: 'line', dueAt: far },
    ]);
    const { rows } = await database.pool.query(
      `SELECT DISTINCT retry_limit, deletion_seconds, heartbeat_seconds, keep_until > now() + interval '60 years' AS kept
       FROM maxun_webhooks.job`,
    );
    const settings = { retry_limit: 2_147_483_647, deletion_seconds: 0, heartbeat_seconds: 10, kept: true };
    expect(rows).toEqual([settings]);
  });

  it('go on by themselves when their connections are cut', async () => {
    const queue = await open();
    const calls = recorder(done);
    await queue.work(calls.handler, { concurrency: 5 });
    await queue.enqueue(messages(1));
    await calls.called(1);
    await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'maxun-webhooks'`,
    );
    // Each connection of the pool may be found cut once.
    const enqueue = (): Promise<unknown> => queue.enqueue(messages(5)).catch(enqueue);
    await enqueue();
    await calls.called(6);
    expect(problems).toContain('ERR_WEBHOOK_STORE_UNAVAILABLE');
    expect(new Set(problems).size).toBe(1);
  });

  it('leave a pool of the caller’s open', async () => {
    const queue = await open({ connectionString: undefined, pool: database.pool });
    await queue.enqueue(messages(1));
    await queue.close();
    expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    // The pool's own, of the test.
    expect(database.pool.listenerCount('error')).toBe(1);
  });
});

describe('opening', () => {
  it('fails with a typed error where there is no database, no permission, or a newer schema', async () => {
    const nowhere = postgresQueue({ connectionString: 'postgres://x:y@127.0.0.1:1/none' });
    await expect(nowhere).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_UNAVAILABLE' });

    const database = await makeDatabase(inject('databaseUrl'));
    await database.pool.query(`DROP ROLE IF EXISTS nobody_here; CREATE ROLE nobody_here LOGIN PASSWORD 'x'`);
    const url = Object.assign(new URL(database.url), { username: 'nobody_here', password: 'x' }).href;
    await expect(postgresQueue({ connectionString: url })).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_STORE_FULL',
    });

    await (await postgresQueue({ connectionString: database.url })).close();
    await database.pool.query('UPDATE maxun_webhooks.version SET version = 99');
    await expect(postgresQueue({ connectionString: database.url })).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
      message: expect.stringMatching(/newer/),
    });
    await database.drop();
  });

  it('changes nothing without migrate, and refuses what this release does not have', async () => {
    const database = await makeDatabase(inject('databaseUrl'));
    const open = (): Promise<Queue> =>
      postgresQueue({ connectionString: database.url, migrate: false, maxConnections: 1 });
    const refusal = (message: RegExp) => ({
      code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
      message: expect.stringMatching(message),
    });
    await expect(open()).rejects.toMatchObject(
      refusal(/the schema maxun_webhooks of this database has no queue/),
    );
    await database.pool.query('CREATE SCHEMA maxun_webhooks');
    await expect(open()).rejects.toMatchObject(
      refusal(/the schema maxun_webhooks of this database has no queue/),
    );
    await database.pool.query('DROP SCHEMA maxun_webhooks');

    const writer = await postgresQueue({ connectionString: database.url });
    await writer.enqueue(messages(2));
    await writer.close();
    const reader = await open();
    expect(await reader.stats()).toMatchObject({ waiting: 2 });
    await reader.close();

    await database.pool.query('UPDATE maxun_webhooks.version SET version = 45');
    await expect(open()).rejects.toMatchObject(refusal(/another release of pg-boss: start the sender/));
    await database.drop();
  });

  it('takes a pool of one connection, which is enough to work', async () => {
    const database = await makeDatabase(inject('databaseUrl'));
    const pool = poolOn(database.url, 1);
    const queue = await postgresQueue({ pool });
    await queue.enqueue([...messages(20), { endpoint: 'crm', payload: Buffer.from('{}'), orderKey: 'a' }]);
    const record = recorder(done);
    await queue.work(record.handler, { concurrency: 5 });
    await record.called(21);
    await queue.close();
    await pool.end();
    await database.drop();
  });

  it('is of the schema that the installed pg-boss makes', () => {
    const { pgboss } = createRequire(import.meta.url)('pg-boss/package.json') as {
      readonly pgboss: { readonly schema: number };
    };
    expect(pgboss.schema).toBe(BOSS_SCHEMA);
  });

  it.each([
    [{}, TypeError],
    [{ connectionString: 'postgres://x', schema: 'Bad Name' }, TypeError],
    [{ connectionString: 'postgres://x', schema: 'pg_own' }, TypeError],
    [{ connectionString: 'postgres://x', maxConnections: 0 }, RangeError],
    [{ connectionString: 'postgres://x', schema: 's'.repeat(51) }, TypeError],
    [{ connectionString: 'postgres://x', pool: {} as PostgresPool }, TypeError],
    [{ connectionString: 'postgres://x', pollIntervalMs: Number.NaN }, RangeError],
  ])('refuses %o', async (options, error) => {
    await expect(postgresQueue(options)).rejects.toThrow(error);
  });
});
