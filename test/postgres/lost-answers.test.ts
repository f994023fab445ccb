/**
 * A connection that is cut after the server has got a statement, and before its answer has come: what was written is there,
 * or comes later, and the worker cannot know.
 */
import { setImmediate } from 'node:timers/promises';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { virtualClock, type VirtualClock } from '../../src/clock/virtual-clock.ts';
import type { HandlerAnswer, Queue, QueueMessage } from '../../src/queue/queue.ts';
import { postgresQueue } from '../../src/queue/postgres/index.ts';
import { overriding, type PostgresPool } from '../../src/queue/postgres/pool.ts';
import { gate, recorder } from '../queue/recorder.ts';
import { makeDatabase, poolOn, type TestDatabase } from './database.ts';

/** The first wait before a statement is tried again, in milliseconds. */
const RETRY_MS = 250;
/** How often a worker looks after the others, in milliseconds. */
const TICK_MS = 2_000;

const message: QueueMessage = { endpoint: 'crm', payload: Buffer.from('{}') };
const dead: HandlerAnswer = { outcome: 'dead', reason: 'ERR_GIVEN_UP' };

/** Loses answers of the statements whose text contains `what`. */
interface Loss {
  readonly what: string;
  /** How many answers are lost, one call after the other. */
  left: number;
  /** Whether the error comes at once, and the statement goes on without us. */
  readonly early?: boolean;
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
    /** How many statements with such a text were answered, or their answer was lost. */
    sent(what: string): number;
    /** Resolves once the losses have happened, and the worker waits for its next try. */
    lost(): Promise<void>;
  }

  async function open(): Promise<Node> {
    const pool = poolOn(database.url, 6);
    const losses: Loss[] = [];
    const statements: string[] = [];
    const clock = virtualClock();
    const problems: string[] = [];
    const queue = await postgresQueue({
      pool: lossy(pool, losses, statements),
      clock,
      onProblem: ({ message: text }) => void problems.push(text),
    });
    closers.push(async () => {
      const closed = queue.close({ drainMs: 0 });
      await clock.until(closed);
      await pool.end();
    });
    const lost = async (): Promise<void> => {
      const wanted = problems.length + 1;
      await until(() => problems.length >= wanted);
      problems.length = 0;
    };
    const sent = (what: string): number => statements.filter((text) => text.includes(what)).length;
    return { queue, clock, losses, sent, lost };
  }

  const letters = async ({ queue }: Node, count = 1) => {
    await until(async () => (await queue.stats()).dead >= count);
    expect(await queue.stats()).toMatchObject({ waiting: 0, inFlight: 0, dead: count });
    return queue.dead();
  };

  it.each([
    ['', undefined],
    [', with an order key', 'line'],
  ])('counts each attempt once where the answer of each start is lost%s', async (_name, orderKey) => {
    const node = await open();
    const retry = async (): Promise<HandlerAnswer> => ({ outcome: 'retry', at: node.clock.now() });
    const record = recorder(retry, retry, dead);
    await node.queue.enqueue([{ ...message, orderKey }]);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      node.losses.push({ what: '.start(', left: 1 });
      const lost = node.lost();
      if (attempt === 1) await node.queue.work(record.handler, { concurrency: 5 });
      await lost;
      await node.clock.advance(RETRY_MS);
      await record.called(attempt);
    }
    expect(record.calls.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    const [letter] = await letters(node);
    expect(letter).toMatchObject({ attempts: 3, reason: 'ERR_GIVEN_UP' });
    expect(letter?.records.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });

  it('buries once what an answer buries whose storing is not confirmed', async () => {
    const node = await open();
    const record = recorder(dead);
    await node.queue.enqueue([message]);
    node.losses.push({ what: '.settle(', left: 3 });
    await node.queue.work(record.handler, { concurrency: 5 });
    const letter = await node.clock.until(letters(node));
    expect(letter).toMatchObject([{ attempts: 1, records: [{ attempt: 1 }] }]);
    expect(record.calls).toHaveLength(1);
  });

  it('takes nothing from the next attempt, which has begun before the answer of the last is stored again', async () => {
    const node = await open();
    const held = gate<HandlerAnswer>();
    const retry = async (): Promise<HandlerAnswer> => ({ outcome: 'retry', at: node.clock.now() });
    const record = recorder(retry, () => held.promise, dead);
    const [result] = await node.queue.enqueue([message]);
    node.losses.push({ what: '.settle(', left: 1 });
    await node.queue.work(record.handler, { concurrency: 5 });
    await record.called(2);
    await node.clock.advance(RETRY_MS);
    await until(() => node.sent('.settle(') === 2);
    expect(await node.queue.get(result!.id)).toMatchObject({ state: 'in-flight', attempts: 2 });
    held.open(dead);
    expect(await letters(node)).toMatchObject([{ attempts: 2, records: [{}, { attempt: 2 }] }]);
    expect(record.calls).toHaveLength(2);
  });

  it('takes nothing from a dead letter that was put back before its answer is stored again', async () => {
    const node = await open();
    const held = gate<HandlerAnswer>();
    const record = recorder(dead, () => held.promise);
    await node.queue.enqueue([message]);
    node.losses.push({ what: '.settle(', left: 1 });
    await node.queue.work(record.handler, { concurrency: 5 });
    const [letter] = await letters(node);
    const id = letter!.id;
    expect(await node.queue.replay([id])).toEqual([id]);
    await record.called(2);
    await node.clock.advance(RETRY_MS);
    await until(() => node.sent('.settle(') === 2);
    expect(await node.queue.get(id)).toMatchObject({ state: 'in-flight', attempts: 1 });
    held.open({ outcome: 'done' });
    await until(async () => (await node.queue.get(id)) === undefined);
  });

  it('begins once, where the start whose connection was cut is late', async () => {
    const node = await open();
    const record = recorder(dead);
    await node.queue.enqueue([message]);
    const lock = await database.pool.connect();
    await lock.query('BEGIN; SELECT * FROM maxun_webhooks.delivery FOR UPDATE');
    node.losses.push({ what: '.start(', left: 1, early: true });
    const lost = node.lost();
    await node.queue.work(record.handler, { concurrency: 5 });
    await lost;
    await blocked(1);
    await node.clock.advance(RETRY_MS);
    await blocked(2);
    await lock.query('COMMIT');
    lock.release();
    await record.called(1);
    expect(await letters(node)).toMatchObject([{ attempts: 1 }]);
    expect(record.calls).toHaveLength(1);
  });

  it('begins once what two jobs are there for, since the answer that gave the first of them was lost', async () => {
    const { queue, clock } = await open();
    const record = recorder({ outcome: 'done' });
    await queue.enqueue([message]);
    const again = 'SELECT maxun_webhooks.schedule($1, array_agg(seq)) FROM maxun_webhooks.delivery';
    await database.pool.query(again, [clock.now()]);
    await queue.work(record.handler, { concurrency: 2, endpointConcurrency: () => 2 });
    await record.called(1);
    // Both places are free again.
    await queue.enqueue([1, 2, 3, 4].map(() => message));
    await until(async () => {
      const { waiting, inFlight } = await queue.stats();
      return waiting + inFlight === 0;
    });
    expect(new Set(record.calls.map(({ id }) => id)).size).toBe(5);
    expect(record.calls).toHaveLength(5);
  });

  it('leaves to another what that one has taken over, whose attempt may have been', async () => {
    const [first, second] = [await open(), await open()];
    await first.queue.enqueue([message]);
    first.losses.push({ what: '.start(', left: 1 });
    const lost = first.lost();
    const none = recorder(dead);
    const worker = await first.queue.work(none.handler, { concurrency: 5 });
    await lost;
    worker.pause();
    await database.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_locks
      WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
    const record = recorder(dead);
    await second.queue.work(record.handler, { concurrency: 5 });
    expect(await letters(second)).toMatchObject([{ attempts: 2 }]);
    expect(record.calls).toMatchObject([{ attempt: 2 }]);
    await first.clock.advance(TICK_MS);
    await until(() => first.sent('.start(') === 2);
    expect(await letters(second)).toMatchObject([{ attempts: 2 }]);
    expect(none.calls).toEqual([]);
  });

  /** Resolves once so many statements wait for a lock. */
  const blocked = (count: number): Promise<void> =>
    until(async () => {
      const { rows } = await database.pool.query<{ n: string }>(
        `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return Number(rows[0]?.n) >= count;
    });
});

function lossy(pool: Pool, losses: readonly Loss[], statements: string[]): PostgresPool {
  const query = async (text: string, values: unknown[]) => {
    const loss = losses.find(({ what, left }) => left > 0 && text.includes(what));
    const answer = pool.query(text, values);
    const note = (): number => statements.push(text);
    answer.then(note, note);
    if (loss === undefined) return answer;
    loss.left -= 1;
    if (loss.early !== true) await answer;
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  };
  return overriding(pool as unknown as PostgresPool, { query: query as PostgresPool['query'] });
}

async function until(test: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await test())) await setImmediate();
}
