/**
 * What a SQLite driver has to provide.
 *
 * @module sqlite/driver
 */

/** What SQLite can store, as the drivers take it. Integers beyond 2^53 are not used here. */
export type SqlValue = string | number | null | Uint8Array;

/** A row, by the names of its columns. Blobs come as `Uint8Array`. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** A prepared statement. */
export interface Statement {
  /**
   * @param values of its parameters
   * @returns how many rows it changed
   */
  run(...values: SqlValue[]): number;
  /**
   * @param values of its parameters
   * @returns the first row, `undefined` where there is none
   */
  get(...values: SqlValue[]): SqlRow | undefined;
  /**
   * @param values of its parameters
   * @returns all rows
   */
  all(...values: SqlValue[]): SqlRow[];
}

/** Which SQLite is used: the runtime's own, or the package `libsql`. */
export type SqliteDriver = 'node:sqlite' | 'libsql';

/** A database without the parts that are the same for both drivers. */
export interface DriverDatabase {
  /** Which driver it came from. */
  readonly driver: SqliteDriver;
  /** @param sql statements without parameters */
  exec(sql: string): void;
  /** @param sql one statement */
  prepare(sql: string): Statement;
  /** Closes it. Called once. */
  close(): void;
}
