/**
 * A dedupe store in a SQLite file: it survives restarts, and the processes of one machine can share it.
 *
 * @module maxun-webhooks/dedupe/sqlite
 */
import { StoreError } from '../errors/index.ts';
import type { Claim, ClaimOptions, DedupeStore, OpenClaim } from '../receive/index.ts';
import { DEFAULT_DEDUPE_TTL_MS } from '../receive/limits.ts';
import { type Database, openDatabase, type SqliteDriver, type Statement } from '../sqlite/database.ts';
import { refuseForeign } from '../sqlite/foreign-file.ts';
import { migrate } from '../sqlite/migrate.ts';
import { storeErrorOf } from '../sqlite/store-error.ts';
import { DEDUPE_SCHEMA, STATE } from './sqlite-schema.ts';

/** The options of {@link sqliteDedupe}. */
export interface SqliteDedupeOptions {
  /** How many deliveries are remembered; the oldest are dropped first. Default: 1,000,000, about 200 MB. */
  readonly max?: number;
  /** Milliseconds for which a handled delivery is remembered; 24 hours by default. */
  readonly ttlMs?: number;
  /** Which driver to use. Default: `node:sqlite` if the runtime has it, else `libsql`. */
  readonly driver?: SqliteDriver;
}

/** A dedupe store that must be closed. */
export interface SqliteDedupe extends DedupeStore, Disposable {
  /** Closes the file. A second call does nothing. */
  close(): void;
}

const DEFAULT_MAX = 1_000_000;

// NORMAL: a killed process loses nothing; a power failure may forget the last commits, never damage the file. Another
// process holds the lock only for one row, so waiting for a second is enough.
const SETTINGS = 'PRAGMA busy_timeout = 1000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL';

/**
 * Remembers deliveries in a SQLite file of its own, which the processes of one machine can share.
 *
 * @param path of the file; it is created if it is missing
 * @param options `max`, `ttlMs`, `driver`
 * @returns the store; close it when the receiver is no longer used
 * @throws {RangeError} if `max` or `ttlMs` is not a positive whole number
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if no driver is installed, or the file is another program's;
 * ERR_WEBHOOK_STORE_CORRUPT, ERR_WEBHOOK_STORE_FULL, ERR_WEBHOOK_STORE_LOCKED as SQLite reports
 * @example
 * ```ts
 * const dedupe = await sqliteDedupe('deliveries.db');
 * const receiver = createReceiver({ secrets, dedupe });
 * ```
 */
export async function sqliteDedupe(path: string, options: SqliteDedupeOptions = {}): Promise<SqliteDedupe> {
  const { max = DEFAULT_MAX, ttlMs = DEFAULT_DEDUPE_TTL_MS, driver } = options;
  for (const [name, value] of Object.entries({ max, ttlMs })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`${name} is ${value}: expected a whole number of at least 1.`);
    }
  }
  refuseForeign(path, DEDUPE_SCHEMA);
  const database = await openDatabase(path, { driver });
  try {
    database.exec(SETTINGS);
    migrate(database, DEDUPE_SCHEMA);
    return new SqliteStore(database, { max, ttlMs });
  } catch (error) {
    database.close();
    throw storeErrorOf(error, `the dedupe store ${path} was not opened`);
  }
}

const SQL = {
  find: 'SELECT state, until, fingerprint FROM delivery WHERE key = ?',
  claim: `INSERT OR REPLACE INTO delivery (key, state, until, token, fingerprint) VALUES (?, ${STATE.open}, ?, ?, ?)`,
  commit: `UPDATE delivery SET state = ${STATE.done}, until = ? WHERE key = ? AND token = ? AND state = ${STATE.open}`,
  release: `DELETE FROM delivery WHERE key = ? AND token = ? AND state = ${STATE.open}`,
  // A few rows at a time, more than one delivery can add, so that expired rows disappear after a while.
  forgetExpired: 'DELETE FROM delivery WHERE seq IN (SELECT seq FROM delivery WHERE until <= ? LIMIT 10)',
  forgetOldest: `DELETE FROM delivery WHERE seq IN (
    SELECT seq FROM delivery WHERE seq <= (SELECT max(seq) FROM delivery) - ? ORDER BY seq LIMIT 10)`,
} as const;

class SqliteStore implements SqliteDedupe {
  readonly #database: Database;
  readonly #bounds: { readonly max: number; readonly ttlMs: number };
  readonly #statements: Readonly<Record<keyof typeof SQL, Statement>>;
  #isOpen = true;

  constructor(database: Database, bounds: { max: number; ttlMs: number }) {
    this.#database = database;
    this.#bounds = bounds;
    const entries = Object.entries(SQL).map(([name, sql]) => [name, database.prepare(sql)]);
    this.#statements = Object.fromEntries(entries) as Record<keyof typeof SQL, Statement>;
  }

  claim(key: string, { now, leaseMs, fingerprint }: ClaimOptions): Claim {
    const { find, claim } = this.#statements;
    return this.#transaction(() => {
      const row = find.get(key);
      if (row !== undefined && Number(row['until']) > now) {
        if (row['state'] === STATE.open) return { state: 'in-progress' };
        return { state: 'done', fingerprint: String(row['fingerprint']) };
      }
      const token = crypto.randomUUID();
      claim.run(key, now + leaseMs, token, fingerprint);
      return { state: 'claimed', token };
    });
  }

  commit({ key, token, now }: OpenClaim): void {
    const { commit, forgetExpired, forgetOldest } = this.#statements;
    this.#transaction(() => {
      commit.run(now + this.#bounds.ttlMs, key, token);
      forgetExpired.run(now);
      forgetOldest.run(this.#bounds.max);
    });
  }

  release({ key, token }: OpenClaim): void {
    this.#transaction(() => this.#statements.release.run(key, token));
  }

  close(): void {
    this.#isOpen = false;
    this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #transaction<T>(work: () => T): T {
    if (this.#isOpen) return this.#database.transaction(work);
    throw new StoreError('ERR_WEBHOOK_STORE_CLOSED', 'the dedupe store was closed');
  }
}
