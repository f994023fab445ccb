/**
 * The pool as graphile-worker has it for the jobs: its statements are what they are, and are run by a better plan.
 *
 * @module queue/postgres/job-pool
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
/** Of those that give them back. */
const RETURNS_JOBS = /^return_job/;
/** And of those that end them. */
const ENDS_JOBS = /^(complete|fail)_job/;

/** `pg` takes a text, or an object; and so for connections, a callback or none. */
type AnyQuery = (...args: unknown[]) => Promise<{ readonly rows: readonly unknown[] }>;
type AnyConnect = (callback: unknown) => Promise<PostgresClient>;

/** What is used of a client for the jobs. */
type JobClient = Pick<PostgresClient, 'query' | 'release'>;

/**
 * @param pool that is used
 * @param isStopping whether graphile-worker shuts down: what it cannot give back then is found when the next one starts
 * @returns it, for `run` of graphile-worker
 */
export function jobPool(pool: PostgresPool, isStopping: () => boolean): PostgresPool {
  const connect = (callback?: unknown): Promise<unknown> =>
    // By a callback it takes the session in which it listens.
    callback === undefined
      ? Promise.resolve(clientOf(pool, isStopping))
      : (pool.connect.bind(pool) as AnyConnect)(callback);
  return overriding(pool, { connect: connect as PostgresPool['connect'] });
}

/** A client that connects with its first statement: only then is it known what to do if that fails. */
function clientOf(pool: PostgresPool, isStopping: () => boolean): JobClient {
  let client: PostgresClient | undefined;
  const query: AnyQuery = async (...args) => {
    client ??= await pool.connect();
    return (client.query.bind(client) as AnyQuery)(...args);
  };
  return {
    query: (...args: unknown[]) => runJobs(query, args, isStopping),
    release: (destroy) => client?.release(destroy),
  };
}

async function runJobs(
  query: AnyQuery,
  args: unknown[],
  isStopping: () => boolean,
): Promise<{ readonly rows: readonly unknown[] }> {
  const { name = '' } = args[0] as { readonly name?: string };
  // Jobs that may be locked are taken: one too many does no harm, one that nobody takes would be stuck.
  if (GETS_JOBS.test(name)) return transact(query, args, () => undefined);
  if (ENDS_JOBS.test(name)) return transact(query, args, throwIt);
  if (!RETURNS_JOBS.test(name)) return query(...args);
  return transact(query, args, throwIt).catch((error: unknown) => {
    // graphile-worker would reject a promise of its own that nobody hears, which ends the process.
    if (!isStopping()) throw error;
    return { rows: [] };
  });
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
