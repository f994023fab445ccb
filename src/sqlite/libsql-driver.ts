/**
 * SQLite through the optional dependency `libsql`, for runtimes without `node:sqlite`.
 *
 * It corrects these differences: `get` adds a column and `all` does not; `all` returns blobs as `ArrayBuffer`;
 * prepared statements keep a closed connection open and working until they are collected; a failure to open
 * has SQLite's code only in its message.
 *
 * @module sqlite/libsql-driver
 * @see https://github.com/tursodatabase/libsql-js
 */
import { StoreError } from '../errors/index.ts';
import type { DriverDatabase, SqlRow, SqlValue, Statement } from './driver.ts';

interface LibsqlStatement {
  run(values: SqlValue[]): { readonly changes: number };
  all(values: SqlValue[]): LibsqlRow[];
}

interface LibsqlDatabase {
  exec(sql: string): void;
  prepare(sql: string): LibsqlStatement;
  close(): void;
}

type LibsqlRow = Record<string, SqlValue | ArrayBuffer>;

interface LibsqlModule {
  readonly default: new (path: string) => LibsqlDatabase;
}

/**
 * @param path of the file
 * @returns the connection
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if `libsql` is not installed
 */
export async function openLibsql(path: string): Promise<DriverDatabase> {
  const { default: Libsql } = await loadLibsql();
  const database = new Libsql(path);
  let open = true;
  const requireOpen = (): void => {
    if (!open) throw new StoreError('ERR_WEBHOOK_STORE_CLOSED', 'the database was closed');
  };
  return {
    driver: 'libsql',
    exec(sql) {
      requireOpen();
      database.exec(sql);
    },
    prepare(sql) {
      requireOpen();
      return statementOf(database.prepare(sql), requireOpen);
    },
    close() {
      open = false;
      database.close();
    },
  };
}

async function loadLibsql(): Promise<LibsqlModule> {
  try {
    return (await import('libsql')) as unknown as LibsqlModule;
  } catch (cause) {
    throw new StoreError(
      'ERR_WEBHOOK_STORE_UNAVAILABLE',
      'this runtime has no node:sqlite, and the package libsql is not installed: npm install libsql',
      { cause },
    );
  }
}

function statementOf(statement: LibsqlStatement, requireOpen: () => void): Statement {
  const all = (...values: SqlValue[]): SqlRow[] => {
    requireOpen();
    const rows = statement.all(values);
    for (const row of rows) viewBlobs(row);
    return rows as SqlRow[];
  };
  return {
    run(...values) {
      requireOpen();
      return statement.run(values).changes;
    },
    get: (...values) => all(...values)[0],
    all,
  };
}

function viewBlobs(row: LibsqlRow): void {
  for (const name in row) {
    const value = row[name];
    if (value instanceof ArrayBuffer) row[name] = new Uint8Array(value);
  }
}
