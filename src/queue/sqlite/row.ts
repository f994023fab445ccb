/**
 * A delivery in SQLite: its columns, its checksum, and its public forms.
 *
 * @module queue/sqlite/row
 */
import { crc32 } from 'node:zlib';
import type { SqlRow, SqlValue } from '../../sqlite/database.ts';
import type { RowId } from '../in-flight.ts';
import type { PreparedMessage } from '../message.ts';
import { parseMetadata } from '../metadata.ts';
import type { AttemptRecord, DeadLetter, DeliveryState, DeliveryInfo, QueueDelivery } from '../queue.ts';
import { ROW_STATE } from './schema.ts';

/** A row of the table `delivery`, joined with its endpoint's name. */
export interface DeliveryRow {
  readonly seq: number;
  readonly id: string;
  readonly name: string;
  readonly state: number;
  readonly due_at: number;
  readonly attempts: number;
  readonly enqueued_at: number;
  readonly order_key: string | null;
  readonly died_at: number | null;
  readonly reason: string | null;
  readonly checksum: number;
  readonly metadata: string;
  readonly records: string | null;
  readonly payload: Uint8Array;
  readonly disabled_at: number | null;
}

/** The texts of a {@link DeliveryRow}. */
const TEXTS = ['id', 'name', 'order_key', 'reason', 'metadata', 'records'] as const;

/**
 * The columns of {@link DeliveryRow} except the payload, for a SELECT. Texts are read as bytes: if a text changed on the
 * disk and is no longer UTF-8, libsql would end the process.
 */
export const INFO_COLUMNS = `d.seq, d.state, d.due_at, d.attempts, d.enqueued_at, d.died_at, d.checksum,
  e.disabled_at, CAST(d.id AS BLOB) AS id, CAST(e.name AS BLOB) AS name, CAST(d.order_key AS BLOB) AS order_key,
  CAST(d.reason AS BLOB) AS reason, CAST(d.metadata AS BLOB) AS metadata, CAST(d.records AS BLOB) AS records`;

/** Excludes rows in flight: a condition on `delivery d`. */
export const NOT_IN_FLIGHT = 'NOT EXISTS (SELECT 1 FROM in_flight f WHERE f.seq = d.seq)';

/**
 * @param value of a text column that was cast to a blob
 * @returns the text, with U+FFFD for what is not UTF-8
 */
export function textOf(value: SqlValue | undefined): string {
  if (!(value instanceof Uint8Array)) return value === null || value === undefined ? '' : String(value);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString();
}

/**
 * SQLite has no checksums for its pages, so a byte that changes on the disk would change a payload unnoticed. The
 * constant parts of a delivery have a CRC-32 (it finds faults of a disk; it does not stop an attacker).
 *
 * @param message to store
 * @param payload its bytes
 * @returns its checksum, an unsigned 32-bit integer
 */
export function checksumOf(message: CheckedFields, payload: Uint8Array): number {
  const { id, endpoint, orderKey, enqueuedAt, metadata } = message;
  return crc32(payload, crc32(JSON.stringify([id, endpoint, orderKey, enqueuedAt, metadata])));
}

type CheckedFields = Pick<PreparedMessage, 'id' | 'endpoint' | 'orderKey' | 'enqueuedAt' | 'metadata'>;

/**
 * @param row as SQLite gave it
 * @returns whether the row is undamaged
 */
export function isIntact(row: DeliveryRow): boolean {
  const { id, name: endpoint, order_key: orderKey, enqueued_at: enqueuedAt, metadata, payload } = row;
  return row.checksum === checksumOf({ id, endpoint, orderKey, enqueuedAt, metadata }, payload);
}

/**
 * @param row to attempt
 * @returns what the handler gets
 */
export function deliveryOf(row: DeliveryRow): QueueDelivery {
  return {
    id: row.id,
    endpoint: row.name,
    payload: [row.payload],
    metadata: parseMetadata(row.metadata),
    orderKey: row.order_key ?? undefined,
    attempt: row.attempts + 1,
    enqueuedAt: row.enqueued_at,
    dueAt: row.due_at,
    records: parseRecords(row.records),
  };
}

/**
 * @param row in any state
 * @returns the result of `get` without the bytes
 */
export function infoOf(row: DeliveryRow): DeliveryInfo {
  return {
    id: row.id,
    endpoint: row.name,
    state: stateOf(row),
    metadata: parseMetadata(row.metadata),
    orderKey: row.order_key ?? undefined,
    attempts: row.attempts,
    enqueuedAt: row.enqueued_at,
    dueAt: row.due_at,
    records: parseRecords(row.records),
  };
}

/**
 * @param row of a dead letter
 * @returns an entry of `dead`, without the bytes
 */
export function deadLetterOf(row: DeliveryRow): DeadLetter {
  return { ...infoOf(row), state: 'dead', reason: row.reason ?? '', diedAt: row.died_at ?? 0 };
}

/**
 * @param row as a driver gave it, of a SELECT of {@link INFO_COLUMNS}, with or without the payload
 * @returns the same row, typed
 */
export function asDeliveryRow(row: SqlRow): DeliveryRow {
  const texts = row as Record<string, SqlValue>;
  for (const name of TEXTS) if (texts[name] !== null) texts[name] = textOf(texts[name]);
  return row as unknown as DeliveryRow;
}

/**
 * @param text of the column `records`
 * @returns the attempts; empty if the text is damaged: the delivery continues without them
 */
function parseRecords(text: string | null): readonly AttemptRecord[] {
  const records = text === null ? [] : parse(text);
  return Array.isArray(records) ? (records as AttemptRecord[]) : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function stateOf(row: DeliveryRow): DeliveryState {
  if (row.state === ROW_STATE.dead) return 'dead';
  return row.disabled_at === null ? 'waiting' : 'disabled';
}

/**
 * @param rows with `seq` and `size`
 * @param maxBytes of their payloads
 * @returns the numbers of the first rows, until their payloads reach the limit; at least of one
 */
export function withinBytes(rows: readonly SqlRow[], maxBytes: number): RowId[] {
  let bytes = 0;
  return rows
    .filter((row, n) => {
      const fits = n === 0 || bytes < maxBytes;
      bytes += Number(row['size']);
      return fits;
    })
    .map((row) => Number(row['seq']));
}

/** @param row with `due_at` */
export function dueAtOf(row: SqlRow | undefined): number | undefined {
  return row && Number(row['due_at']);
}
