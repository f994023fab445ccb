import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Pool } from 'pg';
import { Sequelize } from 'sequelize';
import {
  type PostgresStatement,
  postgresQueue,
  sequelizeTransaction,
} from '../../src/queue/postgres/index.ts';
import type { Queue, QueueMessage } from '../../src/queue/queue.ts';
import { makeDatabase, poolOn, type TestDatabase } from './database.ts';

const message: QueueMessage = {
  endpoint: 'crm',
  payload: Buffer.from([0, 255, 34, 39, 92]),
  metadata: { text: "it's $1 and :name" },
};

describe('enqueue within a transaction', () => {
  let database: TestDatabase;
  let queue: Queue;
  beforeAll(async () => {
    database = await makeDatabase(inject('databaseUrl'));
    await database.pool.query('CREATE TABLE run (id int PRIMARY KEY)');
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    queue = await postgresQueue({ connectionString: database.url, maxConnections: 4 });
  });
  afterEach(() => queue.close());

  /** A pool whose long waits for a lock are short. @returns also the waits that were asked for */
  function hurriedPool(): { pool: Pool; waits: unknown[] } {
    const pool = poolOn(database.url, 4);
    const waits: unknown[] = [];
    pool.on('connect', (client) => {
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      const hurried = (statement: string | PostgresStatement, ...rest: unknown[]): unknown => {
        if (typeof statement === 'string' || !statement.text.includes('lock_timeout'))
          return query(statement, ...rest);
        const { values = [] } = statement;
        waits.push(...values);
        return query({ ...statement, values: values.map((wait) => (wait === '10000ms' ? '200ms' : wait)) });
      };
      Object.assign(client, { query: hurried });
    });
    return { pool, waits };
  }

  it('holds up nobody, the first in a schema neither', async () => {
    const fresh = await postgresQueue({ connectionString: database.url, schema: 'fresh' });
    const client = await database.pool.connect();
    await client.query('BEGIN');
    await fresh.enqueue([message], { tx: client });
    expect(await fresh.enqueue([message])).toMatchObject([{ status: 'accepted' }]);
    await client.query('ROLLBACK');
    client.release();
    await fresh.close();
  });

  describe('of pg', () => {
    it('exists if and when the caller commits', async () => {
      const client = await database.pool.connect();
      await client.query('BEGIN');
      await client.query('INSERT INTO run VALUES (1)');
      const [result] = await queue.enqueue([message], { tx: client });
      expect(await queue.get(result!.id)).toBeUndefined();
      await client.query('COMMIT');
      expect(await queue.get(result!.id)).toMatchObject({ state: 'waiting', metadata: message.metadata });
      client.release();
    });

    it('leaves nothing when the caller rolls back, its idempotency key neither', async () => {
      const client = await database.pool.connect();
      await client.query('BEGIN');
      const [lost] = await queue.enqueue([{ ...message, idempotencyKey: 'key' }], { tx: client });
      await client.query('ROLLBACK');
      client.release();
      expect(await queue.get(lost!.id)).toBeUndefined();
      const [result] = await queue.enqueue([{ ...message, idempotencyKey: 'key' }]);
      expect(result).toMatchObject({ status: 'accepted' });
    });

    it('holds up nobody who has no key while it is open', async () => {
      const client = await database.pool.connect();
      await client.query('BEGIN');
      const [held] = await queue.enqueue([{ ...message, idempotencyKey: 'held', orderKey: 'held' }], {
        tx: client,
      });
      const waiting = ['a', 'b', 'c'].map(() => queue.enqueue([{ ...message, idempotencyKey: 'held' }]));
      for (let n = 0; n < 3; n += 1) {
        await queue.enqueue([{ endpoint: 'crm', payload: Buffer.from('{}') }]);
      }
      await client.query('COMMIT');
      client.release();
      const results = await Promise.all(waiting);
      const duplicate = { id: held!.id, status: 'duplicate' };
      expect(results.flat()).toEqual([duplicate, duplicate, duplicate]);
    });

    it('is told to what waits without it for what it holds, and for itself', async () => {
      const { pool, waits } = hurriedPool();
      const queue = await postgresQueue({ pool });
      const held = [{ idempotencyKey: 'mine' }, { idempotencyKey: 'other', orderKey: 'mine' }];
      const client = await database.pool.connect();
      await client.query('BEGIN');
      for (const each of held) {
        await queue.enqueue([{ ...message, ...each }], { tx: client });
      }
      const waiting = held.map((each) => queue.enqueue([{ ...message, ...each }]));
      const free = queue.enqueue([{ ...message, idempotencyKey: 'free', orderKey: 'mine' }]);
      for (const settled of await Promise.allSettled(waiting)) {
        expect(settled).toMatchObject({
          status: 'rejected',
          reason: {
            code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
            message: expect.stringContaining('give it as tx'),
            cause: { cause: { code: '55P03' } },
          },
        });
      }
      expect(await free).toMatchObject([{ status: 'accepted' }]);
      expect(waits[0]).toBe('10000ms');
      await client.query('ROLLBACK');
      client.release();
      await queue.close();
      await pool.end();
    });

    it('fails with a typed error where the transaction has failed', async () => {
      const client = await database.pool.connect();
      await client.query('BEGIN');
      await client.query('SELECT oops').catch(() => undefined);
      await expect(queue.enqueue([message], { tx: client })).rejects.toMatchObject({
        code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
        cause: { code: '25P02' },
      });
      await client.query('ROLLBACK');
      client.release();
    });
  });

  describe('of Sequelize', () => {
    let sequelize: Sequelize;
    beforeAll(() => {
      sequelize = new Sequelize(database.url, { logging: false });
    });
    afterAll(() => sequelize.close());

    it('exists with what else the transaction wrote', async () => {
      const id = await sequelize.transaction(async (transaction) => {
        await sequelize.query('INSERT INTO run VALUES (7)', { transaction });
        const tx = sequelizeTransaction(sequelize, transaction);
        const [first] = await queue.enqueue([{ ...message, idempotencyKey: 's' }], { tx });
        expect(first).toMatchObject({ status: 'accepted' });
        const [second] = await queue.enqueue([{ ...message, idempotencyKey: 's' }], { tx });
        expect(second).toEqual({ id: first!.id, status: 'duplicate' });
        return first!.id;
      });
      const found = await queue.get(id);
      expect(found).toMatchObject({ metadata: message.metadata });
      expect(Buffer.from(found!.payload)).toEqual(message.payload);
    });

    it('does not exist when the transaction is rolled back', async () => {
      let id = '';
      const failing = sequelize.transaction(async (transaction) => {
        const [result] = await queue.enqueue([message], { tx: sequelizeTransaction(sequelize, transaction) });
        id = result!.id;
        throw new Error('the run could not be saved');
      });
      await expect(failing).rejects.toThrow('could not be saved');
      expect(await queue.get(id)).toBeUndefined();
    });
  });
});
