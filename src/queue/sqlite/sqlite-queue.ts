/**
 * The queue in a SQLite file: durable, in one process, with nothing to install or run besides.
 *
 * @module queue/sqlite/sqlite-queue
 * @see https://www.sqlite.org/wal.html
 */
import { existsSync, rmSync } from 'node:fs';
import type { Database, SqliteDriver } from '../../sqlite/database.ts';
import { refuseForeign } from '../../sqlite/foreign-file.ts';
import { lockOwner, ownerPath } from '../../sqlite/owner-lock.ts';
import { storePath } from '../../sqlite/store-file.ts';
import { EmbeddedQueue } from '../embedded/embedded-queue.ts';
import { engineSettings, type QueueEngineOptions } from '../engine-options.ts';
import type { Queue } from '../queue.ts';
import { closeQueueDatabase, openQueueDatabase } from './open-store.ts';
import { QUEUE_SCHEMA } from './schema.ts';
import { SqliteStore } from './sqlite-store.ts';

/** What {@link sqliteQueue} can be told. */
export interface SqliteQueueOptions extends QueueEngineOptions {
  /** Which SQLite to use. Default: `node:sqlite` where the runtime has it, else the package `libsql`. */
  readonly driver?: SqliteDriver | undefined;
  /**
   * What becomes of a damaged file. `quarantine` (the default): it is moved aside and kept as `….corrupt-…`, with a
   * report in JSON beside it; a new queue goes on with all deliveries that are still whole, and `onProblem` is told.
   * `refuse`: opening fails, and the file is left as it is. A file that never was a queue is always refused.
   */
  readonly onCorrupt?: 'quarantine' | 'refuse' | undefined;
}

/**
 * Opens a queue in a SQLite file, and makes the file where there is none. What `enqueue` has acknowledged is on the
 * disk (`synchronous = FULL`); concurrent calls share a commit. The file belongs to this process until `close`, by whatever
 * name it is opened; a dead process's file is free at once. Once the file was moved, deleted or replaced, nothing more is
 * acknowledged. Beside it lie `…-wal`, `…-shm` and the lock `…-owner`. Not for network file systems,
 * whose locks cannot be trusted.
 *
 * @param path of the file; its folder must exist
 * @param options `driver`, `onCorrupt`, `idempotencyRetentionMs`, `clock`, `onProblem`
 * @returns the queue
 * @throws {RangeError} if a duration is not positive and finite
 * @throws {TypeError} if SQLite would keep nothing at that path: empty, `:memory:`, a URI
 * @throws {StoreError} ERR_WEBHOOK_STORE_LOCKED if another running process has the file, or this one has it already
 * @throws {StoreError} ERR_WEBHOOK_STORE_CORRUPT if the file is damaged, and `onCorrupt` is `refuse` or it never was an
 *   queue
 * @throws {StoreError} ERR_WEBHOOK_STORE_FULL if there is no space or no permission to write
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if there is no driver, the file is another program's database, or of a
 *   newer release
 * @example
 * ```ts
 * const queue = await sqliteQueue('webhooks.db');
 * await queue.enqueue([{ endpoint: 'crm', payload: new TextEncoder().encode('{}') }]);
 * const worker = await queue.work(async () => ({ outcome: 'done' }), { concurrency: 50 });
 * ```
 */
export async function sqliteQueue(path: string, options: SqliteQueueOptions = {}): Promise<Queue> {
  const settings = engineSettings(options);
  const { driver, onCorrupt } = options;
  const file = storePath(path);
  // What has the lock's file beside it was a queue once, so it gets none before it is one.
  const wasQueue = existsSync(ownerPath(file));
  if (!wasQueue) refuseForeign(file, QUEUE_SCHEMA);
  const lock = await lockOwner(file, { driver });
  let database: Database | undefined;
  try {
    const { onProblem } = settings;
    const now = settings.clock.now();
    const opened = await openQueueDatabase(file, { driver, now, wasQueue, onCorrupt, onProblem });
    database = opened;
    const close = (): void => {
      closeQueueDatabase(opened, settings.clock.now());
      lock.release();
    };
    const store = opened.read(() => new SqliteStore(opened, close));
    return new EmbeddedQueue('sqlite', store, settings);
  } catch (error) {
    database?.close();
    lock.release();
    if (!wasQueue) rmSync(ownerPath(file));
    throw error;
  }
}
