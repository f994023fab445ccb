import { expect, inject, it } from 'vitest';
import { postgresOutbox } from '../../src/outbox/postgres/index.ts';
import { recorder } from '../outbox/recorder.ts';
import { makeDatabase } from './database.ts';

const COUNT = 3_000;

it('is got along the index, though Postgres knows nothing of the table yet', async () => {
  const database = await makeDatabase(inject('databaseUrl'));
  const outbox = await postgresOutbox({ connectionString: database.url });
  const calls = recorder({ outcome: 'done' });
  const worker = await outbox.work(calls.handler, { concurrency: 50 });
  worker.pause();
  const payload = Buffer.from('{}');
  await outbox.enqueue(Array.from({ length: COUNT }, () => ({ endpoint: 'crm', payload })));
  worker.resume();
  await calls.called(COUNT);
  // The sessions tell what they have read when they end.
  await outbox.close();
  const { rows } = await database.pool.query<{ read: string }>(
    `SELECT seq_tup_read AS read FROM pg_stat_user_tables
     WHERE schemaname = 'maxun_webhooks' AND relname = '_private_jobs'`,
  );
  // By a plan for an empty table it reads all that wait for each 64.
  expect(Number(rows[0]?.read)).toBeLessThan(COUNT * 2);
  await database.drop();
});
