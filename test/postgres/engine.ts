/**
 * The queue in Postgres with time in the test's hands. The database's own clock cannot be moved; so time passes by
 * drawing all times of its jobs nearer.
 *
 * @module test/postgres/engine
 */
import { virtualClock } from '../../src/clock/virtual-clock.ts';
import { postgresQueue } from '../../src/queue/postgres/index.ts';
import type { EngineUnderTest } from '../queue/contract/index.ts';
import type { TestDatabase } from './database.ts';

const SCHEMA = 'queue';
const PASS = `UPDATE ${SCHEMA}.job SET heartbeat_on = now(),
  start_after = start_after - $1 * interval '1 millisecond', keep_until = keep_until - $1 * interval '1 millisecond'`;

/** @param database that no other engine uses at the same time */
export async function startPostgres({ url, pool }: TestDatabase): Promise<EngineUnderTest> {
  const clock = virtualClock();
  return {
    clock,
    open: (options) =>
      postgresQueue({ connectionString: url, schema: SCHEMA, clock, maxConnections: 6, ...options }),
    async pass(ms) {
      await pool.query(PASS, [ms]);
      await clock.advance(ms);
    },
    async dispose() {
      // The schema stays: making it takes longer than a test does.
      await pool.query(`DELETE FROM ${SCHEMA}.job`);
    },
  };
}
