import { afterAll, beforeAll, describe, inject } from 'vitest';
import { describeQueue } from '../queue/contract/index.ts';
import { makeDatabase, type TestDatabase } from './database.ts';
import { startPostgres } from './engine.ts';

describe('the queue in Postgres', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeDatabase(inject('databaseUrl'));
  });
  afterAll(() => database.drop());

  describeQueue(() => startPostgres(database));
});
