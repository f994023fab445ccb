/**
 * The SQL of the SQLite queue, prepared once per connection.
 *
 * @module queue/sqlite/statements
 */
import type { Database, Statement } from '../../sqlite/database.ts';
import { INFO_COLUMNS, NOT_IN_FLIGHT } from './row.ts';
import { IS_USED } from './schema.ts';

/** The numbers of a JSON array: one statement for any number of rows. */
const LISTED = '(SELECT value FROM json_each(?))';

const FROM = 'FROM delivery d JOIN endpoint e ON e.id = d.endpoint';

type StatementName =
  | 'insertDelivery'
  | 'deliveryById'
  | 'deleteDeliveries'
  | 'endpointByName'
  | 'insertEndpoint'
  | 'disable'
  | 'enable'
  | 'disabled'
  | 'usedEndpoints'
  | 'nextRows'
  | 'listedRows'
  | 'insertInFlight'
  | 'deleteInFlight'
  | 'reschedule'
  | 'deadLetter'
  | 'joinLines'
  | 'leaveLines'
  | 'knownKey'
  | 'insertKey'
  | 'forgetKeys'
  | 'deadAfter'
  | 'lastSeq'
  | 'revive'
  | 'heads'
  | 'countReady'
  | 'countBehind'
  | 'countDead'
  | 'isInFlight';

const SQL: Readonly<Record<StatementName, string>> = {
  insertDelivery: `INSERT INTO delivery
    (seq, id, endpoint, state, due_at, attempts, enqueued_at, order_key, checksum, metadata, payload)
    VALUES (?, ?, ?, 0, ?, 0, ?, ?, ?, ?, ?)`,
  deliveryById: `SELECT ${INFO_COLUMNS}, d.payload ${FROM} WHERE d.id = ?`,
  deleteDeliveries: `DELETE FROM delivery WHERE seq IN ${LISTED}`,

  endpointByName: 'SELECT id FROM endpoint WHERE name = ?',
  insertEndpoint: 'INSERT INTO endpoint (name) VALUES (?)',
  disable: 'UPDATE endpoint SET disabled_at = ?, disabled_reason = ? WHERE id = ? AND disabled_at IS NULL',
  enable:
    'UPDATE endpoint SET disabled_at = NULL, disabled_reason = NULL WHERE id = ? AND disabled_at IS NOT NULL',
  disabled: `SELECT CAST(name AS BLOB) AS name, disabled_at, CAST(disabled_reason AS BLOB) AS disabled_reason FROM endpoint WHERE disabled_at IS NOT NULL ORDER BY disabled_at, id`,
  usedEndpoints: `SELECT j.key AS key FROM json_each(?) j JOIN endpoint e ON e.name = j.value WHERE ${IS_USED}`,

  nextRows: `SELECT seq, due_at, length(payload) AS size FROM delivery d WHERE state = 0 AND endpoint = ?
    AND ${NOT_IN_FLIGHT} AND seq NOT IN ${LISTED} ORDER BY due_at, seq LIMIT ?`,
  listedRows: `SELECT ${INFO_COLUMNS}, d.payload ${FROM} WHERE d.seq IN ${LISTED} ORDER BY d.due_at, d.seq`,
  insertInFlight: `INSERT INTO in_flight (seq) SELECT value FROM json_each(?)`,
  deleteInFlight: `DELETE FROM in_flight WHERE seq IN ${LISTED}`,
  isInFlight: 'SELECT 1 FROM in_flight WHERE seq = ?',
  reschedule: 'UPDATE delivery SET due_at = ?, attempts = ?, records = ? WHERE seq = ? AND state = 0',
  deadLetter: `UPDATE delivery SET state = 3, attempts = ?, records = ?, died_at = ?, reason = ?
    WHERE seq = ? AND state = 0`,

  // The new rows that are not the first of their order key.
  joinLines: `UPDATE delivery AS new SET state = 2 WHERE seq >= ? AND state = 0 AND order_key IS NOT NULL AND EXISTS (
    SELECT 1 FROM delivery d WHERE d.endpoint = new.endpoint AND d.order_key = new.order_key AND d.order_key IS NOT NULL
    AND d.state < 3 AND d.seq < new.seq)`,
  // Of each listed pair of endpoint and order key the first row, if it is behind one that is gone.
  leaveLines: `UPDATE delivery SET state = 0 WHERE state = 2 AND seq IN (
      SELECT (SELECT d.seq FROM delivery d WHERE d.endpoint = line.value ->> 0 AND d.order_key = line.value ->> 1
        AND d.order_key IS NOT NULL AND d.state < 3 ORDER BY d.seq LIMIT 1) FROM json_each(?) line)
    RETURNING endpoint, due_at`,

  knownKey: `SELECT CAST(fingerprint AS BLOB) AS fingerprint, CAST(delivery_id AS BLOB) AS delivery_id
    FROM idempotency_key WHERE key = ?`,
  // Changes nothing if the key is known and not expired.
  insertKey: `INSERT INTO idempotency_key (key, fingerprint, delivery_id, accepted_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET (fingerprint, delivery_id, accepted_at) =
    (excluded.fingerprint, excluded.delivery_id, excluded.accepted_at) WHERE accepted_at < ?`,
  forgetKeys: `DELETE FROM idempotency_key WHERE key IN (
    SELECT key FROM idempotency_key WHERE accepted_at < ? ORDER BY accepted_at LIMIT ?)`,

  deadAfter: `SELECT ${INFO_COLUMNS} ${FROM} WHERE d.state = 3 AND (d.died_at, d.seq) > (?, ?)
    AND (? IS NULL OR e.name = ?) ORDER BY d.died_at, d.seq LIMIT ?`,
  lastSeq: 'SELECT coalesce(max(seq), 0) AS seq FROM delivery',
  revive: `UPDATE delivery SET seq = ?, state = 0, due_at = ?, attempts = 0, died_at = NULL, reason = NULL
    WHERE seq = ? AND state = 3`,

  heads: `SELECT CAST(e.name AS BLOB) AS name, (SELECT d.due_at FROM delivery d WHERE d.state = 0 AND d.endpoint = e.id
    AND ${NOT_IN_FLIGHT} ORDER BY d.due_at LIMIT 1) AS due_at FROM endpoint e`,
  countReady: `SELECT e.disabled_at IS NOT NULL AS disabled, count(*) AS rows, coalesce(sum(d.due_at <= ?), 0) AS due,
    min(d.due_at) AS oldest FROM delivery d JOIN endpoint e ON e.id = d.endpoint WHERE d.state = 0
    AND ${NOT_IN_FLIGHT} GROUP BY 1`,
  countBehind: `SELECT e.disabled_at IS NOT NULL AS disabled, count(*) AS rows, 0 AS due, min(d.due_at) AS oldest
    ${FROM} WHERE d.state = 2 GROUP BY 1`,
  countDead: 'SELECT count(*) AS rows FROM delivery WHERE state = 3',
};

/** The statements of the queue by name. */
export type Statements = Readonly<Record<StatementName, Statement>>;

/**
 * @param database with the queue's tables
 * @returns the prepared statements
 */
export function prepareStatements(database: Database): Statements {
  const entries = Object.entries(SQL).map(([name, sql]) => [name, database.prepare(sql)]);
  return Object.fromEntries(entries) as Statements;
}
