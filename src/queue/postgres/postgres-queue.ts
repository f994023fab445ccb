/**
 * The queue in Postgres, on pg-boss: for more than one process, and for enqueuing within a transaction.
 *
 * @module queue/postgres/postgres-queue
 * @see https://timgit.github.io/pg-boss/
 */
import { StoreError } from '../../errors/index.ts';
import {
  requireInteger,
  requireNumber,
  requireOptions,
  requireString,
  requireStrings,
} from '../../errors/options.ts';
import { schemaName } from '../../postgres/schema-name.ts';
import { engineSettings, type QueueEngineOptions } from '../engine-options.ts';
import { MAX_ENDPOINT_LENGTH, MAX_KEY_LENGTH } from '../limits.ts';
import { prepareMessages, requireText } from '../message.ts';
import { checkedDeadQuery, checkedPurge } from '../queries.ts';
import type { DisabledEndpoint, Queue, QueueStats } from '../queue.ts';
import { drainMsOf, workSettings } from '../work-settings.ts';
import { disabledJob } from './answers.ts';
import { type BossParts, QUEUE, startBoss } from './boss.ts';
import { type PostgresPool, stored } from './connection.ts';
import { Enqueuer } from './enqueue.ts';
import { deadLetterOf, hashId, jobId, type JobRow, newId, withPayload } from './job.ts';
import { DEAD, DISABLED, GET, PURGE, REPLAY, STATS, UNUSED } from './statements.ts';
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
  requireOptions('postgresQueue', options);
  const { connectionString = '', pool, migrate = true, maxConnections = 10, pollIntervalMs = 500 } = options;
  if ((pool === undefined) === (connectionString === '')) {
    throw new TypeError('give either a connectionString or a pool of the package pg');
  }
  requireInteger('maxConnections', maxConnections, { min: 1 });
  requireNumber('pollIntervalMs', pollIntervalMs);
  const schema = schemaName(options.schema ?? DEFAULT_SCHEMA);
  const where = { connectionString, pool, schema, maxConnections };
  return new PostgresQueue(
    await startBoss({ ...engineSettings(options), ...where, migrate, pollIntervalMs }),
  );
}

class PostgresQueue implements Queue {
  readonly engine = 'postgres';
  readonly durable = true;
  readonly #parts: BossParts;
  readonly #enqueuer: Enqueuer;
  #worker: PostgresWorker | undefined;
  #closed: Promise<void> | undefined;

  constructor(parts: BossParts) {
    this.#parts = parts;
    this.#enqueuer = new Enqueuer(parts);
  }

  readonly enqueue: Queue['enqueue'] = async (messages, { tx } = {}) => {
    const { clock } = this.#open();
    const prepared = prepareMessages(messages, { now: clock.now(), newId });
    if (prepared.length === 0) return [];
    const results = await this.#enqueuer.enqueue(prepared, tx);
    if (tx === undefined) this.#worker?.wake();
    return results;
  };

  readonly work: Queue['work'] = async (handler, options) => {
    const parts = this.#open();
    const settings = workSettings(handler, options, parts);
    if (this.#worker !== undefined) throw new TypeError('this queue has a worker: close that one first');
    const { endpointConcurrency } = options;
    const onClosed = (): void => void (this.#worker = undefined);
    const worker = new PostgresWorker({ ...parts, ...settings, endpointConcurrency, onClosed });
    this.#worker = worker;
    await stored(worker.start()).catch(async (error: unknown) => {
      await worker.close({ drainMs: 0 });
      throw error;
    });
    return worker;
  };

  readonly stats: Queue['stats'] = async () => {
    const { clock, query } = this.#open();
    const [row] = await query<{ counts: string; oldest: string | null }>(STATS);
    const { counts = '', oldest = null } = row ?? {};
    const oldestDueAt = oldest === null ? undefined : clock.now() - Number(oldest);
    return { ...(JSON.parse(counts) as Omit<QueueStats, 'oldestDueAt'>), oldestDueAt };
  };

  readonly get: Queue['get'] = async (id) => {
    const [row] = await this.#open().query<JobRow>(GET, [jobId(requireString('id', id))]);
    return row && withPayload(row);
  };

  readonly dead: Queue['dead'] = async (query = {}) => {
    const { endpoint, after = '', limit } = checkedDeadQuery(query);
    const rows = await this.#open().query<JobRow>(DEAD, [endpoint, jobId(after), limit]);
    return rows.map(deadLetterOf);
  };

  readonly replay: Queue['replay'] = async (ids) => {
    const { clock, query } = this.#open();
    const asked = requireStrings('ids', ids);
    const rows = await query<{ id: string }>(REPLAY, [asked.map(jobId), clock.now()]);
    this.#worker?.wake();
    const replayed = new Set(rows.map(({ id }) => id));
    return [...new Set(asked)].filter((id) => replayed.has(id));
  };

  readonly disable: Queue['disable'] = async (endpoint, reason) => {
    const { boss, clock } = this.#open();
    requireText(endpoint, 'endpoint', MAX_ENDPOINT_LENGTH);
    requireText(reason, 'reason', MAX_KEY_LENGTH);
    const job = disabledJob(endpoint, { reason, since: clock.now() });
    const inserted = await stored(boss.insert(QUEUE.disabled, [job], { returnId: true }));
    await this.#worker?.readDisabled();
    return inserted !== null;
  };

  readonly enable: Queue['enable'] = async (endpoint) => {
    const { boss } = this.#open();
    requireText(endpoint, 'endpoint', MAX_ENDPOINT_LENGTH);
    const response = await stored(boss.deleteJob(QUEUE.disabled, hashId(endpoint)));
    await this.#worker?.readDisabled();
    return (response as { readonly affected?: number }).affected === 1;
  };

  readonly disabled: Queue['disabled'] = async () => {
    const rows = await this.#open().query<{ data: string }>(DISABLED);
    return rows.map(({ data }) => JSON.parse(data) as DisabledEndpoint);
  };

  readonly unused: Queue['unused'] = async (endpoints) => {
    const rows = await this.#open().query<{ endpoint: string }>(UNUSED, [
      requireStrings('endpoints', endpoints),
    ]);
    return rows.map(({ endpoint }) => endpoint);
  };

  readonly purge: Queue['purge'] = async (query) => {
    const { state, endpoint, before, limit } = checkedPurge(query);
    const queues = state === 'dead' ? [QUEUE.dead] : [QUEUE.deliveries, QUEUE.ordered];
    const values = [state, endpoint, before, limit, queues];
    const [row] = await this.#open().query<{ count: string }>(PURGE, values);
    this.#worker?.wake();
    return Number(row?.count ?? 0);
  };

  readonly close: Queue['close'] = async (options = {}) => {
    const drainMs = drainMsOf(options);
    this.#closed ??= this.#close(drainMs);
    await this.#closed;
  };

  async #close(drainMs: number): Promise<void> {
    await this.#worker?.close({ drainMs });
    await this.#enqueuer.idle();
    await stored(this.#parts.stop());
  }

  /** @throws {StoreError} ERR_WEBHOOK_STORE_CLOSED once it is closed */
  #open(): BossParts {
    if (this.#closed === undefined) return this.#parts;
    throw new StoreError('ERR_WEBHOOK_STORE_CLOSED', 'this queue was closed: open a new one');
  }
}
