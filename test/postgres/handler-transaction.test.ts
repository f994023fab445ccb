/** The transaction in which a handler writes, and which marks its delivery as handled. */
import { Sequelize } from 'sequelize';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { delaySchedule, type WebhookError } from '../../src/index.ts';
import {
  type PostgresPool,
  postgresQueue,
  type PostgresQueueOptions,
  sequelizeTransaction,
} from '../../src/queue/postgres/index.ts';
import type { HandlerAnswer, HandlerContext, Queue, QueueDelivery } from '../../src/queue/queue.ts';
import { memoryQueue } from '../../src/send/index.ts';
import { gate, recorder, type Recorder, type Reply } from '../queue/recorder.ts';
import { COMPLETED, plain } from '../receive/deliveries.ts';
import { counter, open as openInbox } from '../receive/inbox-contract.ts';
import { makeDatabase, type TestDatabase } from './database.ts';

const done: HandlerAnswer = { outcome: 'done' };
const dead: HandlerAnswer = { outcome: 'dead', reason: 'ERR_TEST' };
const PATIENT = { timeout: 10_000 };
const INSERT = 'INSERT INTO handled (id) VALUES ($1)';
const OURS = `SELECT count(*)::int AS count FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'maxun-webhooks-tx'`;

let database: TestDatabase;
const ends: (() => Promise<unknown>)[] = [];
let problems: WebhookError[] = [];

beforeAll(async () => {
  database = await makeDatabase(inject('databaseUrl'));
  await database.pool.query('CREATE TABLE handled (id text)');
});
afterAll(() => database.drop());
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  await database.pool.query('DELETE FROM maxun_webhooks.job; DELETE FROM handled');
  problems = [];
});

async function open(options: Partial<PostgresQueueOptions> = {}): Promise<Queue> {
  const onProblem = (problem: WebhookError): void => void problems.push(problem);
  const queue = await postgresQueue({
    connectionString: options.pool === undefined ? database.url : undefined,
    maxConnections: 4,
    pollIntervalMs: 20,
    onProblem,
    ...options,
  });
  ends.push(() => queue.close({ drainMs: 0 }));
  return queue;
}

/** Works one delivery, which is answered by each of the replies. */
async function work(queue: Queue, ...replies: Reply[]): Promise<Recorder & { readonly id: string }> {
  const calls = recorder(...replies);
  const [result] = await queue.enqueue([{ endpoint: 'crm', payload: Buffer.from('{}') }]);
  await queue.work(calls.handler, { concurrency: 20 });
  return { ...calls, id: result!.id };
}

const rows = async (): Promise<string[]> =>
  (await database.pool.query<{ id: string }>('SELECT id FROM handled ORDER BY id')).rows.map(({ id }) => id);

const written = () => expect.poll(rows, PATIENT);
const settled = (queue: Queue) => expect.poll(() => queue.stats(), PATIENT);

const writing =
  (answer: HandlerAnswer | (() => Promise<HandlerAnswer>), text = 'row') =>
  async (_delivery: QueueDelivery, { tx }: HandlerContext): Promise<HandlerAnswer> => {
    await tx!.query(INSERT, [text]);
    return typeof answer === 'function' ? answer() : answer;
  };

describe('what a handler writes with tx', () => {
  test('is committed with the answer done, in which its delivery ends', async () => {
    const queue = await open();
    const calls = await work(queue, writing(done));
    await written().toEqual(['row']);
    expect(await queue.get(calls.id)).toBeUndefined();
    expect(problems).toEqual([]);
  });

  test.each<[name: string, answer: HandlerAnswer | (() => Promise<HandlerAnswer>)]>([
    ['is told to be called again', { outcome: 'retry', dueAt: Date.now() + 1e7 }],
    ['gives up', dead],
    ['throws', () => Promise.reject(new Error('no'))],
  ])('is rolled back if the handler %s', async (_name, answer) => {
    const queue = await open();
    const calls = await work(queue, writing(answer));
    await calls.answered(1);
    await settled(queue).toMatchObject({ inFlight: 0 });
    const { waiting, dead: letters } = await queue.stats();
    expect([waiting + letters, await rows()]).toEqual([1, []]);
  });

  test('is rolled back if another process has taken the delivery over', async () => {
    const queue = await open();
    const taken = gate<HandlerAnswer>();
    await work(
      queue,
      writing(async () => {
        await database.pool.query(
          `UPDATE maxun_webhooks.job SET retry_count = retry_count + 1 WHERE name = 'deliveries'`,
        );
        taken.open(done);
        return done;
      }),
    );
    await taken.promise;
    await expect.poll(() => problems.length, PATIENT).toBe(1);
    expect(problems[0]).toMatchObject({ cause: { code: 'ERR_WEBHOOK_DELIVERY_IN_PROGRESS' } });
    expect(await rows()).toEqual([]);
    expect(await queue.stats()).toMatchObject({ inFlight: 1 });
  });

  test('is not committed after a statement failed, although the handler took no notice', async () => {
    const queue = await open();
    await work(queue, async (_delivery, { tx }) => {
      await tx!.query(INSERT, ['row']);
      await expect(tx!.query('SELECT 1 / 0')).rejects.toMatchObject({ code: '22012' });
      return done;
    });
    await expect.poll(() => problems.length, PATIENT).toBeGreaterThan(0);
    expect(problems[0]).toMatchObject({
      cause: { code: 'ERR_WEBHOOK_STORE_UNAVAILABLE', message: expect.stringMatching('25P02') },
    });
    // It is due again at once: it waits, or is with the handler again.
    const { waiting, inFlight } = await queue.stats();
    expect([await rows(), waiting + inFlight]).toEqual([[], 1]);
  });

  test('may be a message of a queue: it is enqueued once, with the delivery', async () => {
    const queue = await open();
    const onward = { endpoint: 'onward', payload: Buffer.from('{}'), idempotencyKey: 'key' };
    const first: Reply = async ({ endpoint }, { tx }) => {
      if (endpoint === 'onward') return dead;
      await queue.enqueue([onward], { tx });
      return done;
    };
    await work(queue, first);
    await settled(queue).toMatchObject({ waiting: 0, inFlight: 0, dead: 1 });
  });

  test('is read and written with the settings of the application', async () => {
    const queue = await open();
    const seen: unknown[] = [];
    await work(queue, async (_delivery, { tx }) => {
      const {
        rows: [row],
      } = await tx!.query({ text: "SELECT now() AS at, current_setting('search_path') AS schemas, 1 AS n" });
      const names = await tx!.query("SELECT current_setting('enable_seqscan') AS scan");
      seen.push(row!['at'] instanceof Date, row!['schemas'], row!['n'], names.rows);
      return done;
    });
    await settled(queue).toMatchObject({ inFlight: 0, waiting: 0 });
    expect(seen).toEqual([true, '"$user", public', 1, [{ scan: 'on' }]]);
  });
});

describe('tx', () => {
  test('refuses to be ended or begun, takes savepoints, and is over with its handler', async () => {
    const queue = await open();
    let late: HandlerContext['tx'];
    await work(queue, async (_delivery, { tx }) => {
      late = tx;
      for (const statement of ['BEGIN', ' commit;', 'end', 'ROLLBACK', 'start  transaction', 'abort work'])
        await expect(tx!.query(statement)).rejects.toThrow(/SAVEPOINT/);
      await tx!.query('SAVEPOINT a');
      await tx!.query(INSERT, ['undone']);
      await tx!.query({ text: 'ROLLBACK TO SAVEPOINT a' });
      await expect(tx!.commitWith(database.pool)).rejects.toThrow(/use one of them/);
      return done;
    });
    await settled(queue).toMatchObject({ inFlight: 0, waiting: 0 });
    await expect(late!.query('SELECT 1')).rejects.toThrow(/have ended/);
    await expect(late!.commitWith(database.pool)).rejects.toThrow(/have ended/);
    expect([await rows(), problems]).toEqual([[], []]);
  });

  test('tells a handler that ended it in a way that no look at its text finds', async () => {
    const ways: Parameters<NonNullable<HandlerContext['tx']>['query']>[0][] = [
      '/* done */ COMMIT',
      '-- done\nend',
      'SELECT 1; commit',
      '/**/ commit AND CHAIN',
      '/**/ rollback',
      'SELECT 1; rollback; begin',
      `SELECT 1; COMMIT; BEGIN; ${INSERT.replace('$1', "'later'")}`,
    ];
    const queue = await open();
    await queue.enqueue(ways.slice(1).map(() => ({ endpoint: 'crm', payload: Buffer.from('{}') })));
    let next = 0;
    const calls = await work(queue, async ({ attempt }, { tx }) => {
      if (attempt > 1) return dead;
      await tx!.query(INSERT, ['row']);
      await tx!.query(ways[next++]!);
      return done;
    });
    await expect.poll(() => problems.length, PATIENT).toBe(ways.length);
    await calls.answered(ways.length);
    for (const { cause } of problems)
      expect(cause).toMatchObject({
        code: 'ERR_WEBHOOK_HANDLER_FAILED',
        message: expect.stringMatching('ended tx by itself'),
      });
    await settled(queue).toMatchObject({ inFlight: 0 });
    const { waiting, dead: letters } = await queue.stats();
    expect(waiting + letters).toBe(ways.length);
    expect(await rows()).not.toContain('later');
  });

  test('costs no connection unless it is used, and at most maxConnections', async () => {
    const queue = await open({ maxConnections: 3 });
    const calls = await work(queue, done);
    await calls.answered(1);
    expect((await database.pool.query(OURS)).rows).toEqual([{ count: 0 }]);
    await queue.close();
    const next = await open({ maxConnections: 3 });
    let most = 0;
    await next.enqueue(Array.from({ length: 20 }, () => ({ endpoint: 'crm', payload: Buffer.from('{}') })));
    await work(next, async (_delivery, { tx }) => {
      await tx!.query(INSERT, ['row']);
      const {
        rows: [row],
      } = await tx!.query(OURS);
      most = Math.max(most, Number(row!['count']));
      return done;
    });
    await written().toHaveLength(21);
    expect(most).toBe(3);
  });

  test('does not keep a queue from being closed while a handler hangs', async () => {
    const queue = await open();
    const calls = await work(
      queue,
      writing(() => new Promise(() => undefined)),
    );
    await calls.called(1);
    await expect.poll(async () => (await database.pool.query(OURS)).rows, PATIENT).toEqual([{ count: 1 }]);
    await queue.close({ drainMs: 0 });
    expect(await rows()).toEqual([]);
  });

  test('takes no statement that had to wait for a connection until its handler had ended', async () => {
    const connected = gate<void>();
    let isSlow = false;
    const { pool } = database;
    const slow: PostgresPool = {
      query: (statement) => pool.query(statement),
      on: (event, listener) => pool.on(event, listener),
      removeListener: (event, listener) => pool.removeListener(event, listener),
      async connect() {
        const waits = isSlow;
        isSlow = false;
        if (waits) await connected.promise;
        return pool.connect();
      },
    };
    const queue = await open({ pool: slow });
    let late: Promise<unknown> | undefined;
    const calls = await work(queue, async (_delivery, { tx }) => {
      isSlow = true;
      late = tx!.query(INSERT, ['late']);
      late.catch(() => undefined);
      return { outcome: 'retry', dueAt: Date.now() + 1e7 };
    });
    await calls.answered(1);
    connected.open();
    await expect(late).rejects.toThrow(/have ended/);
    await settled(queue).toMatchObject({ inFlight: 0, waiting: 1 });
    expect(await rows()).toEqual([]);
  });

  test('comes from the pool of the caller, where there is one', async () => {
    const queue = await open({ pool: database.pool });
    await work(queue, writing(done));
    await written().toEqual(['row']);
    expect((await database.pool.query(OURS)).rows).toEqual([{ count: 0 }]);
    await settled(queue).toMatchObject({ inFlight: 0, waiting: 0 });
  });
});

describe('a transaction of the application’s own', () => {
  test('ends the delivery if and when it commits', async () => {
    const queue = await open();
    const attempts: number[] = [];
    await work(queue, async ({ attempt }, { tx }) => {
      attempts.push(attempt);
      const client = await database.pool.connect();
      await client.query('BEGIN');
      await client.query(INSERT, [`attempt ${attempt}`]);
      await tx!.commitWith(client);
      await expect(tx!.query('SELECT 1')).rejects.toThrow(/your own/);
      await client.query(attempt === 1 ? 'ROLLBACK' : 'COMMIT');
      client.release();
      // Whatever is answered: a delivery that was marked as handled has ended.
      return { outcome: 'retry', dueAt: Date.now() };
    });
    await settled(queue).toMatchObject({ inFlight: 0, waiting: 0 });
    expect([attempts, await rows()]).toEqual([[1, 2], ['attempt 2']]);
  });

  test('that takes long does not make the other deliveries of its worker look dead', async () => {
    const queue = await open();
    const locked = gate<void>();
    const end = gate<void>();
    ends.push(async () => end.open());
    await queue.enqueue([{ endpoint: 'other', payload: Buffer.from('{}') }]);
    const calls = await work(queue, async ({ endpoint }, { tx }) => {
      if (endpoint === 'crm') {
        const client = await database.pool.connect();
        await client.query('BEGIN');
        await tx!.commitWith(client);
        locked.open();
        await end.promise;
        await client.query('COMMIT');
        client.release();
      }
      await end.promise;
      return done;
    });
    await Promise.all([locked.promise, calls.called(2)]);
    const heartbeat = async (): Promise<number> => {
      const beats = await database.pool.query<{ at: number }>(
        `SELECT extract(epoch FROM heartbeat_on)::float8 AS at FROM maxun_webhooks.job
          WHERE name = 'deliveries' AND group_id = 'other'`,
      );
      return beats.rows[0]!.at;
    };
    const before = await heartbeat();
    await expect.poll(heartbeat, PATIENT).toBeGreaterThan(before);
    end.open();
    await settled(queue).toMatchObject({ inFlight: 0, waiting: 0 });
    expect([calls.calls.length, problems]).toEqual([2, []]);
  });

  test('is one of Sequelize', async () => {
    const queue = await open();
    const sequelize = new Sequelize(database.url, { logging: false });
    ends.push(() => sequelize.close());
    await work(queue, async (_delivery, { tx }) => {
      await sequelize.transaction(async (transaction) => {
        await sequelize.query(INSERT, { bind: ['row'], transaction });
        await tx!.commitWith(sequelizeTransaction(sequelize, transaction));
      });
      return done;
    });
    await settled(queue).toMatchObject({ inFlight: 0, waiting: 0 });
    expect([await rows(), problems]).toEqual([['row'], []]);
  });
});

describe('a receiver', () => {
  const schedule = delaySchedule([0, 0, 0], { jitter: 0 });

  test('hands tx to handlers, and rolls back what a failed attempt wrote', async () => {
    const handled = counter(1);
    const codes: string[] = [];
    const receiver = openInbox({ inbox: await open(), schedule, handlerTimeoutMs: 2_000 })
      .on('run_completed', async ({ run, attempt, tx }) => {
        await tx.query(INSERT, [`${run.id} ${attempt}`]);
        if (attempt === 1) throw new Error('the CRM is down');
        if (attempt === 2) await new Promise(() => undefined);
      })
      .onAny(() => handled.count())
      .onError(({ code }) => codes.push(code));
    await receiver.handle(plain(COMPLETED));
    await handled.reached;
    await written().toEqual([`${COMPLETED.data.run_id} 3`]);
    expect(codes).toEqual(['ERR_WEBHOOK_HANDLER_FAILED', 'ERR_WEBHOOK_HANDLER_TIMEOUT']);
    expect(await receiver.stats()).toMatchObject({ waiting: 0, inFlight: 0, dead: 0 });
  });

  test('tries again by its schedule where the commit fails', async () => {
    await database.pool.query(
      'CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)',
    );
    const failed = counter(1);
    const receiver = openInbox({ inbox: await open(), schedule })
      .on('run_completed', async ({ attempt, tx }) => {
        if (attempt === 1) await tx.query('INSERT INTO child VALUES (1)');
        await tx.query(INSERT, [`attempt ${attempt}`]);
      })
      .onError((error, { attempt, retryAt }) => {
        expect([attempt, retryAt !== undefined, error.message]).toEqual([
          1,
          true,
          expect.stringContaining('23503'),
        ]);
        failed.count();
      });
    await receiver.handle(plain(COMPLETED));
    await failed.reached;
    await written().toEqual(['attempt 2']);
  });

  test('without an inbox in Postgres says that it has no tx', async () => {
    const causes: unknown[] = [];
    const failed = counter(1);
    const receiver = openInbox({ inbox: memoryQueue() })
      .on('run_completed', ({ tx }) => tx.query('SELECT 1'))
      .onError(({ cause }) => {
        causes.push(cause);
        failed.count();
      });
    await receiver.handle(plain(COMPLETED));
    await failed.reached;
    expect(causes).toEqual([expect.any(TypeError)]);
    expect(String(causes[0])).toContain('postgresQueue');
  });
});
