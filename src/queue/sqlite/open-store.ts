/**
 * Opens the database of a queue: settings, check, migration, and recovery of the last owner's deliveries.
 *
 * @module queue/sqlite/open-store
 */
import { statSync } from 'node:fs';
import { StoreError } from '../../errors/index.ts';
import { type Database, openDatabase, type SqliteDriver } from '../../sqlite/database.ts';
import { migrate } from '../../sqlite/migrate.ts';
import { storeErrorOf } from '../../sqlite/store-error.ts';
import { hasLostCommits } from './log-check.ts';
import { type Quarantine, quarantine, restore } from './quarantine.ts';
import { IS_USED, QUEUE_SCHEMA } from './schema.ts';

/** The options of {@link openQueueDatabase}. */
export interface OpenQueueOptions {
  readonly driver?: SqliteDriver | undefined;
  /** The time, in milliseconds since the epoch. */
  readonly now: number;
  /** Whether a queue had this path before: its lock file exists. */
  readonly wasQueue: boolean;
  /** Whether a damaged queue is moved away. Default: `quarantine`. */
  readonly onCorrupt?: 'quarantine' | 'refuse' | undefined;
  /** Called if it was. */
  readonly onProblem: (problem: StoreError) => void;
}

/** Up to this size the whole file is checked when it is opened: half a second at most; in bytes. */
const CHECKED_BYTES = 67_108_864;

// FULL: each commit waits for the disk, until `LogSync` does. The owner's lock keeps others out, so there is nothing to wait for.
// 16 MiB of pages are kept in memory, outside JavaScript's heap; the WAL is written back after some 16 MiB.
const SETTINGS = `
PRAGMA busy_timeout = 0;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = OFF;
PRAGMA cache_size = -16384;
PRAGMA wal_autocheckpoint = 4000;
`;

/** SQLite's smallest page, in bytes (SQLite file format, "The Database Header"). */
const SMALLEST_PAGE = 512;

/** Fails with an overflow (SQLite: "abs(X)") if the check finds damage. */
const CHECK = `SELECT CASE WHEN integrity_check <> 'ok' THEN abs(-9223372036854775808) END
FROM pragma_integrity_check`;

/** A clock that is behind the store by less than this, in milliseconds, was adjusted, not set back. */
const STEERED_MS = 60_000;

/**
 * @param path of the file, which the caller owns
 * @param options `driver`, `now`, `wasQueue`, `onCorrupt`, `onProblem`
 * @returns the database, ready for a store
 * @throws {StoreError} ERR_WEBHOOK_STORE_CORRUPT if its files are damaged and may not be moved away, others as
 *   `openDatabase`
 */
export async function openQueueDatabase(path: string, options: OpenQueueOptions): Promise<Database> {
  let damaged: Quarantine | undefined;
  let database: Database;
  try {
    database = await openChecked(path, options);
  } catch (error) {
    if (!options.wasQueue || options.onCorrupt === 'refuse' || !isCorrupt(error)) throw error;
    damaged = quarantine(path, error.message, options.now);
    database = await openChecked(path, { ...options, wasQueue: false });
  }
  try {
    migrate(database, QUEUE_SCHEMA);
    if (damaged !== undefined) options.onProblem(await restore(damaged, database, options));
    if (!options.wasQueue) refuseMoved(database, path);
    unlessFull(() => markOpen(database));
    unlessFull(() => database.transaction(() => freeInFlight(database, namedInFlight(database))));
    unlessFull(() => forgetEndpoints(database));
    unlessFull(() => catchUp(database, options.now));
    return database;
  } catch (error) {
    database.close();
    throw storeErrorOf(error, `the queue ${path} was not opened`);
  }
}

/**
 * Each row has its own checksum. Missing rows can only be found through the indexes, and a damaged index would hide rows.
 *
 * No statement is prepared here: libsql would keep a damaged file open for as long as a statement exists, and when it
 * closes at last, treat the WAL of the new file as its own.
 */
async function openChecked(path: string, options: OpenQueueOptions): Promise<Database> {
  const size = sizeOf(path);
  // SQLite treats such a file as a new database; if a queue was there, it is what a crash left.
  if (options.wasQueue && size !== undefined && size < SMALLEST_PAGE) throw corrupt('the file is empty');
  if (hasLostCommits(path)) throw corrupt('the write-ahead log is damaged, and commits in it are lost');
  const database = await openSet(path, options);
  try {
    if ((size ?? 0) <= CHECKED_BYTES) database.exec(CHECK);
    return database;
  } catch (error) {
    database.close();
    if (isOverflow(error)) throw corrupt('the integrity check of SQLite found damage');
    throw storeErrorOf(error, `the queue ${path} was not opened`);
  }
}

/** On a full disk the log's index does not fit, so it is kept in memory: waiting deliveries can still be made. */
async function openSet(path: string, options: OpenQueueOptions): Promise<Database> {
  try {
    return await openWith(SETTINGS, path, options);
  } catch (error) {
    if (!isFull(error)) throw error;
    return openWith(`PRAGMA locking_mode = EXCLUSIVE; ${SETTINGS}`, path, options);
  }
}

async function openWith(settings: string, path: string, options: OpenQueueOptions): Promise<Database> {
  const database = await openDatabase(path, options);
  try {
    database.exec(settings);
    return database;
  } catch (error) {
    database.close();
    throw storeErrorOf(error, `the queue ${path} was not opened`);
  }
}

/** Runs work that can wait until the next opening if the disk is full. */
function unlessFull(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!isFull(error)) throw error;
  }
}

function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

function corrupt(message: string): StoreError {
  return new StoreError('ERR_WEBHOOK_STORE_CORRUPT', message);
}

function isCorrupt(error: unknown): error is StoreError {
  return error instanceof StoreError && error.code === 'ERR_WEBHOOK_STORE_CORRUPT';
}

function isFull(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'ERR_WEBHOOK_STORE_FULL';
}

function isOverflow(error: unknown): boolean {
  return error instanceof Error && error.message.includes('integer overflow');
}

/**
 * Moves everything into one file, if the disk allows it, and closes the database. Commits are never lost.
 *
 * @param database of the queue
 * @param now milliseconds since the epoch
 */
export function closeQueueDatabase(database: Database, now: number): void {
  try {
    setFact(database, 'seen_at', now);
    setFact(database, 'is_open', 0);
    // SQLite does this by itself when it closes, but libsql closes late.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // The next owner reads the WAL instead.
  } finally {
    database.close();
  }
}

/** @returns a number that an owner stored; 0 without one */
function fact(database: Database, name: string): number {
  return Number(database.prepare('SELECT value FROM fact WHERE name = ?').get(name)?.['value'] ?? 0);
}

function setFact(database: Database, name: string, value: number): void {
  database
    .prepare(
      'INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    )
    .run(name, value);
}

/** The log and the lock of a queue that was not closed are at its old path: without them commits would be missing. */
function refuseMoved(database: Database, path: string): void {
  if (fact(database, 'is_open') === 0) return;
  throw new StoreError(
    'ERR_WEBHOOK_STORE_UNAVAILABLE',
    `${path} was open under another name or in another place, and was not closed there: open and close it there, or ` +
      `move the files …-wal and …-owner beside it; for a backup that is complete, make an empty file ${path}-owner`,
  );
}

/** Written to the file itself, not only to its log, so that it is found at any path. */
function markOpen(database: Database): void {
  if (fact(database, 'is_open') === 1) return;
  database.transaction(() => setFact(database, 'is_open', 1));
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

/**
 * @param database of the queue
 * @returns the rows that its owner has in flight; at opening, those of the last owner
 */
export function namedInFlight(database: Database): number[] {
  return database
    .prepare('SELECT seq FROM in_flight')
    .all()
    .map((row) => Number(row['seq']));
}

/**
 * Within a transaction. The last owner has ended, since this one has the lock: its rows in flight are due again,
 * and the interrupted attempts count.
 *
 * @param database of the queue
 * @param rows that the last owner had in flight
 */
export function freeInFlight(database: Database, rows: readonly number[]): void {
  if (rows.length === 0) return;
  const list = JSON.stringify(rows);
  const listed = 'IN (SELECT value FROM json_each(?))';
  database.prepare(`UPDATE delivery SET attempts = attempts + 1 WHERE seq ${listed}`).run(list);
  database.prepare(`DELETE FROM in_flight WHERE seq ${listed}`).run(list);
}

/** Every endpoint that was ever used has a row: if each event has its own URL, there are as many rows as events. */
function forgetEndpoints(database: Database): void {
  const sql = `DELETE FROM endpoint AS e WHERE disabled_at IS NULL AND NOT ${IS_USED}`;
  database.transaction(() => database.exec(sql));
}

/** If the clock was set back since the last owner, due times move back too: else a delivery could wait for a year. */
function catchUp(database: Database, now: number): void {
  const newest = database.prepare('SELECT enqueued_at FROM delivery ORDER BY seq DESC LIMIT 1').get();
  const behind = Math.max(fact(database, 'seen_at'), Number(newest?.['enqueued_at'] ?? 0)) - now;
  database.transaction(() => {
    if (behind > STEERED_MS) {
      database
        .prepare('UPDATE delivery SET due_at = max(due_at - ?, 0) WHERE state IN (0, 2) AND due_at > ?')
        .run(behind, now);
    }
    setFact(database, 'seen_at', now);
  });
}
