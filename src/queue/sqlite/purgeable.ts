/**
 * Finds the rows that a purge removes, with the index of their state.
 *
 * @module queue/sqlite/purgeable
 */
import type { RowId } from '../in-flight.ts';
import type { Database, SqlValue } from '../../sqlite/database.ts';
import type { PurgeRequest } from '../embedded/delivery-store.ts';
import { NOT_IN_FLIGHT, textOf } from './row.ts';
import { ROW_STATE } from './schema.ts';

/** A row to remove. */
export interface PurgeableRow {
  readonly seq: RowId;
  readonly endpoint: string;
  readonly orderKey: string | undefined;
}

interface Source {
  readonly index: string;
  readonly state: number;
  readonly disabled?: boolean;
}

const SOURCES: Readonly<Record<PurgeRequest['state'], readonly Source[]>> = {
  waiting: [
    { index: 'delivery_due', state: ROW_STATE.ready, disabled: false },
    { index: 'delivery_behind', state: ROW_STATE.behind, disabled: false },
  ],
  disabled: [
    { index: 'delivery_due', state: ROW_STATE.ready, disabled: true },
    { index: 'delivery_behind', state: ROW_STATE.behind, disabled: true },
  ],
  dead: [{ index: 'delivery_dead', state: ROW_STATE.dead }],
};

/**
 * @param database of the queue
 * @param request which rows
 * @returns the rows, up to the limit of the request; none is in flight
 */
export function purgeable(database: Database, request: PurgeRequest): PurgeableRow[] {
  const rows: PurgeableRow[] = [];
  for (const source of SOURCES[request.state]) {
    if (rows.length >= request.limit) break;
    rows.push(...find(database, source, { ...request, limit: request.limit - rows.length }));
  }
  return rows;
}

function find(database: Database, source: Source, request: PurgeRequest): PurgeableRow[] {
  const { endpoint, before, limit, inFlight } = request;
  const conditions = [`d.state = ${source.state}`, NOT_IN_FLIGHT];
  const values: SqlValue[] = [];
  if (source.disabled !== undefined)
    conditions.push(`e.disabled_at IS ${source.disabled ? 'NOT NULL' : 'NULL'}`);
  if (endpoint !== undefined) {
    conditions.push('d.endpoint = (SELECT id FROM endpoint WHERE name = ?)');
    values.push(endpoint);
  }
  if (before !== undefined) {
    conditions.push('d.enqueued_at < ?');
    values.push(before);
  }
  const sql = `SELECT d.seq, CAST(e.name AS BLOB) AS name, CAST(d.order_key AS BLOB) AS order_key FROM delivery d INDEXED BY ${source.index}
    JOIN endpoint e ON e.id = d.endpoint WHERE ${conditions.join(' AND ')} LIMIT ?`;
  return database
    .prepare(sql)
    .all(...values, limit)
    .map((row) => ({
      seq: Number(row['seq']),
      endpoint: textOf(row['name']),
      orderKey: row['order_key'] === null ? undefined : textOf(row['order_key']),
    }))
    .filter(({ seq }) => !inFlight.has(seq));
}
