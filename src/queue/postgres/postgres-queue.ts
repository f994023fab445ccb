/**
 * The queue in Postgres, on pg-boss: for more than one process, and for enqueuing within a transaction.
 *
 * @module queue/postgres/postgres-queue
 * @see https://timgit.github.io/pg-boss/
 */
import { requireInteger, requireNumber, requireOptions } from '../../errors/options.ts';
import { engineSettings, type QueueEngineOptions } from '../engine-options.ts';
import type { Queue } from '../queue.ts';
import { BossQueue } from './boss-queue.ts';
import { startBoss } from './boss.ts';
import type { PostgresPool } from './connection.ts';
import { schemaName } from '../../postgres/schema-name.ts';

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
  return new BossQueue(await startBoss({ ...engineSettings(options), ...where, migrate, pollIntervalMs }));
}
