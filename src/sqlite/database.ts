/**
 * One small synchronous interface over the two SQLite drivers: `node:sqlite` where the runtime has it (Node 22.13 and
 * later), else the optional dependency `libsql`.
 *
 * @module sqlite/database
 * @see https://nodejs.org/api/sqlite.html
 * @see https://github.com/tursodatabase/libsql-js
 */
import { StoreError } from '../errors/index.ts';
import type { DriverDatabase, SqliteDriver, Statement } from './driver.ts';
import { openLibsql } from './libsql-driver.ts';
import { nodeSqlite, openNodeSqlite } from './node-driver.ts';
import { storeErrorOf } from './store-error.ts';
import { storePath, watchFile } from './store-file.ts';

export type { SqliteDriver, SqlRow, SqlValue, Statement } from './driver.ts';

/** One connection to one database file. `exec` and `prepare` throw what the driver throws. */
export interface Database extends DriverDatabase {
  /**
   * Runs `work` between `BEGIN IMMEDIATE` and `COMMIT`, and rolls back if either fails.
   *
   * @param work writes
   * @returns what `work` returned, once it is committed
   * @throws {StoreError} ERR_WEBHOOK_STORE_FULL, ERR_WEBHOOK_STORE_CORRUPT, ERR_WEBHOOK_STORE_LOCKED,
   *   ERR_WEBHOOK_STORE_UNAVAILABLE if SQLite failed, or the file was moved, deleted or replaced; what `work` itself
   *   throws is not changed
   */
  transaction<T>(work: () => T): T;
  /**
   * Runs `work`, and converts the driver's errors to typed ones.
   *
   * @param work only reads
   * @returns what `work` returned
   * @throws {StoreError} ERR_WEBHOOK_STORE_CORRUPT, ERR_WEBHOOK_STORE_UNAVAILABLE if SQLite failed
   */
  read<T>(work: () => T): T;
  /** Closes it. A second call does nothing. */
  close(): void;
}

/** The options of {@link openDatabase}. */
export interface OpenDatabaseOptions {
  /** Which driver to use. Default: `node:sqlite` where the runtime has it, else `libsql`. */
  readonly driver?: SqliteDriver | undefined;
}

/**
 * Opens a database file, and creates it if it is missing.
 *
 * @param path of the file
 * @param options `driver`
 * @returns the connection, with the driver's default settings
 * @throws {TypeError} if SQLite would not store it in a file at that path: empty, `:memory:`, a URI
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if no driver is installed, or the file cannot be opened
 * @example
 * ```ts
 * const database = await openDatabase('webhooks.db');
 * database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
 * database.close();
 * ```
 */
export async function openDatabase(path: string, options: OpenDatabaseOptions = {}): Promise<Database> {
  const { driver = nodeSqlite() === undefined ? 'libsql' : 'node:sqlite' } = options;
  const file = storePath(path);
  try {
    const opened = driver === 'libsql' ? await openLibsql(file) : openNodeSqlite(file);
    return withTransactions(opened, watchFile(file));
  } catch (error) {
    throw storeErrorOf(error, `the database ${path} could not be opened`);
  }
}

function withTransactions(opened: DriverDatabase, requireSameFile: () => void): Database {
  let isOpen = true;
  // Statements are prepared when first used: libsql keeps a file open as long as one of its statements exists.
  const statements = new Map<string, Statement>();
  const run = (sql: string): void => {
    let statement = statements.get(sql);
    if (statement === undefined) statements.set(sql, (statement = opened.prepare(sql)));
    statement.run();
  };
  return {
    driver: opened.driver,
    exec: (sql) => opened.exec(sql),
    prepare: (sql) => opened.prepare(sql),
    transaction(work) {
      if (!isOpen) throw new StoreError('ERR_WEBHOOK_STORE_CLOSED', 'the database was closed');
      try {
        run('BEGIN IMMEDIATE');
        const result = work();
        requireSameFile();
        run('COMMIT');
        requireSameFile();
        return result;
      } catch (error) {
        attempt(() => run('ROLLBACK'));
        throw storeErrorOf(error, 'the transaction was rolled back');
      }
    },
    read(work) {
      try {
        return work();
      } catch (error) {
        throw storeErrorOf(error, 'nothing was read');
      }
    },
    close() {
      if (isOpen) opened.close();
      isOpen = false;
    },
  };
}

/** SQLite rolls back by itself after some errors (disk full, input/output), so there may be nothing left to do. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // No transaction is open, as wanted.
  }
}
