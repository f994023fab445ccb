/**
 * The outbox in a SQLite file: durable, in one process, with nothing to install or run besides.
 *
 * @module outbox/sqlite/sqlite-outbox
 * @see https://www.sqlite.org/wal.html
 */
import type { SqliteDriver } from '../../sqlite/database.ts';
import { lockOwner } from '../../sqlite/owner-lock.ts';
import { EmbeddedOutbox } from '../embedded/embedded-outbox.ts';
import { engineSettings, type OutboxEngineOptions } from '../engine-options.ts';
import type { Outbox } from '../outbox.ts';
import { closeOutboxDatabase, openOutboxDatabase } from './open-store.ts';
import { SqliteStore } from './sqlite-store.ts';

/** What {@link sqliteOutbox} can be told. */
export interface SqliteOutboxOptions extends OutboxEngineOptions {
  /** Which SQLite to use. Default: `node:sqlite` where the runtime has it, else the package `libsql`. */
  readonly driver?: SqliteDriver | undefined;
}

/**
 * Opens an outbox in a SQLite file. What `enqueue` has acknowledged is on the disk (`synchronous = FULL`).
 */
export async function sqliteOutbox(path: string, options: SqliteOutboxOptions = {}): Promise<Outbox> {
  const settings = engineSettings(options);
  const { driver } = options;
  const lock = await lockOwner(path, { driver });
  try {
    const database = await openOutboxDatabase(path, { driver, now: settings.clock.now() });
    const store = new SqliteStore(database, () => {
      closeOutboxDatabase(database, settings.clock.now());
      lock.release();
    });
    return new EmbeddedOutbox('sqlite', store, settings);
  } catch (error) {
    lock.release();
    throw error;
  }
}
