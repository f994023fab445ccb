/**
 * Opens the file that keeps deliveries beyond the process.
 *
 * @module mock-server/journal/open-store
 */
import { openDatabase } from '../../src/sqlite/database.ts';
import { refuseForeign } from '../../src/sqlite/foreign-file.ts';
import { migrate, type Schema } from '../../src/sqlite/migrate.ts';
import { lockOwner } from '../../src/sqlite/owner-lock.ts';
import { storeErrorOf } from '../../src/sqlite/store-error.ts';
import { JournalStore } from './store.ts';

const VERSION_1 = `
CREATE TABLE delivery (
  number INTEGER PRIMARY KEY,
  received_at INTEGER NOT NULL,
  method TEXT NOT NULL,
  url TEXT NOT NULL,
  judged TEXT NOT NULL,
  destination TEXT NOT NULL,
  answer TEXT NOT NULL,
  raw_headers TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
`;

// Only names changed: the JSON keeps its old members beside the new ones.
const VERSION_2 = `
ALTER TABLE delivery RENAME COLUMN judged TO judgement;
ALTER TABLE delivery RENAME COLUMN answer TO response;
UPDATE delivery SET
  judgement = json_set(judgement, '$.expectedStatus', json_extract(judgement, '$.status')),
  destination = json_set(destination, '$.inbox', json_extract(destination, '$.boundary')),
  response = json_set(response, '$.respondedAfterMs', json_extract(response, '$.answeredAfterMs'));
`;

/** `application_id` is "mxmj" in ASCII. */
const SCHEMA: Schema = { name: 'mock journal', applicationId: 0x6d786d6a, steps: [VERSION_1, VERSION_2] };

// NORMAL: a kill loses nothing, a power cut loses the last moments. This is a log to read, not a queue.
const SETTINGS = 'PRAGMA busy_timeout = 0; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;';

/**
 * Opens a store, and makes its file if it does not exist.
 *
 * @param path of the file
 * @returns the store; to be closed
 * @throws {StoreError} ERR_WEBHOOK_STORE_LOCKED if another process has it; ERR_WEBHOOK_STORE_UNAVAILABLE if it is
 * another kind of database, or cannot be opened; ERR_WEBHOOK_STORE_CORRUPT if it is damaged
 */
export async function openStore(path: string): Promise<JournalStore> {
  refuseForeign(path, SCHEMA);
  const lock = await lockOwner(path);
  try {
    const database = await openDatabase(path);
    try {
      database.exec(SETTINGS);
      migrate(database, SCHEMA);
      return new JournalStore(database, () => lock.release());
    } catch (error) {
      database.close();
      throw storeErrorOf(error, `the store ${path} could not be opened`);
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}
