/**
 * The tables of the SQLite queue, version by version.
 *
 * @module queue/sqlite/schema
 */
import type { Schema } from '../../sqlite/migrate.ts';

/** The state of a row. The numbers are stored, so they never change. */
export const ROW_STATE = {
  /** Waits for its due time, is due, or is in flight: then `in_flight` lists it. */
  ready: 0,
  /** Waits for an earlier row with the same order key. */
  behind: 2,
  /** A dead letter. */
  dead: 3,
} as const;

// The payload is the last column: SQLite reads a row from its start, and keeps a long payload on separate pages. Rows in
// flight are in a separate table: a column would mean another write of the row's page. A running attempt counts as soon as
// its row is listed there; `attempts` counts the earlier ones.
const VERSION_1 = `
CREATE TABLE endpoint (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  disabled_at INTEGER,
  disabled_reason TEXT
) STRICT;

CREATE TABLE delivery (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  endpoint INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state IN (0, 2, 3)),
  due_at INTEGER NOT NULL CHECK (due_at >= 0),
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  enqueued_at INTEGER NOT NULL,
  order_key TEXT,
  died_at INTEGER CHECK (died_at IS NULL OR state = 3),
  reason TEXT CHECK (reason IS NULL OR state = 3),
  checksum INTEGER NOT NULL,
  metadata TEXT NOT NULL,
  records TEXT,
  payload BLOB NOT NULL
) STRICT;

CREATE INDEX delivery_due ON delivery (endpoint, due_at) WHERE state = 0;
CREATE INDEX delivery_behind ON delivery (endpoint, due_at) WHERE state = 2;
CREATE INDEX delivery_line ON delivery (endpoint, order_key, seq) WHERE order_key IS NOT NULL AND state < 3;
CREATE INDEX delivery_dead ON delivery (died_at, seq) WHERE state = 3;
CREATE INDEX delivery_dead_of ON delivery (endpoint) WHERE state = 3;

CREATE TABLE in_flight (seq INTEGER PRIMARY KEY) STRICT;

CREATE TABLE idempotency_key (
  key TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  delivery_id TEXT NOT NULL,
  accepted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_key_age ON idempotency_key (accepted_at);

CREATE TABLE fact (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** Whether the endpoint `e` has a delivery: a condition that uses the index of each state. */
export const IS_USED: string = `(EXISTS (SELECT 1 FROM delivery d WHERE d.endpoint = e.id AND d.state = 0)
  OR EXISTS (SELECT 1 FROM delivery d WHERE d.endpoint = e.id AND d.state = 2)
  OR EXISTS (SELECT 1 FROM delivery d WHERE d.endpoint = e.id AND d.state = 3))`;

/** The schema of the queue. Its application id is `MWOB` in ASCII: Maxun webhooks queue. */
export const QUEUE_SCHEMA: Schema = {
  name: 'queue',
  applicationId: 0x4d574f42,
  steps: [VERSION_1],
};
