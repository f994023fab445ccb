import { afterAll, beforeAll, describe, inject } from 'vitest';
import { describeOutbox } from '../outbox/contract.ts';
import { makeDatabase, type TestDatabase } from './database.ts';
import { startPostgres } from './engine.ts';

describe('the outbox in Postgres', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeDatabase(inject('databaseUrl'));
  });
  afterAll(() => database.drop());

  describeOutbox(() => startPostgres(database));
});
