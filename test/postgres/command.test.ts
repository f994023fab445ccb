import { expect, inject, it } from 'vitest';
import { postgresOutbox } from '../../src/outbox/postgres/index.ts';
import { run } from '../cli/run.ts';
import { makeDatabase } from './database.ts';

it('the command looks into the schema that the URL names', async () => {
  const database = await makeDatabase(inject('databaseUrl'));
  const outbox = await postgresOutbox({ connectionString: database.url, schema: 'other' });
  await outbox.enqueue([{ endpoint: 'crm', payload: Buffer.from('{}') }]);
  await outbox.close();
  const stats = run(['outbox', 'stats', '--json', '--outbox', `${database.url}?schema=other`]);
  expect(stats.stderr).toBe('');
  expect(JSON.parse(stats.stdout)).toMatchObject({ waiting: 1 });
  await database.drop();
});
