import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { postgresQueue } from '../../src/queue/postgres/index.ts';
import { run } from '../cli/run.ts';
import { makeDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await makeDatabase(inject('databaseUrl'));
});
afterEach(() => database.drop());

it('the command looks into the schema that the URL names', async () => {
  const queue = await postgresQueue({ connectionString: database.url, schema: 'other' });
  await queue.enqueue([{ endpoint: 'crm', payload: Buffer.from('{}') }]);
  await queue.close();
  const stats = await run(['queue', 'stats', '--json', '--queue', `${database.url}?schema=other`]);
  expect(stats.stderr).toBe('');
  expect(JSON.parse(stats.stdout)).toMatchObject({ waiting: 1 });
});

it('the command makes no schema where there is none', async () => {
  const { status, stderr } = await run(['queue', 'stats', '--queue', database.url]);
  expect(stderr).toMatch(/the schema maxun_webhooks of this database has no queue/);
  expect(status).toBe(2);
  const { rows } = await database.pool.query(`SELECT 1 FROM pg_namespace WHERE nspname = 'maxun_webhooks'`);
  expect(rows).toEqual([]);
});
