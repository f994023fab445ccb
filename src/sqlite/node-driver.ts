/**
 * SQLite as built into Node 22.13 and later.
 *
 * @module sqlite/node-driver
 * @see https://nodejs.org/api/sqlite.html
 */
import process from 'node:process';
import { StoreError } from '../errors/index.ts';
import type { DriverDatabase, SqlRow, SqlValue, Statement } from './driver.ts';

// This is compiled with the types of Node 20, which have neither the module nor the function that loads it.
interface NodeStatement {
  run(...values: SqlValue[]): { readonly changes: number | bigint };
  get(...values: SqlValue[]): SqlRow | undefined;
  all(...values: SqlValue[]): SqlRow[];
}

interface NodeDatabase {
  exec(sql: string): void;
  prepare(sql: string): NodeStatement;
  close(): void;
}

interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => NodeDatabase;
}

interface ProcessWithBuiltins {
  getBuiltinModule?(id: string): unknown;
}

/** @returns the module `node:sqlite`; `undefined` if this runtime does not have it */
export function nodeSqlite(): NodeSqlite | undefined {
  return (process as ProcessWithBuiltins).getBuiltinModule?.('node:sqlite') as NodeSqlite | undefined;
}

/**
 * @param path of the file
 * @returns the connection
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if this runtime has no `node:sqlite`
 */
export function openNodeSqlite(path: string): DriverDatabase {
  const sqlite = nodeSqlite();
  if (sqlite === undefined) {
    throw new StoreError(
      'ERR_WEBHOOK_STORE_UNAVAILABLE',
      'this runtime has no node:sqlite (Node has it since 22.13): install the package libsql instead',
    );
  }
  const database = new sqlite.DatabaseSync(path);
  return {
    driver: 'node:sqlite',
    exec: (sql) => database.exec(sql),
    prepare: (sql) => statementOf(database.prepare(sql)),
    close: () => database.close(),
  };
}

function statementOf(statement: NodeStatement): Statement {
  return {
    run: (...values) => Number(statement.run(...values).changes),
    get: (...values) => statement.get(...values),
    all: (...values) => statement.all(...values),
  };
}
