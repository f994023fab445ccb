/**
 * SQLite's result codes as {@link StoreError}s.
 *
 * @module sqlite/store-error
 * @see https://www.sqlite.org/rescode.html
 */
import { StoreError, type StoreErrorCode } from '../errors/index.ts';

interface Reason {
  readonly code: StoreErrorCode;
  readonly message: string;
}

const FULL: Reason = {
  code: 'ERR_WEBHOOK_STORE_FULL',
  message: 'the disk is full: free some space, then it continues by itself',
};
const NOT_WRITABLE: Reason = {
  code: 'ERR_WEBHOOK_STORE_FULL',
  message:
    'writing the file or its folder is not permitted: correct the permissions, then it continues by itself',
};
const LOCKED: Reason = {
  code: 'ERR_WEBHOOK_STORE_LOCKED',
  message: 'another connection has the database locked',
};
const CORRUPT: Reason = {
  code: 'ERR_WEBHOOK_STORE_CORRUPT',
  message: 'the database file is damaged',
};
const NO_DATABASE: Reason = {
  code: 'ERR_WEBHOOK_STORE_CORRUPT',
  message: 'the file is not a SQLite database, or its header is damaged',
};
const NOT_OPENED: Reason = {
  code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
  message: 'SQLite cannot open the file: expected a path in a folder that exists',
};
const FAILED: Reason = {
  code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
  message: 'the database could not be read or written',
};

/** By primary result code: the low byte of SQLite's own number. */
const REASONS: Readonly<Record<number, Reason>> = {
  3: NOT_WRITABLE, // SQLITE_PERM
  5: LOCKED, // SQLITE_BUSY
  6: LOCKED, // SQLITE_LOCKED
  8: NOT_WRITABLE, // SQLITE_READONLY
  11: CORRUPT, // SQLITE_CORRUPT
  13: FULL, // SQLITE_FULL
  14: NOT_OPENED, // SQLITE_CANTOPEN
  26: NO_DATABASE, // SQLITE_NOTADB
};

/** Extended codes that are more precise than their primary code: the file of the WAL index could not be enlarged. */
const EXTENDED: Readonly<Record<number, Reason>> = {
  4874: FULL, // SQLITE_IOERR_SHMSIZE
};

/**
 * @param error that a driver threw
 * @param consequence what was or was not stored, for the message
 * @returns a `StoreError` with the error as its `cause`; an error that is not SQLite's is returned unchanged
 */
export function storeErrorOf(error: unknown, consequence: string): unknown {
  const number = resultCodeOf(error);
  if (number === undefined) return error;
  const { code, message } = EXTENDED[number] ?? REASONS[number & 0xff] ?? FAILED;
  return new StoreError(code, `${message}; ${consequence}`, { cause: error });
}

/**
 * @param error that a driver threw
 * @returns SQLite's extended result code, `undefined` if the error is not SQLite's
 */
function resultCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { errcode, rawCode } = error as { errcode?: unknown; rawCode?: unknown };
  if (typeof errcode === 'number') return errcode;
  if (typeof rawCode === 'number') return rawCode;
  // libsql, where a file cannot be opened: 'ConnectionFailed("Unable to open …: 14")'.
  const opened = /^ConnectionFailed\(.*: (\d+)"?\)$/s.exec(error.message);
  return opened?.[1] === undefined ? undefined : Number(opened[1]);
}
