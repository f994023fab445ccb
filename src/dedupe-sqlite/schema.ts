/**
 * The table of the SQLite dedupe store, version by version.
 *
 * @module dedupe-sqlite/schema
 */
import type { Schema } from '../sqlite/migrate.ts';

/** Where a row stands. Stored, so never renumbered. */
export const STATE = {
  /** Somebody has claimed it: `until` is the end of the lease. */
  open: 0,
  /** It was handled: `until` is when it is forgotten. */
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
