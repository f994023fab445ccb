/**
 * A connection that is cut after the server has got a statement, and before its answer has come: what was written is there,
 * and the worker cannot know.
 */
import { setImmediate } from 'node:timers/promises';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { virtualClock, type VirtualClock } from '../../src/clock/virtual-clock.ts';
import { type PostgresPool, postgresQueue } from '../../src/queue/postgres/index.ts';
import type { HandlerAnswer, Queue, QueueMessage } from '../../src/queue/queue.ts';
import { gate, recorder } from '../queue/recorder.ts';
import { makeDatabase, poolOn, type TestDatabase } from './database.ts';

/** The first wait before a statement is tried again, in milliseconds. */
const RETRY_MS = 250;
/** How often a worker looks after the others, in milliseconds. */
const SUPERVISE_MS = 5_000;

const message: QueueMessage = { endpoint: 'crm', payload: Buffer.from('{}') };
const dead: HandlerAnswer = { outcome: 'dead', reason: 'ERR_GIVEN_UP' };

const FETCH = {
  deliveries: /SET\s+state = 'active'.*name = 'deliveries'/s,
  ordered: /SET\s+state = 'active'.*name = 'ordered'/s,
};
const RETRY = /SET state = 'retry'/;
const DEAD = /SET name = 'dead'/;
const COMMIT = /^COMMIT/;

/** Loses answers of statements. */
interface Loss {
  readonly what: RegExp;
  /** How many answers are lost, one call after the other. */
  left: number;
}

describe('an answer of Postgres that is lost', () => {
  let database: TestDatabase;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    database = await makeDatabase(inject('databaseUrl'));
  });
  afterAll(() => database.drop());
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close();
    await database.pool.query('DROP SCHEMA IF EXISTS maxun_webhooks CASCADE');
  });

  interface Node {
    readonly queue: Queue;
    readonly clock: VirtualClock;
    readonly losses: Loss[];
    /** Accepts the delivery of the test, and returns its id. */
    put(over?: Partial<QueueMessage>): Promise<string>;
    /** Resolves once the losses have happened. */
    lost(): Promise<void>;
  }

  async function open(): Promise<Node> {
    const pool = poolOn(database.url, 6);
    const losses: Loss[] = [];
    const clock = virtualClock();
    const problems: string[] = [];
    const queue = await postgresQueue({
      pool: lossy(pool, losses),
      clock,
      onProblem: ({ message: text }) => void problems.push(text),
    });
    closers.push(async () => {
      await clock.until(queue.close({ drainMs: 0 }));
      await pool.end();
    });
    const lost = (): Promise<void> =>
      until(() => problems.length > 0 && losses.every(({ left }) => left === 0));
    const put = async (over: Partial<QueueMessage> = {}): Promise<string> =>
      (await queue.enqueue([{ ...message, ...over }]))[0]!.id;
    return { queue, clock, losses, put, lost };
  }

  const letters = async ({ queue }: Node) => {
    await until(async () => {
      const { waiting, inFlight, dead } = await queue.stats();
      return waiting === 0 && inFlight === 0 && dead === 1;
    });
    return queue.dead();
  };

  /** As if no worker had said that it lives for a while. */
  const silence = () =>
    database.pool.query(
      `UPDATE maxun_webhooks.job SET heartbeat_on = heartbeat_on - interval '11 seconds' WHERE state = 'active'`,
    );

  it.each([
    ['', undefined],
    [', with an order key', 'line'],
  ])('gives again what was fetched, as the next attempt, after the heartbeat%s', async (_name, orderKey) => {
    const node = await open();
    const record = recorder(dead);
    const id = await node.put({ orderKey });
    node.losses.push({ what: orderKey === undefined ? FETCH.deliveries : FETCH.ordered, left: 1 });
    await node.queue.work(record.handler, { concurrency: 5 });
    await node.lost();
    expect(await node.queue.get(id)).toMatchObject({ state: 'in-flight' });
    await silence();
    await node.clock.advance(SUPERVISE_MS);
    await until(() => node.clock.advance(RETRY_MS).then(() => record.calls.length === 1));
    expect(await letters(node)).toMatchObject([{ id, attempts: 2, records: [{ attempt: 2 }] }]);
  });

  it('gives up once what an answer gives up whose storing is not confirmed', async () => {
    const node = await open();
    const record = recorder(dead);
    const id = await node.put();
    node.losses.push({ what: DEAD, left: 3 });
    await node.queue.work(record.handler, { concurrency: 5 });
    const letter = await node.clock.until(letters(node));
    expect(letter).toMatchObject([{ id, attempts: 1, records: [{ attempt: 1 }] }]);
    expect(record.calls).toHaveLength(1);
  });

  it('takes nothing from the next attempt, which has begun before the answer of the last is stored again', async () => {
    const node = await open();
    const held = gate<HandlerAnswer>();
    const retry = async (): Promise<HandlerAnswer> => ({ outcome: 'retry', dueAt: node.clock.now() });
    const record = recorder(retry, () => held.promise, dead);
    const id = await node.put();
    node.losses.push({ what: RETRY, left: 1 });
    await node.queue.work(record.handler, { concurrency: 5 });
    await node.lost();
    await node.clock.advance(SUPERVISE_MS);
    await record.called(2);
    await node.clock.advance(SUPERVISE_MS);
    expect(await node.queue.get(id)).toMatchObject({ state: 'in-flight', attempts: 2 });
    held.open(dead);
    expect(await letters(node)).toMatchObject([{ id, attempts: 2, records: [{}, { attempt: 2 }] }]);
    expect(record.calls).toHaveLength(2);
  });

  it('commits once what a handler wrote whose commit is not confirmed', async () => {
    const node = await open();
    await database.pool.query('CREATE TABLE written (n int)');
    const record = recorder(async (_delivery, { tx }) => {
      await tx!.query({ text: 'INSERT INTO written VALUES (1)' });
      return { outcome: 'done' };
    });
    const id = await node.put();
    node.losses.push({ what: COMMIT, left: 1 });
    await node.queue.work(record.handler, { concurrency: 5 });
    await node.lost();
    await until(async () => (await node.queue.get(id)) === undefined);
    expect(record.calls).toHaveLength(1);
    expect((await database.pool.query('SELECT n FROM written')).rows).toEqual([{ n: 1 }]);
  });

  it('leaves to another what that one has taken over', async () => {
    const [first, second] = [await open(), await open()];
    const late = gate<HandlerAnswer>();
    const held = gate<HandlerAnswer>();
    const [slow, other] = [recorder(() => late.promise), recorder(() => held.promise)];
    const id = await first.put();
    const worker = await first.queue.work(slow.handler, { concurrency: 5 });
    await slow.called(1);
    worker.pause();
    await silence();
    await second.queue.work(other.handler, { concurrency: 5 });
    await until(() => second.clock.advance(SUPERVISE_MS).then(() => other.calls.length === 1));
    late.open({ outcome: 'done' });
    await worker.close();
    expect(await second.queue.get(id)).toMatchObject({ state: 'in-flight', attempts: 2 });
    held.open(dead);
    expect(await letters(second)).toMatchObject([{ id, attempts: 2 }]);
  });
});

/** Its connections lose answers: the statement is done, and its caller is told that the connection broke. */
function lossy(pool: Pool, losses: readonly Loss[]): PostgresPool {
  type Query = PostgresPool['query'];
  const losing =
    (query: Query): Query =>
    async (statement) => {
      const answer = await query(statement);
      const loss = losses.find(({ what, left }) => left > 0 && what.test(statement.text));
      if (loss === undefined) return answer;
      loss.left -= 1;
      throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    };
  return {
    query: losing((statement) => pool.query(statement)),
    async connect() {
      const client = await pool.connect();
      return {
        query: losing((statement) => client.query(statement)),
        on: (event, listener) => client.on(event, listener),
        removeListener: (event, listener) => client.removeListener(event, listener),
        release: (destroy) => client.release(destroy),
      };
    },
    on: (event, listener) => pool.on(event, listener),
    removeListener: (event, listener) => pool.removeListener(event, listener),
  };
}

async function until(test: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await test())) await setImmediate();
}
