/**
 * Rows of the queue in Postgres, as `pg` gives them (a `bigint` as a text), and what is shown of them.
 *
 * @module queue/postgres/rows
 */
import type {
  AttemptRecord,
  DeadLetter,
  DeliveryInfo,
  DeliveryState,
  JsonObject,
  QueueDelivery,
  QueueStats,
} from '../queue.ts';
import { DELIVERY_STATE } from './schema.ts';

/** What all of a delivery's rows have. */
interface CommonRow {
  readonly id: string;
  readonly endpoint: string;
  readonly order_key: string | null;
  readonly attempts: number;
  readonly due_at: string;
  readonly enqueued_at: string;
  readonly records: string | null;
  readonly metadata: string;
}

/** A row of the function `start`. */
export interface StartedRow extends CommonRow {
  readonly seq: string;
  readonly payload: Uint8Array;
}

/** A row of {@link INFO_COLUMNS}. */
export interface InfoRow extends CommonRow {
  readonly state: number;
  readonly in_flight: boolean;
  readonly disabled: boolean;
  readonly died_at: string | null;
  readonly reason: string | null;
}

/** Columns of {@link InfoRow}, of {@link INFO_TABLES}. */
export const INFO_COLUMNS = `d.id, d.endpoint, d.order_key, d.attempts, d.due_at, d.enqueued_at, d.records, d.state,
  d.worker IS NOT NULL AS in_flight, p.endpoint IS NOT NULL AS disabled, d.died_at, d.reason, m.metadata`;

/** The tables of {@link INFO_COLUMNS}. */
export const INFO_TABLES = `:schema.delivery d JOIN :schema.message m ON m.seq = d.seq
  LEFT JOIN :schema.disabled_endpoint p ON p.endpoint = d.endpoint`;

/**
 * @param row that was started
 * @returns what the handler gets
 */
export function deliveryOf(row: StartedRow): QueueDelivery {
  return {
    id: row.id,
    endpoint: row.endpoint,
    payload: [row.payload],
    metadata: metadataOf(row),
    orderKey: row.order_key ?? undefined,
    attempt: row.attempts,
    enqueuedAt: Number(row.enqueued_at),
    dueAt: Number(row.due_at),
    records: recordsOf(row),
  };
}

/**
 * @param row of any state
 * @returns what `get` shows besides the bytes
 */
export function infoOf(row: InfoRow): DeliveryInfo {
  return {
    id: row.id,
    endpoint: row.endpoint,
    state: stateOf(row),
    metadata: metadataOf(row),
    orderKey: row.order_key ?? undefined,
    attempts: row.attempts,
    enqueuedAt: Number(row.enqueued_at),
    dueAt: Number(row.due_at),
    records: recordsOf(row),
  };
}

/**
 * @param row that is dead
 * @returns what `dead` shows
 */
export function deadLetterOf(row: InfoRow): DeadLetter {
  return { ...infoOf(row), state: 'dead', reason: row.reason ?? '', diedAt: Number(row.died_at) };
}

/** A row of {@link STATS}. */
export type StatsRow = Readonly<Record<keyof QueueStats, string | null>>;

/** Counts deliveries: `$1` is the time. */
export const STATS = `
SELECT count(*) FILTER (WHERE waits) AS waiting,
  count(*) FILTER (WHERE waits AND state < 2 AND due_at <= $1) AS due,
  count(*) FILTER (WHERE worker IS NOT NULL) AS "inFlight",
  count(*) FILTER (WHERE lives AND worker IS NULL AND disabled) AS disabled,
  count(*) FILTER (WHERE NOT lives) AS dead,
  min(due_at) FILTER (WHERE waits) AS "oldestDueAt"
FROM (
  SELECT d.*, d.state < 3 AS lives, p.endpoint IS NOT NULL AS disabled,
    d.state < 3 AND d.worker IS NULL AND p.endpoint IS NULL AS waits
  FROM :schema.delivery d LEFT JOIN :schema.disabled_endpoint p ON p.endpoint = d.endpoint
) d`;

/**
 * @param row of {@link STATS}
 * @returns the counts
 */
export function statsOf(row: StatsRow): QueueStats {
  return {
    waiting: Number(row.waiting),
    due: Number(row.due),
    inFlight: Number(row.inFlight),
    disabled: Number(row.disabled),
    dead: Number(row.dead),
    oldestDueAt: row.oldestDueAt === null ? undefined : Number(row.oldestDueAt),
  };
}

function metadataOf({ metadata }: CommonRow): JsonObject {
  return metadata === '{}' ? {} : (JSON.parse(metadata) as JsonObject);
}

function recordsOf({ records }: CommonRow): readonly AttemptRecord[] {
  return records === null ? [] : (JSON.parse(records) as readonly AttemptRecord[]);
}

function stateOf(row: InfoRow): DeliveryState {
  if (row.state === DELIVERY_STATE.dead) return 'dead';
  if (row.in_flight) return 'in-flight';
  return row.disabled ? 'disabled' : 'waiting';
}
