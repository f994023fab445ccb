/**
 * The queue in a SQLite file: durable, in one process, without another server.
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
import { LogSync } from './log-sync.ts';
import { closeQueueDatabase, openQueueDatabase } from './open-store.ts';
import { QUEUE_SCHEMA } from './schema.ts';
import { SqliteStore } from './sqlite-store.ts';

/** The options of {@link sqliteQueue}. */
export interface SqliteQueueOptions extends QueueEngineOptions {
  /** Which SQLite to use. Default: `node:sqlite` if the runtime has it, else the package `libsql`. */
  readonly driver?: SqliteDriver | undefined;
  /**
   * What to do with a damaged file. `quarantine` (the default): it is renamed to `….corrupt-…`, with a
   * report in JSON next to it; a new queue continues with all undamaged deliveries, and `onProblem` is called.
   * `refuse`: opening fails, and the file is not changed. A file that was never a queue is always refused.
   */
  readonly onCorrupt?: 'quarantine' | 'refuse' | undefined;
}

/**
 * Opens a queue in a SQLite file, which is created if it is missing. Messages that `enqueue` has accepted are on the
 * disk (`fdatasync`); concurrent calls share a commit. The file belongs to this process until `close`, under any
 * name; if the process ends, it is free at once. If the file is moved, deleted or replaced, nothing more is
 * accepted. Next to it are `…-wal`, `…-shm` and the lock `…-owner`. Not for network file systems,
 * whose locks cannot be trusted.
 *
 * @param path of the file; its folder must exist
 * @param options `driver`, `onCorrupt`, `idempotencyRetentionMs`, `clock`, `onProblem`
 * @returns the queue
 * @throws {RangeError} if a duration is not positive and finite
 * @throws {TypeError} if SQLite would not store a file at that path: empty, `:memory:`, a URI
 * @throws {StoreError} ERR_WEBHOOK_STORE_LOCKED if another running process has the file, or this one has it already
 * @throws {StoreError} ERR_WEBHOOK_STORE_CORRUPT if the file is damaged, and `onCorrupt` is `refuse` or it never was an
 *   queue
 * @throws {StoreError} ERR_WEBHOOK_STORE_FULL if the disk is full or writing is not permitted
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if no driver is installed, the file is another program's database, or of a
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
  // A file with a lock file next to it counts as a former queue, so a foreign file must not get one.
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
    const store = opened.read(() => new SqliteStore(opened, new LogSync(file, opened), close));
    return new EmbeddedQueue('sqlite', store, settings);
  } catch (error) {
    database?.close();
    lock.release();
    if (!wasQueue) rmSync(ownerPath(file));
    throw error;
  }
}
