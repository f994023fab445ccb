/**
 * The table of the SQLite dedupe store, version by version.
 *
 * @module dedupe/sqlite-schema
 */
import type { Schema } from '../sqlite/migrate.ts';

/** The state of a row. The numbers are stored, so they never change. */
export const STATE = {
  /** It is claimed: `until` is the end of the lease. */
  open: 0,
  /** It is handled: `until` is when it expires. */
  done: 1,
} as const;

// IF NOT EXISTS: two processes may find the file empty at the same time.
const VERSION_1 = `
CREATE TABLE IF NOT EXISTS delivery (
  seq INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  state INTEGER NOT NULL CHECK (state IN (0, 1)),
  until INTEGER NOT NULL,
  token TEXT NOT NULL,
  fingerprint TEXT NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS delivery_until ON delivery (until);
`;

/** The schema of the dedupe store. Its application id is `MWDD` in ASCII: Maxun webhooks deduplication. */
export const DEDUPE_SCHEMA: Schema = {
  name: 'dedupe store',
  applicationId: 0x4d574444,
  steps: [VERSION_1],
};
