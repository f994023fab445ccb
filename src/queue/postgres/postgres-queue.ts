/**
 * The queue in Postgres, on pg-boss: for more than one process, and for enqueuing within a transaction.
 *
 * @module queue/postgres/postgres-queue
 * @see https://timgit.github.io/pg-boss/
 */
import { StoreError } from '../../errors/index.ts';
import { requireInteger, requireNumber } from '../../errors/options.ts';
import { engineSettings, type EngineSettings, type QueueEngineOptions } from '../engine-options.ts';
import { DEAD_PAGE, MAX_ENDPOINT_LENGTH, MAX_KEY_LENGTH, PURGE_STEP } from '../limits.ts';
import { prepareMessages, requireText } from '../message.ts';
import type {
  CloseOptions,
  DeadLetter,
  DeadQuery,
  DeliveryWithPayload,
  DisabledEndpoint,
  EnqueueOptions,
  EnqueueResult,
  PurgeQuery,
  Queue,
  QueueHandler,
  QueueMessage,
  QueueStats,
  QueueWorker,
  WorkOptions,
} from '../queue.ts';
import { drainMsOf, workSettings } from '../work-settings.ts';
import { disabledJob } from './answers.ts';
import { FOREVER, QUEUE, type StartedBoss, startBoss } from './boss.ts';
import { inTransaction, type PostgresPool, rowsOf, stored } from './connection.ts';
import { Enqueuer, insertJobs } from './enqueue.ts';
import {
  deadLetterOf,
  hashId,
  insertOf,
  type JobData,
  jobId,
  type JobRow,
  newId,
  withPayload,
} from './job.ts';
import type { TransactionParts } from './handler-transactions.ts';
import { schemaName } from './schema-name.ts';
import { DEAD, DISABLED, GET, purge, STATS, type StatsRow, TAKE_DEAD, UNUSED } from './statements.ts';
import { PostgresWorker } from './worker.ts';

/** What {@link postgresQueue} can be told. */
export interface PostgresQueueOptions extends QueueEngineOptions {
  /** Where the database is: `postgres://user:password@host:5432/database`. Or give a `pool`. */
  readonly connectionString?: string | undefined;
  /**
   * A `pg.Pool` of your own; it is not closed with the queue, and its sessions are left as they are. Prefer a
   * `connectionString`: a pool is not told of new deliveries of other processes, and looks for them each `pollIntervalMs`.
   */
  readonly pool?: PostgresPool | undefined;
  /** The schema of the queue: 1 to 50 characters of `a-z 0-9 _`. Default: {@link DEFAULT_SCHEMA}. */
  readonly schema?: string | undefined;
  /**
   * Whether the schema is made where it is missing, and updated where it is of an older release. `false` changes nothing and
   * refuses both: to look into a queue, or where the user of the database may not create. Default: `true`.
   */
  readonly migrate?: boolean | undefined;
  /**
   * Most connections of the queue's own, 1 or more; a worker has one besides, and as many again for handlers that use
   * `tx`: so many of these write at once, and the others wait. Default: 10.
   */
  readonly maxConnections?: number | undefined;
  /**
   * How often a worker looks for deliveries that have fallen due, in milliseconds: they start at most so much late. What
   * is due when it is enqueued starts at once. Default: 500.
   */
  readonly pollIntervalMs?: number | undefined;
}

/** Neither pg-boss's own default nor the schema of a Maxun server's jobs, so that all run side by side in one database. */
export const DEFAULT_SCHEMA = 'maxun_webhooks';

/**
 * Opens a queue in a Postgres database, and makes or updates its schema. What `enqueue` has acknowledged is committed;
 * any number of processes may enqueue and work. Needs PostgreSQL 13 or later and the packages `pg` and `pg-boss` 12.38.
 *
 * @param options `connectionString` or `pool`, `schema`, `migrate`, `maxConnections`, `pollIntervalMs`,
 *   `idempotencyRetentionMs`, `clock`, `onProblem`
 * @returns the queue
 * @throws {TypeError} if neither or both of `connectionString` and `pool` are given, or the schema's name is not a plain one
 * @throws {RangeError} if a number is not positive and finite
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
  const { connectionString = '', pool, migrate = true, maxConnections = 10, pollIntervalMs = 500 } = options;
  if ((pool === undefined) === (connectionString === '')) {
    throw new TypeError('give either a connectionString or a pool of the package pg');
  }
  requireInteger('maxConnections', maxConnections, { min: 1 });
  requireNumber('pollIntervalMs', pollIntervalMs);
  const schema = schemaName(options.schema ?? DEFAULT_SCHEMA);
  const { onProblem } = settings;
  const where = { connectionString, pool, schema, maxConnections };
  const started = await startBoss({ ...where, migrate, onProblem });
  return new PostgresQueue({ ...where, ...started, settings, pollIntervalMs });
}

interface QueueParts extends StartedBoss, TransactionParts {
  readonly settings: EngineSettings;
  readonly pollIntervalMs: number;
}

class PostgresQueue implements Queue {
  readonly engine = 'postgres';
  readonly durable = true;
  readonly #parts: QueueParts;
  readonly #enqueuer: Enqueuer;
  #worker: PostgresWorker | undefined;
  #closed: Promise<void> | undefined;

  constructor(parts: QueueParts) {
    this.#parts = parts;
    this.#enqueuer = new Enqueuer(parts);
  }

  async enqueue(messages: readonly QueueMessage[], options: EnqueueOptions = {}): Promise<EnqueueResult[]> {
    this.#requireOpen();
    const prepared = prepareMessages(messages, { now: this.#now(), newId });
    if (prepared.length === 0) return [];
    const results = await this.#enqueuer.enqueue(prepared, options.tx);
    if (options.tx === undefined) this.#worker?.wake();
    return results;
  }

  async work(handler: QueueHandler, options: WorkOptions): Promise<QueueWorker> {
    this.#requireOpen();
    const work = workSettings(handler, options);
    if (this.#worker !== undefined) throw new TypeError('this queue has a worker: close that one first');
    const { endpointConcurrency: limit = FOREVER } = options;
    const endpointConcurrency = typeof limit === 'number' ? limit : undefined;
    const onClosed = (): void => void (this.#worker = undefined);
    const worker = new PostgresWorker({ ...this.#parts, work, endpointConcurrency, onClosed });
    this.#worker = worker;
    await stored(worker.start()).catch(async (error: unknown) => {
      await worker.close({ drainMs: 0 });
      throw error;
    });
    return worker;
  }

  async stats(): Promise<QueueStats> {
    const [row] = await this.#query<StatsRow>(STATS);
    const { oldest, counts } = row as StatsRow;
    const oldestDueAt = oldest === null ? undefined : this.#now() - Number(oldest);
    return { ...(JSON.parse(counts) as Omit<QueueStats, 'oldestDueAt'>), oldestDueAt };
  }

  async get(id: string): Promise<DeliveryWithPayload | undefined> {
    const [row] = await this.#query<JobRow>(GET, [jobId(id)]);
    return row && withPayload(row);
  }

  async dead(query: DeadQuery = {}): Promise<DeadLetter[]> {
    const { endpoint = null, after } = query;
    const last = after === undefined ? null : jobId(after);
    const limit = requireInteger('limit', query.limit ?? DEAD_PAGE.default, { max: DEAD_PAGE.most });
    const rows = await this.#query<JobRow>(DEAD, [endpoint, last, limit]);
    return rows.map((row) => deadLetterOf(row));
  }

  async replay(ids: readonly string[]): Promise<string[]> {
    this.#requireOpen();
    const { database, schema } = this.#parts;
    const replayed = await inTransaction(database, async (db) => {
      const rows = await rowsOf<{ data: string }>(db, TAKE_DEAD, { schema, values: [ids.map(jobId)] });
      const letters = rows.map(({ data }) => JSON.parse(data) as JobData);
      const jobs = letters.map((letter) => insertOf({ ...letter, died: undefined, dueAt: this.#now() }, 0));
      await insertJobs(this.#parts.boss, db, jobs);
      return new Set(letters.map(({ id }) => id));
    });
    this.#worker?.wake();
    return [...new Set(ids)].filter((id) => replayed.has(id));
  }

  async disable(endpoint: string, reason: string): Promise<boolean> {
    this.#requireOpen();
    requireText(endpoint, 'endpoint', MAX_ENDPOINT_LENGTH);
    requireText(reason, 'reason', MAX_KEY_LENGTH);
    const job = disabledJob(endpoint, { reason, since: this.#now() });
    const inserted = await stored(this.#parts.boss.insert(QUEUE.disabled, [job], { returnId: true }));
    await this.#worker?.readDisabled();
    return inserted !== null;
  }

  async enable(endpoint: string): Promise<boolean> {
    this.#requireOpen();
    const response = await stored(this.#parts.boss.deleteJob(QUEUE.disabled, hashId(endpoint)));
    await this.#worker?.readDisabled();
    return (response as { readonly affected?: number }).affected === 1;
  }

  async disabled(): Promise<DisabledEndpoint[]> {
    const rows = await this.#query<{ data: string }>(DISABLED);
    return rows.map(({ data }) => JSON.parse(data) as DisabledEndpoint);
  }

  async unused(endpoints: readonly string[]): Promise<string[]> {
    const rows = await this.#query<{ endpoint: string }>(UNUSED, [endpoints]);
    return rows.map(({ endpoint }) => endpoint);
  }

  async purge(query: PurgeQuery): Promise<number> {
    const { state, endpoint = null, before = null } = query;
    const limit = requireInteger('limit', query.limit ?? PURGE_STEP.default, { max: PURGE_STEP.most });
    const [row] = await this.#query<{ count: string }>(purge(state), [endpoint, before, limit]);
    this.#worker?.wake();
    return Number(row?.count ?? 0);
  }

  async close(options: CloseOptions = {}): Promise<void> {
    const drainMs = drainMsOf(options);
    this.#closed ??= this.#close(drainMs);
    await this.#closed;
  }

  async #close(drainMs: number): Promise<void> {
    await this.#worker?.close({ drainMs });
    await this.#enqueuer.idle();
    await stored(this.#parts.stop());
  }

  #now(): number {
    return this.#parts.settings.clock.now();
  }

  #query<Row>(sql: string, values: unknown[] = []): Promise<readonly Row[]> {
    this.#requireOpen();
    const { database, schema } = this.#parts;
    return rowsOf<Row>(database, sql, { schema, values });
  }

  #requireOpen(): void {
    if (this.#closed === undefined) return;
    throw new StoreError('ERR_WEBHOOK_STORE_CLOSED', 'this queue was closed: open a new one');
  }
}
