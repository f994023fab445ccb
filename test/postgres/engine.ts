/**
 * The queue in Postgres with time in the test's hands. The database's own clock cannot be moved; so time passes by
 * drawing all due times of its jobs nearer.
 *
 * @module test/postgres/engine
 */
import { postgresQueue } from '../../src/queue/postgres/index.ts';
import type { EngineUnderTest } from '../queue/contract/index.ts';
import { virtualClock } from '../../src/clock/virtual-clock.ts';
import type { TestDatabase } from './database.ts';

const SCHEMA = 'queue';
const TABLES = ['delivery', 'message', 'idempotency_key', 'disabled_endpoint', 'worker', '_private_jobs'];

/** @param database that no other engine uses at the same time */
export async function startPostgres({ url, pool }: TestDatabase): Promise<EngineUnderTest> {
  const clock = virtualClock();
  return {
    clock,
    open: (options) =>
      postgresQueue({ connectionString: url, schema: SCHEMA, clock, maxConnections: 6, ...options }),
    async pass(ms) {
      await clock.advance(ms);
      await pool.query(
        `UPDATE ${SCHEMA}._private_jobs SET run_at = run_at - $1 * interval '1 millisecond' WHERE locked_at IS NULL`,
        [ms],
      );
      await pool.query(`SELECT pg_notify('jobs:insert', '{"count":1}')`);
    },
    async dispose() {
      // The schema stays: making it takes longer than a test does.
      await pool.query(TABLES.map((table) => `DELETE FROM ${SCHEMA}.${table}`).join(';'));
    },
  };
}
