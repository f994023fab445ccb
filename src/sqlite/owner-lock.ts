/**
 * One owner per database: the file `…-owner` beside it is kept locked by the kernel for as long as its owner
 * lives, so the lock of a dead owner is free at once, without relying on process ids.
 *
 * @module sqlite/owner-lock
 * @see https://www.sqlite.org/lockingv3.html
 */
import { StoreError } from '../errors/index.ts';
import { openDatabase, type OpenDatabaseOptions } from './database.ts';
import { storeErrorOf } from './store-error.ts';
import { storePath } from './store-file.ts';

/** Ownership of a database file. */
export interface OwnerLock {
  /** Releases the lock. */
  release(): void;
}

/**
 * Takes ownership, or fails at once.
 *
 * @param path of the database file, not of the lock
 * @param options `driver`
 * @returns the ownership, to be released
 * @throws {StoreError} ERR_WEBHOOK_STORE_LOCKED if another process (or this one) owns it
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE, ERR_WEBHOOK_STORE_FULL if the lock file cannot be made
 * @example
 * ```ts
 * const lock = await lockOwner('webhooks.db');
 * lock.release();
 * ```
 */
export async function lockOwner(path: string, options: OpenDatabaseOptions = {}): Promise<OwnerLock> {
  const database = await openDatabase(ownerPath(path), options);
  try {
    // An exclusive transaction that never ends. Without a prepared statement, libsql releases the file on close.
    database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw lockedError(path, storeErrorOf(error, 'nothing was opened'));
  }
  return {
    release() {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

/**
 * @param path of a database
 * @returns where its owner's lock is: beside the file itself, whichever link led to it
 */
export function ownerPath(path: string): string {
  return `${storePath(path)}-owner`;
}

function lockedError(path: string, cause: unknown): unknown {
  if (!(cause instanceof StoreError) || cause.code !== 'ERR_WEBHOOK_STORE_LOCKED') return cause;
  return new StoreError(
    'ERR_WEBHOOK_STORE_LOCKED',
    `${path} is already open, in another running process or in this one: close it there, or use one file per process`,
    { cause },
  );
}
