/**
 * A dedupe store in Postgres: the processes of several machines can share it.
 *
 * @module maxun-webhooks/dedupe/postgres
 * @see https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT
 */
import { StoreError } from '../errors/index.ts';
import { requireDuration, requireOptions } from '../errors/options.ts';
import { openPool } from '../postgres/open-pool.ts';
import { schemaName } from '../postgres/schema-name.ts';
import { sessionSettings } from '../postgres/session.ts';
import { storeErrorOf } from '../postgres/store-error.ts';
import type { Claim, ClaimOptions, DedupeStore, OpenClaim } from '../receive/index.ts';
import { DEFAULT_DEDUPE_TTL_MS } from '../receive/limits.ts';

/** What is used of a pool of the package `pg`. */
export interface DedupePool {
  /** Runs a statement. */
  query(text: string, values?: unknown[]): Promise<{ readonly rows: unknown[] }>;
}

/** The options of {@link postgresDedupe}. */
export interface PostgresDedupeOptions {
  /** Where the database is: `postgres://user:password@host:5432/database`. Or give a `pool`. */
  readonly connectionString?: string | undefined;
  /** A `pg.Pool` of your own; it is not closed with the store. */
  readonly pool?: DedupePool | undefined;
  /** The schema of its table, made if it is missing: 1 to 50 characters of `a-z 0-9 _`. Default: `maxun_webhooks_dedupe`. */
  readonly schema?: string | undefined;
  /** Milliseconds for which a handled delivery is remembered; 24 hours by default. */
  readonly ttlMs?: number | undefined;
}

/** A dedupe store that must be closed. */
export interface PostgresDedupe extends DedupeStore, AsyncDisposable {
  /** Closes its own connections. A second call does nothing. */
  close(): Promise<void>;
}

/** Most connections: a claim has one for a millisecond or two. */
const MAX_CONNECTIONS = 10;
/** How long a connection or a statement may take, in milliseconds. */
const TIMEOUT_MS = 10_000;
/** @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SERIALIZATION_FAILURE = '40001';
const MAX_ATTEMPTS = 10;

/**
 * Remembers deliveries in a table of Postgres 13 or later, by the clock of its server. Needs the package `pg`.
 *
 * @param options `connectionString` or `pool`, `schema`, `ttlMs`
 * @returns the store; close it when the receiver is no longer used
 * @throws {TypeError} if neither or both of `connectionString` and `pool` are given, or the schema's name is not a plain one
 * @throws {RangeError} if `ttlMs` is not a positive number
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if `pg` is not installed, or the database is not reached;
 *   ERR_WEBHOOK_STORE_FULL if its user may not create the schema
 * @example
 * ```ts
 * const dedupe = await postgresDedupe({ connectionString: process.env.DATABASE_URL });
 * const receiver = createReceiver({ secrets, dedupe });
 * ```
 */
export async function postgresDedupe(options: PostgresDedupeOptions): Promise<PostgresDedupe> {
  requireOptions('postgresDedupe', options);
  const {
    connectionString = '',
    pool,
    schema = 'maxun_webhooks_dedupe',
    ttlMs = DEFAULT_DEDUPE_TTL_MS,
  } = options;
  if ((pool === undefined) === (connectionString === '')) {
    throw new TypeError('give either a connectionString or a pool of the package pg');
  }
  schemaName(schema);
  requireDuration('ttlMs', ttlMs);
  const timeouts = { connectionTimeoutMillis: TIMEOUT_MS, query_timeout: TIMEOUT_MS };
  const config = { ...sessionSettings(connectionString), max: MAX_CONNECTIONS, ...timeouts };
  const own = pool === undefined ? await openPool(config) : undefined;
  const store = new PostgresStore((pool ?? own) as DedupePool, { schema, ttlMs, end: () => own?.end() });
  try {
    await store.makeTable();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** `$n` milliseconds from now. */
const after = (parameter: number): string => `now() + $${parameter}::float8 * interval '1 millisecond'`;

/** Results are texts, which no parser of an application changes. `:table` stands for the table. */
const SQL = {
  // Looked for first: to create an index, Postgres waits for open transactions even where it exists.
  find: `SELECT to_regclass($1)::text AS "table"`,
  // One transaction: processes that start at the same time go one after the other.
  make: `SELECT pg_advisory_xact_lock(5562745110);
    CREATE SCHEMA IF NOT EXISTS :schema;
    CREATE TABLE IF NOT EXISTS :table (
      key text PRIMARY KEY,
      token text NOT NULL,
      fingerprint text NOT NULL,
      until timestamptz NOT NULL,
      done boolean NOT NULL DEFAULT false
    );
    CREATE INDEX IF NOT EXISTS delivery_until ON :table (until)`,
  claim: `INSERT INTO :table AS d (key, token, fingerprint, until) VALUES ($1, $2, $3, ${after(4)})
    ON CONFLICT (key) DO UPDATE SET token = $2, fingerprint = $3, until = ${after(4)}, done = false
      WHERE d.until <= now() RETURNING d.key`,
  look: 'SELECT done::text AS done, fingerprint FROM :table WHERE key = $1',
  commit: `UPDATE :table SET done = true, until = ${after(3)} WHERE key = $1 AND token = $2 AND NOT done`,
  release: 'DELETE FROM :table WHERE key = $1 AND token = $2 AND NOT done',
  // A few rows at a time, more than one delivery can add, so that expired rows disappear after a while.
  forget: `DELETE FROM :table WHERE key IN (
    SELECT key FROM :table WHERE until <= now() LIMIT 10 FOR UPDATE SKIP LOCKED) AND until <= now()`,
} as const;

class PostgresStore implements PostgresDedupe {
  readonly #pool: DedupePool;
  readonly #options: { readonly schema: string; readonly ttlMs: number; readonly end: () => unknown };
  #closed: Promise<unknown> | undefined;

  constructor(pool: DedupePool, options: { schema: string; ttlMs: number; end: () => unknown }) {
    this.#pool = pool;
    this.#options = options;
  }

  async makeTable(): Promise<void> {
    const [found] = await this.#run('find', [`${this.#options.schema}.delivery`]);
    if (typeof found?.['table'] !== 'string') await this.#run('make');
  }

  async claim(key: string, { leaseMs, fingerprint }: ClaimOptions): Promise<Claim> {
    const token = crypto.randomUUID();
    const won = await this.#run('claim', [key, token, fingerprint, leaseMs]);
    if (won.length === 1) return { state: 'claimed', token };
    const [row] = await this.#run('look', [key]);
    // Released between the two statements: the sender comes again.
    if (row?.['done'] !== 'true') return { state: 'in-progress' };
    return { state: 'done', fingerprint: row['fingerprint'] ?? '' };
  }

  async commit({ key, token }: OpenClaim): Promise<void> {
    await this.#run('commit', [key, token, this.#options.ttlMs]);
    await this.#run('forget');
  }

  async release({ key, token }: OpenClaim): Promise<void> {
    await this.#run('release', [key, token]);
  }

  async close(): Promise<void> {
    this.#closed ??= Promise.resolve(this.#options.end());
    await this.#closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #run(name: keyof typeof SQL, values?: unknown[]): Promise<Record<string, string | null>[]> {
    if (this.#closed !== undefined) {
      throw new StoreError('ERR_WEBHOOK_STORE_CLOSED', 'the dedupe store was closed');
    }
    const { schema } = this.#options;
    const text = SQL[name].replaceAll(':schema', schema).replaceAll(':table', `${schema}.delivery`);
    try {
      return (await this.#query(text, values)).rows as Record<string, string | null>[];
    } catch (error) {
      throw storeErrorOf(error, `the dedupe store in the schema ${schema} did not ${name}`);
    }
  }

  /** A caller's pool may have serializable transactions, in which one of two simultaneous claims is refused. */
  async #query(text: string, values?: unknown[], attempts = MAX_ATTEMPTS): ReturnType<DedupePool['query']> {
    try {
      return await this.#pool.query(text, values);
    } catch (error) {
      if (attempts === 1 || (error as { code?: unknown }).code !== SERIALIZATION_FAILURE) throw error;
      return this.#query(text, values, attempts - 1);
    }
  }
}
