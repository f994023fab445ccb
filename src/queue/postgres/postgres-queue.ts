/**
 * The queue in Postgres, on graphile-worker: for more than one process, and for enqueuing within a transaction.
 *
 * @module queue/postgres/postgres-queue
 * @see https://worker.graphile.org
 */
import { StoreError } from '../../errors/index.ts';
import { requireInteger, requireNumber } from '../../errors/options.ts';
import { engineSettings, type EngineSettings, type QueueEngineOptions } from '../engine-options.ts';
import { KeySweep } from '../key-sweep.ts';
import { MAX_ENDPOINT_LENGTH, MAX_KEY_LENGTH } from '../limits.ts';
import { newDeliveryId, prepareMessages, requireText } from '../message.ts';
import type {
  CloseOptions,
  DeadLetter,
  DeadQuery,
  DeliveryWithPayload,
  EnqueueOptions,
  EnqueueResult,
  Queue,
  QueueHandler,
  QueueMessage,
  QueueStats,
  QueueWorker,
  DisabledEndpoint,
  PurgeQuery,
  WorkOptions,
} from '../queue.ts';
import { deadLimit, purgeLimit } from '../query-limits.ts';
import { drainMsOf, workSettings } from '../work-settings.ts';
import { Enqueuer } from './enqueue.ts';
import { type GraphileWorker, loadGraphile } from './graphile.ts';
import { inSchema, migrate, requireMigrated, schemaName } from './migrate.ts';
import { hearErrors, openPool, type PostgresPool, rowsOf } from './pool.ts';
import {
  deadLetterOf,
  INFO_COLUMNS,
  INFO_TABLES,
  infoOf,
  type InfoRow,
  STATS,
  statsOf,
  type StatsRow,
} from './rows.ts';
import { PostgresWorker } from './worker.ts';

/** What {@link postgresQueue} can be told. */
export interface PostgresQueueOptions extends QueueEngineOptions {
  /** Where the database is: `postgres://user:password@host:5432/database`. Or give a `pool`. */
  readonly connectionString?: string | undefined;
  /**
   * A `pg.Pool` of your own, with room for 5 connections; it is not closed with the queue. Its sessions must be its own:
   * behind PgBouncer that means session pooling.
   */
  readonly pool?: PostgresPool | undefined;
  /** The schema of the queue: 1 to 63 characters of `a-z 0-9 _`. Default: {@link DEFAULT_SCHEMA}. */
  readonly schema?: string | undefined;
  /**
   * Whether the schema is made where it is missing, and updated where it is of an older release. `false` changes nothing and
   * refuses both: to look into an queue, or where the user of the database may not create. Default: `true`.
   */
  readonly migrate?: boolean | undefined;
  /** Most connections of the queue's own pool, 3 or more. Default: 10. */
  readonly maxConnections?: number | undefined;
  /**
   * How often a worker looks for deliveries that have fallen due, in milliseconds: they start at most so much late. What
   * is due when it is enqueued starts at once. Default: 500.
   */
  readonly pollIntervalMs?: number | undefined;
}

/** Not Maxun's own `graphile_worker`, so that both run side by side in one database. */
export const DEFAULT_SCHEMA = 'maxun_webhooks';

/** A worker's own session, graphile-worker's for what is announced, and one for all else. */
const MIN_CONNECTIONS = 3;

/** How many idempotency keys a statement forgets. */
const FORGOTTEN_AT_ONCE = 1_000;
/** Several processes sweep, each other keys; and none that an open transaction has just found in use. */
const FORGET_KEYS = `
WITH old AS (
  SELECT k.key FROM :schema.idempotency_key k WHERE k.accepted_at < $1
  AND NOT EXISTS (SELECT 1 FROM :schema.delivery d WHERE d.id = k.delivery_id)
  ORDER BY k.accepted_at LIMIT $2 FOR UPDATE SKIP LOCKED
), gone AS (
  DELETE FROM :schema.idempotency_key k USING old WHERE k.key = old.key RETURNING 1
) SELECT count(*)::integer AS count FROM gone`;

/**
 * Opens an queue in a Postgres database, and makes or updates its schema. What `enqueue` has acknowledged is committed;
 * any number of processes may enqueue and work. Needs PostgreSQL 12 or later and the packages `graphile-worker` and `pg`.
 *
 * @param options `connectionString` or `pool`, `schema`, `migrate`, `maxConnections`, `pollIntervalMs`,
 *   `idempotencyRetentionMs`, `clock`, `onProblem`
 * @returns the queue
 * @throws {TypeError} if neither or both of `connectionString` and `pool` are given, or the schema's name is no plain one
 * @throws {RangeError} if a number is not positive and finite, or `maxConnections` or the `max` of the pool is below 3
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if a package is missing, the database is not reached, or its schema is
 *   of a newer release; with `migrate: false` also if there is none, or of an older one
 * @throws {StoreError} ERR_WEBHOOK_STORE_FULL if the user may not create the schema
 * @example
 * ```ts
 * const queue = await postgresQueue({ connectionString: process.env.DATABASE_URL });
 * await queue.enqueue([{ endpoint: 'crm', payload: new TextEncoder().encode('{}') }]);
 * const worker = await queue.work(async () => ({ outcome: 'done' }), { concurrency: 50 });
 * ```
 */
export async function postgresQueue(options: PostgresQueueOptions): Promise<Queue> {
  const settings = engineSettings(options);
  const schema = schemaName(options.schema ?? DEFAULT_SCHEMA);
  const { connectionString, maxConnections = 10, pollIntervalMs = 500 } = options;
  requireInteger('maxConnections', maxConnections, { min: MIN_CONNECTIONS });
  if ((options.pool?.options?.max ?? Infinity) < MIN_CONNECTIONS) {
    throw new RangeError(
      `the pool must have a max of ${MIN_CONNECTIONS} or more: a worker keeps two connections`,
    );
  }
  requireNumber('pollIntervalMs', pollIntervalMs);
  const pool = await openPool({ connectionString, pool: options.pool, maxConnections });
  const hearNoMore = hearErrors(pool, settings.onProblem);
  const closePool = async (): Promise<void> => {
    if (options.pool === undefined) {
      await pool.end();
      // Its last connections may fail while they close, and an error that nobody hears ends the process.
      pool.on('error', () => undefined);
    }
    hearNoMore();
  };
  try {
    const graphile = await loadGraphile();
    await (options.migrate === false
      ? requireMigrated({ pool, schema })
      : migrate({ graphile, pool, schema }));
    return new PostgresQueue({ graphile, pool, schema, settings, pollIntervalMs, closePool });
  } catch (error) {
    await closePool();
    throw error;
  }
}

interface QueueParts {
  readonly graphile: GraphileWorker;
  readonly pool: PostgresPool;
  readonly schema: string;
  readonly settings: EngineSettings;
  readonly pollIntervalMs: number;
  readonly closePool: () => Promise<void>;
}

class PostgresQueue implements Queue {
  readonly engine = 'postgres';
  readonly durable = true;
  readonly #parts: QueueParts;
  readonly #enqueuer: Enqueuer;
  readonly #sweep: KeySweep;
  #worker: PostgresWorker | undefined;
  #closed: Promise<void> | undefined;

  constructor(parts: QueueParts) {
    this.#parts = parts;
    this.#enqueuer = new Enqueuer(parts.pool, parts.schema);
    const { settings } = parts;
    const forget = (before: number): Promise<boolean> => this.#forgetKeys(before);
    this.#sweep = new KeySweep({ settings, forget, onProblem: settings.onProblem });
  }

  async enqueue(messages: readonly QueueMessage[], options: EnqueueOptions = {}): Promise<EnqueueResult[]> {
    this.#requireOpen();
    const now = this.#now();
    const prepared = prepareMessages(messages, { now, newId: () => newDeliveryId(now) });
    if (prepared.length === 0) return [];
    await this.#sweep.run(now);
    return this.#enqueuer.enqueue(prepared, options.tx);
  }

  async work(handler: QueueHandler, options: WorkOptions): Promise<QueueWorker> {
    this.#requireOpen();
    const work = workSettings(handler, options);
    if (this.#worker !== undefined) throw new TypeError('this queue has a worker: close that one first');
    const onClosed = (): void => {
      this.#worker = undefined;
    };
    this.#worker = new PostgresWorker({ ...this.#parts, work, onClosed });
    try {
      await this.#worker.start();
    } catch (error) {
      this.#worker = undefined;
      throw error;
    }
    return this.#worker;
  }

  async stats(): Promise<QueueStats> {
    const [row] = await this.#query<StatsRow>(STATS, [this.#now()]);
    return statsOf(row as StatsRow);
  }

  async get(id: string): Promise<DeliveryWithPayload | undefined> {
    const sql = `SELECT ${INFO_COLUMNS}, m.payload FROM ${INFO_TABLES} WHERE d.id = $1`;
    const [row] = await this.#query<InfoRow & { readonly payload: Uint8Array }>(sql, [id]);
    return row && { ...infoOf(row), payload: row.payload };
  }

  async dead(query: DeadQuery = {}): Promise<DeadLetter[]> {
    const sql = `WITH last AS (SELECT died_at, seq FROM :schema.delivery WHERE id = $2::text AND state = 3)
      SELECT ${INFO_COLUMNS} FROM ${INFO_TABLES} WHERE d.state = 3 AND ($1::text IS NULL OR d.endpoint = $1)
      AND (NOT EXISTS (SELECT 1 FROM last) OR (d.died_at, d.seq) > (SELECT died_at, seq FROM last))
      ORDER BY d.died_at, d.seq LIMIT $3`;
    const rows = await this.#query<InfoRow>(sql, [query.endpoint, query.after, deadLimit(query)]);
    return rows.map((row) => deadLetterOf(row));
  }

  async replay(ids: readonly string[]): Promise<string[]> {
    const rows = await this.#query<{ id: string }>('SELECT id FROM :schema.replay($1, $2)', [
      this.#now(),
      ids,
    ]);
    return rows.map(({ id }) => id);
  }

  async disable(endpoint: string, reason: string): Promise<boolean> {
    this.#requireOpen();
    requireText(endpoint, 'endpoint', MAX_ENDPOINT_LENGTH);
    requireText(reason, 'reason', MAX_KEY_LENGTH);
    const sql = `INSERT INTO :schema.disabled_endpoint (endpoint, reason, since) VALUES ($1, $2, $3)
      ON CONFLICT DO NOTHING RETURNING endpoint`;
    return (await this.#query(sql, [endpoint, reason, this.#now()])).length > 0;
  }

  async enable(endpoint: string): Promise<boolean> {
    const [row] = await this.#query<{ freed: boolean }>('SELECT :schema.enable($1, $2) AS freed', [
      this.#now(),
      endpoint,
    ]);
    if (row?.freed === true) this.#worker?.enabled(endpoint);
    return row?.freed === true;
  }

  async disabled(): Promise<DisabledEndpoint[]> {
    const sql = 'SELECT endpoint, reason, since FROM :schema.disabled_endpoint ORDER BY since, endpoint';
    const rows = await this.#query<{ endpoint: string; reason: string; since: string }>(sql, []);
    return rows.map(({ since, ...row }) => ({ ...row, since: Number(since) }));
  }

  async unused(endpoints: readonly string[]): Promise<string[]> {
    const sql = 'SELECT unnest($1::text[]) AS endpoint EXCEPT SELECT endpoint FROM :schema.delivery';
    return (await this.#query<{ endpoint: string }>(sql, [endpoints])).map(({ endpoint }) => endpoint);
  }

  async purge(query: PurgeQuery): Promise<number> {
    const limit = purgeLimit(query);
    const [row] = await this.#query<{ purged: number }>(
      'SELECT :schema.purge($1, $2, $3, $4, $5) AS purged',
      [this.#now(), query.state, query.endpoint, query.before, limit],
    );
    return row?.purged ?? 0;
  }

  async close(options: CloseOptions = {}): Promise<void> {
    const drainMs = drainMsOf(options);
    this.#closed ??= this.#close(drainMs);
    await this.#closed;
  }

  async #close(drainMs: number): Promise<void> {
    const swept = this.#sweep.close();
    await this.#worker?.close({ drainMs });
    await this.#enqueuer.idle();
    await swept;
    await this.#parts.closePool();
  }

  /** @returns whether there may be more */
  async #forgetKeys(before: number): Promise<boolean> {
    const [row] = await this.#query<{ count: number }>(FORGET_KEYS, [before, FORGOTTEN_AT_ONCE]);
    return row?.count === FORGOTTEN_AT_ONCE;
  }

  #now(): number {
    return this.#parts.settings.clock.now();
  }

  #query<Row>(sql: string, values: unknown[]): Promise<readonly Row[]> {
    this.#requireOpen();
    return rowsOf<Row>(this.#parts.pool, inSchema(sql, this.#parts.schema), values);
  }

  #requireOpen(): void {
    if (this.#closed === undefined) return;
    throw new StoreError('ERR_WEBHOOK_STORE_CLOSED', 'this queue was closed: open a new one');
  }
}
