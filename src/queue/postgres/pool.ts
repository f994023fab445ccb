/**
 * Connections to Postgres: the caller's pool or one of our own.
 *
 * @module queue/postgres/pool
 * @see https://node-postgres.com/apis/pool
 */
import { StoreError } from '../../errors/index.ts';
import type { QueueTransaction } from '../queue.ts';
import { storeErrorOf } from './store-error.ts';

/** A connection of a {@link PostgresPool}, as `pg` has it. */
export interface PostgresClient extends QueueTransaction {
  /**
   * Listens.
   *
   * @param event that the connection failed or ended
   * @param listener told of it
   */
  on(event: 'error' | 'end', listener: (error?: Error) => void): unknown;
  /**
   * Listens no more.
   *
   * @param event of the listener
   * @param listener to be told no more
   */
  removeListener(event: 'error' | 'end', listener: (error?: Error) => void): unknown;
  /**
   * Gives the connection back.
   *
   * @param destroy whether the connection is closed instead of being used again
   */
  release(destroy?: boolean): void;
}

/** A pool of connections, as `pg.Pool` is. */
export interface PostgresPool extends QueueTransaction {
  /** With what it was made: `max` is how many connections there may be. */
  readonly options?: { readonly max?: number | undefined } | undefined;
  /** @returns a connection, to be released */
  connect(): Promise<PostgresClient>;
  /**
   * Listens.
   *
   * @param event that an idle connection failed
   * @param listener told of it
   */
  on(event: 'error', listener: (error: Error) => void): unknown;
  /**
   * Listens.
   *
   * @param event that a connection was made
   * @param listener given the connection
   */
  on(event: 'connect', listener: (client: PostgresClient) => void): unknown;
  /**
   * Listens no more.
   *
   * @param event of the listener
   * @param listener to be told no more
   */
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
  /**
   * Listens no more.
   *
   * @param event of the listener
   * @param listener to be given no more
   */
  removeListener(event: 'connect', listener: (client: PostgresClient) => void): unknown;
  /** Closes all connections. */
  end(): Promise<void>;
}

/** Where the database is. */
export interface PoolOptions {
  readonly connectionString?: string | undefined;
  readonly pool?: PostgresPool | undefined;
  readonly maxConnections: number;
}

/** How long a connection may take, in milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;
/** How long a statement may take, in milliseconds: a connection that went silent is given up then. */
const QUERY_TIMEOUT_MS = 60_000;

interface PgModule {
  readonly default: { readonly Pool: new (config: Record<string, unknown>) => PostgresPool };
}

/**
 * @param options `connectionString` or `pool`
 * @returns the pool
 * @throws {TypeError} if neither or both are given
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if `pg` is not installed
 */
export async function openPool(options: PoolOptions): Promise<PostgresPool> {
  const { connectionString, pool } = options;
  if ((pool === undefined) === (connectionString === undefined)) {
    throw new TypeError('give either a connectionString or a pool of the package pg');
  }
  if (pool !== undefined) return pool;
  const { default: pg } = await load<PgModule>('pg', () => import('pg'));
  return new pg.Pool({
    connectionString,
    max: options.maxConnections,
    application_name: 'maxun-webhooks',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
  });
}

/**
 * Hears the errors of connections, which would end the process if nobody did.
 *
 * @param pool that is in use
 * @param onProblem told of them: the pool makes another connection when one is needed
 * @returns ends it
 */
export function hearErrors(pool: PostgresPool, onProblem: (problem: StoreError) => void): () => void {
  let isOver = false;
  const onError = (cause?: Error): void => {
    if (isOver) return;
    const message = 'a connection was lost: another is made when it is needed';
    onProblem(new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause }));
  };
  const onConnect = (client: PostgresClient): void => void client.on('error', onError);
  pool.on('error', onError);
  pool.on('connect', onConnect);
  return () => {
    isOver = true;
    pool.removeListener('error', onError);
    pool.removeListener('connect', onConnect);
  };
}

/**
 * Loads an optional peer dependency.
 *
 * @param name of the package
 * @param importIt loads it
 * @returns the module
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if it is not installed
 */
export async function load<T>(name: string, importIt: () => Promise<unknown>): Promise<T> {
  try {
    return (await importIt()) as T;
  } catch (cause) {
    const message = `the queue in Postgres needs the package ${name}: npm install graphile-worker pg`;
    throw new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
  }
}

/**
 * @param connection a pool, a client or a caller's transaction
 * @param text one statement
 * @param values its parameters
 * @returns the rows
 * @throws {StoreError} if it failed
 */
export async function rowsOf<Row>(
  connection: QueueTransaction,
  text: string,
  values: unknown[],
): Promise<readonly Row[]> {
  try {
    return (await connection.query(text, values)).rows as readonly Row[];
  } catch (error) {
    throw storeErrorOf(error, 'nothing of this call was kept');
  }
}

/**
 * @param target a pool or a client
 * @param methods that it shall have instead of its own
 * @returns it with them; it is left as it is
 */
export function overriding<T extends object>(target: T, methods: Partial<T>): T {
  return new Proxy(target, {
    get(_target, name) {
      const own = methods[name as keyof T];
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
