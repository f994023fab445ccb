/**
 * The pool as graphile-worker has it for the jobs: its statements are what they are, and are run by a better plan.
 *
 * @module outbox/postgres/job-pool
 */
import { overriding, type PostgresClient, type PostgresPool } from './pool.ts';

/**
 * Postgres knows nothing of a table of jobs that has just been filled, or has made its plan when it was empty: it reads
 * and sorts all of it for each hundred jobs, 20 ms where 20,000 wait, instead of 1.5 ms along the index. And a job
 * needs no disk of its own: one that a crash of the server brings back is a job too many, which does no harm.
 */
const BEGIN = `BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off; SET LOCAL synchronous_commit = off`;

/** graphile-worker's own names of the prepared statements that get jobs. */
const GETS_JOBS = /^get_job/;
/** And of those that end them, or give them back. */
const ENDS_JOBS = /^(complete|fail|return)_job/;

/** `pg` takes a text, or an object; and so for connections, a callback or none. */
type AnyQuery = (...args: unknown[]) => Promise<{ readonly rows: readonly unknown[] }>;
type AnyConnect = (callback: unknown) => Promise<PostgresClient>;

/**
 * @param pool that is used
 * @returns it, for `run` of graphile-worker
 */
export function jobPool(pool: PostgresPool): PostgresPool {
  const connect = async (callback?: unknown): Promise<PostgresClient> => {
    // By a callback it takes the session in which it listens.
    if (callback !== undefined) return (pool.connect.bind(pool) as AnyConnect)(callback);
    const client = await pool.connect();
    return overriding(client, { query: planned(client.query.bind(client) as AnyQuery) });
  };
  return overriding(pool, { connect });
}

function planned(query: AnyQuery): AnyQuery {
  return (...args) => {
    const { name = '' } = args[0] as { readonly name?: string };
    if (ENDS_JOBS.test(name)) return transact(query, args, throwIt);
    // Jobs that may be locked are taken: one too many does no harm, one that nobody takes would be stuck.
    return GETS_JOBS.test(name) ? transact(query, args, () => undefined) : query(...args);
  };
}

function throwIt(error: unknown): void {
  throw error;
}

/** @param onDoubt called with the error of a commit: it may have come to pass, or not */
async function transact(
  query: AnyQuery,
  args: unknown[],
  onDoubt: (error: unknown) => void,
): ReturnType<AnyQuery> {
  await query(BEGIN);
  try {
    const result = await query(...args);
    await query('COMMIT').catch(onDoubt);
    return result;
  } catch (error) {
    await query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
