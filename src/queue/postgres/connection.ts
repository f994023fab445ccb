/**
 * The connections to Postgres: pg-boss's own, or a pool of the caller's. What an application or a database sets for all
 * its sessions (parsers of `pg`, DateStyle, TimeZone, `search_path`, timeouts) changes nothing here.
 *
 * @module queue/postgres/connection
 * @see https://node-postgres.com/apis/pool
 */
import type { QueueTransaction } from '../queue.ts';
import { sessionSettings } from '../../postgres/session.ts';
import { storeErrorOf } from '../../postgres/store-error.ts';

/** A statement as `pg` takes it: `types` reads values, by the number of their type. */
export interface PostgresStatement {
  readonly text: string;
  readonly values?: unknown[];
  readonly types: {
    /** Gives the function that reads a type, by the type's number in `pg_type`. */
    getTypeParser(oid: number): (text: string) => unknown;
  };
}

/** A connection of a {@link PostgresPool}, as `pg` has it. */
export interface PostgresClient {
  /** Runs one statement, or several without values. */
  query(statement: PostgresStatement): Promise<{ rows: unknown[] }>;
  /** Listens for the failure of an idle connection. */
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** Stops listening. */
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
  /** Gives the connection back; `destroy` closes it. */
  release(destroy?: boolean): void;
}

/** A pool of connections, as `pg.Pool` is. */
export interface PostgresPool extends Omit<PostgresClient, 'release'> {
  /** Takes a connection, which has to be released. */
  connect(): Promise<PostgresClient>;
}

/** Runs statements; pg-boss calls it a database adapter. */
export interface Executor {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** A transaction, whose `db` runs statements. */
interface Transaction {
  readonly db: Executor;
  commit(): Promise<void>;
  /** A second end does nothing. A statement that is still running is not waited for: its connection is closed. */
  rollback(): Promise<void>;
}

/** Runs statements, alone or in a transaction. */
export interface Database extends Executor {
  beginTransaction(): Promise<Transaction>;
  /** Absent where the connections are a caller's. */
  listen?(
    channel: string,
    onNotification: (payload: string) => void,
    onReconnect: () => void,
  ): Promise<{ close(): Promise<void> }>;
}

/** By the number of a type (`SELECT oid, typname FROM pg_type`); all others are left as text. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === 't', // boolean
  21: Number, // smallint
  23: Number, // integer
  114: JSON.parse, // json
  701: Number, // double precision
  2951: (text) => (text === '{}' ? [] : text.slice(1, -1).split(',')), // uuid[]
  3802: JSON.parse, // jsonb
};

/** Reads values as pg-boss expects them, whatever the application has told `pg`. */
const types: PostgresStatement['types'] = { getTypeParser: (oid) => PARSERS[oid] ?? String };

/**
 * The planner has no statistics of a table that has just filled up, and would read the whole backlog for each fetch: so it
 * has to go along the indexes.
 */
const BY_INDEX = '-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off';

/** How `pg` makes at most `max` connections of our own. One that went silent is given up after a minute. */
export function connectionSettings(url: string, max: number): Record<string, unknown> {
  const timeouts = { connectionTimeoutMillis: 10_000, query_timeout: 60_000, keepAlive: true };
  return { ...sessionSettings(url, BY_INDEX), max, types, application_name: 'maxun-webhooks', ...timeouts };
}

/** A pool of the caller as pg-boss uses it. Its sessions stay as they are: nothing depends on their settings. */
export function poolDatabase(pool: PostgresPool): Database {
  return {
    executeSql: (text, values = []) => pool.query({ text, types, values }),
    beginTransaction: () => beginOn(pool),
  };
}

/** A transaction on a connection of a pool, which goes back to the pool when it ends. */
export interface PoolTransaction extends Transaction {
  /** Runs a statement as the application's own `pg` does: with its parsers. */
  query(...statement: unknown[]): Promise<unknown>;
}

/** The statement that is under way is rejected with the same error. */
function ignoreError(): void {}

/** Begins a transaction on a connection of a pool. */
export async function beginOn(pool: PostgresPool): Promise<PoolTransaction> {
  const client = await pool.connect();
  let running = 0;
  let isOver = false;
  client.on('error', ignoreError);
  const release = (destroy: boolean): void => {
    if (isOver) return;
    isOver = true;
    client.removeListener('error', ignoreError);
    client.release(destroy);
  };
  const query = (...statement: unknown[]): Promise<{ rows: unknown[] }> => {
    running += 1;
    return client.query(...(statement as [PostgresStatement])).finally(() => (running -= 1));
  };
  const executeSql: Executor['executeSql'] = (text, values = []) => query({ text, types, values });
  const run = (sql: string): ReturnType<Executor['executeSql']> =>
    executeSql(sql).catch((error: unknown) => {
      release(true);
      throw error;
    });
  const end = (sql: string): Promise<void> => run(sql).then(() => release(false));
  await run('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE');
  return {
    db: { executeSql },
    query,
    commit: () => end('COMMIT'),
    rollback: async () => (isOver || running > 0 ? release(true) : end('ROLLBACK')),
  };
}

/** A transaction of the caller as pg-boss uses it. */
export function transactionExecutor(transaction: QueueTransaction): Executor {
  return {
    executeSql: async (text, values = []) => ({ rows: [...(await transaction.query(text, values)).rows] }),
  };
}

/** What is used of a `Sequelize` (version 6) on Postgres. */
export interface SequelizeLike {
  /**
   * @param sql one statement with `$1`-style parameters
   * @param options `bind`, `transaction`, `type`, `logging`
   * @returns the rows
   */
  query(sql: string, options: Record<string, unknown>): Promise<unknown>;
}

/**
 * A transaction of Sequelize, for `enqueue`. The deliveries exist if and when it commits.
 *
 * @param sequelize connected to the database of the queue
 * @param transaction of it, not ended
 * @returns what `enqueue` takes as its `tx`
 * @example
 * ```ts
 * await sequelize.transaction(async (transaction) => {
 *   await Run.update({ status: 'success' }, { where: { id }, transaction });
 *   await queue.enqueue([{ endpoint, payload }], { tx: sequelizeTransaction(sequelize, transaction) });
 * });
 * ```
 */
export function sequelizeTransaction(sequelize: SequelizeLike, transaction: object): QueueTransaction {
  return {
    async query(text, values) {
      // Not logged: the values hold payloads.
      const options = { bind: values, transaction, type: 'SELECT', logging: false };
      return { rows: (await sequelize.query(text, options)) as readonly unknown[] };
    },
  };
}

/** What a failed call has done. */
const NOTHING_KEPT = 'nothing of this call was kept';

/** Runs statements in a transaction. If one fails it is undone, and a `StoreError` is thrown. */
export async function inTransaction<Result>(
  database: Database,
  run: (db: Executor) => Promise<Result>,
): Promise<Result> {
  const transaction = await stored(database.beginTransaction());
  try {
    const result = await run(transaction.db);
    await transaction.commit();
    return result;
  } catch (error) {
    await transaction.rollback().catch(() => undefined);
    throw storeErrorOf(error, NOTHING_KEPT);
  }
}

/** What a call of pg-boss or `pg` resolves to; a `StoreError` if it fails. */
export async function stored<Result>(call: Promise<Result>): Promise<Result> {
  return call.catch((error: unknown) => {
    throw storeErrorOf(error, NOTHING_KEPT);
  });
}
