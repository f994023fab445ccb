/**
 * Waits for the disk after a commit, in a thread of libuv: meanwhile the process takes further deliveries, which share the
 * next commit.
 *
 * @module queue/sqlite/log-sync
 * @see https://www.sqlite.org/wal.html#performance_considerations
 */
import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { StoreError } from '../../errors/index.ts';
import type { Database } from '../../sqlite/database.ts';

const flushToDisk = promisify(fdatasync);

/** The write-ahead log of an open database. From here on a commit of SQLite itself does not wait for the disk; a checkpoint does. */
export class LogSync {
  readonly #path: string;
  /** SQLite has no locks on its log, which closing a second descriptor would release. */
  #file: number | undefined;
  #failure: StoreError | undefined;

  /**
   * @param path of the database
   * @param database whose commits are waited for here
   */
  constructor(path: string, database: Pick<Database, 'exec'>) {
    this.#path = `${path}-wal`;
    database.exec('PRAGMA synchronous = NORMAL');
  }

  /**
   * @returns once everything that was committed is on the disk
   * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if the disk failed
   */
  async sync(): Promise<void> {
    try {
      await flushToDisk((this.#file ??= openSync(this.#path, 'r+')));
    } catch (cause) {
      const message = 'the disk did not store what was written: close this queue and open it again';
      this.#failure = new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
      throw this.#failure;
    }
  }

  /**
   * After a failure, a later success would not mean that the earlier writes are on the disk: the kernel tries them once.
   *
   * @throws {StoreError} the failure
   * @see https://wiki.postgresql.org/wiki/Fsync_Errors
   */
  requireSound(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}
