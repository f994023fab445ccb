import { expect, inject, it } from 'vitest';
import { postgresQueue } from '../../src/queue/postgres/index.ts';
import { recorder } from '../queue/recorder.ts';
import { makeDatabase } from './database.ts';

const COUNT = 3_000;

it('is got along the index, though Postgres knows nothing of the table yet', async () => {
  const database = await makeDatabase(inject('databaseUrl'));
  const queue = await postgresQueue({ connectionString: database.url });
  const calls = recorder({ outcome: 'done' });
  const worker = await queue.work(calls.handler, { concurrency: 50 });
  worker.pause();
  const payload = Buffer.from('{}');
  await queue.enqueue(Array.from({ length: COUNT }, () => ({ endpoint: 'crm', payload })));
  worker.resume();
  await calls.called(COUNT);
  // The sessions tell what they have read when they end.
  await queue.close();
  const { rows } = await database.pool.query<{ read: string }>(
    `SELECT seq_tup_read AS read FROM pg_stat_user_tables
     WHERE schemaname = 'maxun_webhooks' AND relname = 'job_common'`,
  );
  // By a plan for an empty table it reads all that wait for each 64.
  expect(Number(rows[0]?.read)).toBeLessThan(COUNT * 2);
  await database.drop();
});
