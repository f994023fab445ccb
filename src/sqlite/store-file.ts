/**
 * Checks the file of a store: whether SQLite stores a file at that path, and whether the path still leads to the file
 * that was opened.
 *
 * @module sqlite/store-file
 * @see https://www.sqlite.org/howtocorrupt.html "Multiple links to the same file", "Unlinking or renaming a database file
 *   while in use"
 */
import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { StoreError } from '../errors/index.ts';
import { maskUrl } from '../errors/mask-url.ts';

/** A URI such as `file:…`, or a driver's own such as `libsql:…`; a single letter is a drive of Windows. */
const URI = /^[a-z][a-z0-9+.-]+:/i;

/** Whether SQLite keeps a database in a file of that name, and not in memory or where a URI leads. */
export function isFilePath(path: string): boolean {
  return path !== ':memory:' && !URI.test(path) && !path.includes('\0');
}

/** A path in quotes; the URL of a database may have a password. */
export function shown(path: string): string {
  return JSON.stringify(URI.test(path) ? maskUrl(path) : path);
}

/**
 * @param path as the caller gave it
 * @returns the absolute path of the one file that it leads to, symbolic links followed
 * @throws {TypeError} if SQLite would not keep it in a file of that name: empty, `:memory:`, a URI
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if a folder or device is there, or a file with a second name
 */
export function storePath(path: string): string {
  if (typeof path !== 'string' || path.trim() === '') {
    throw new TypeError(
      'the path of the store is empty: expected the path of a file (is an environment variable unset?)',
    );
  }
  if (!isFilePath(path)) {
    throw new TypeError(`${shown(path)} is not the path of a file: expected a path such as ./webhooks.db`);
  }
  const file = linkTarget(resolve(path));
  const found = existing(() => statSync(file));
  if (found?.isFile() === false) {
    const kind = found.isDirectory() ? 'is a folder' : 'is not a regular file';
    throw unavailable(`${path} ${kind}: expected the path of a file, or a free path`);
  }
  if ((found?.nlink ?? 1) > 1) {
    const fault = `${path} has ${found?.nlink} names (hard links), and SQLite keeps its log beside one of them`;
    throw unavailable(`${fault}: remove the others, or copy the file`);
  }
  return file;
}

/**
 * @param path of a database file, as {@link storePath} gave it
 * @returns a check: once the file or its log was moved, deleted or replaced since the first call, or the file cut, it throws
 *   `StoreError` ERR_WEBHOOK_STORE_UNAVAILABLE. Costs two file system calls, about 10 µs
 */
export function watchFile(path: string): () => void {
  const seen = new Map<string, string>();
  let length = 0n;
  return () => {
    for (const name of [path, `${path}-wal`]) {
      const found = statSync(name, { bigint: true, throwIfNoEntry: false });
      const identity = found && `${found.dev}:${found.ino}`;
      const before = seen.get(name);
      // The first write creates the log.
      if (before === undefined && identity !== undefined) seen.set(name, identity);
      else if (before !== identity || (name === path && identity === undefined)) throw gone(name);
      if (found === undefined || name !== path) continue;
      // Without VACUUM, SQLite never makes the file shorter; the log is cut when it was written to the file.
      if (found.size < length) throw gone(name);
      length = found.size;
    }
  };
}

/** Also follows links to a file that does not exist yet. */
function linkTarget(path: string): string {
  return (
    existing(() => realpathSync(path)) ??
    existing(() => {
      const full = join(realpathSync(dirname(path)), basename(path));
      const isLink = lstatSync(full, { throwIfNoEntry: false })?.isSymbolicLink() === true;
      return isLink ? linkTarget(resolve(dirname(full), readlinkSync(full))) : full;
    }) ??
    path
  );
}

/** @returns `undefined` if the path cannot be followed: SQLite reports the reason when it opens the file */
function existing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

function gone(name: string): StoreError {
  return unavailable(
    `${name} was moved, deleted, replaced or cut while it was open: put it back, or close this store and open it again`,
  );
}

function unavailable(message: string): StoreError {
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message);
}
