/**
 * The rows that were stored last, as the worker gets them: what is attempted at once need not be read back.
 *
 * @module queue/sqlite/recent-rows
 */
import type { ClaimedBatch } from '../embedded/delivery-store.ts';
import type { RowId } from '../in-flight.ts';
import type { PreparedMessage } from '../message.ts';
import { parseMetadata } from '../metadata.ts';
import type { QueueDelivery } from '../queue.ts';
import { asDeliveryRow, deliveryOf, isIntact } from './row.ts';
import type { Statements } from './statements.ts';

/** How much is kept: what arrives while handlers run, not a backlog, of which an inbox would keep what was parsed as well. */
const MAX_BYTES = 2_097_152;
/** What a row takes besides its payload and metadata, about: many small rows are a backlog as well. */
const ROW_BYTES = 512;

interface RecentRow {
  readonly delivery: QueueDelivery;
  readonly size: number;
}

/** New rows, until they are claimed. Whatever is missing here is read from the table. */
export class RecentRows {
  readonly #rows = new Map<RowId, RecentRow>();
  #bytes = 0;

  /**
   * @param rowId of a new row
   * @param message that it holds
   * @param bytes of its payload
   */
  add(rowId: RowId, message: PreparedMessage, bytes: Uint8Array): void {
    // One that is due later would keep its place here until then.
    if (message.dueAt > message.enqueuedAt) return;
    const size = ROW_BYTES + message.metadata.length + bytes.byteLength;
    if (this.#bytes + size > MAX_BYTES) return;
    this.#bytes += size;
    this.#rows.set(rowId, { delivery: newDeliveryOf(message, bytes), size });
  }

  /**
   * Finds rows to claim, the new ones here, the others in the table.
   *
   * @param rowIds of the rows, in the order in which they are claimed
   * @param sql of the database
   */
  find(rowIds: readonly RowId[], sql: Statements): Omit<ClaimedBatch, 'nextDueAt'> {
    const found = new Map(rowIds.map((rowId) => [rowId, this.#take(rowId)]));
    const others = rowIds.filter((rowId) => found.get(rowId) === undefined);
    const read = others.length === 0 ? [] : sql.listedRows.all(JSON.stringify(others)).map(asDeliveryRow);
    for (const row of read) if (isIntact(row)) found.set(row.seq, deliveryOf(row));
    const damaged = read
      .filter(({ seq }) => found.get(seq) === undefined)
      .map((row) => ({ rowId: row.seq, delivery: deliveryOf(row) }));
    const claimed = [...found].flatMap(([rowId, delivery]) => (delivery ? [{ rowId, delivery }] : []));
    return { claimed, damaged };
  }

  /** After a rollback or a purge, which may have removed some of the rows. */
  clear(): void {
    this.#rows.clear();
    this.#bytes = 0;
  }

  /** The row, which is no longer kept. */
  #take(rowId: RowId): QueueDelivery | undefined {
    const row = this.#rows.get(rowId);
    if (row === undefined) return undefined;
    this.#rows.delete(rowId);
    this.#bytes -= row.size;
    return row.delivery;
  }
}

function newDeliveryOf(message: PreparedMessage, bytes: Uint8Array): QueueDelivery {
  const { id, endpoint, metadata, orderKey, enqueuedAt, dueAt } = message;
  return {
    id,
    endpoint,
    // The caller may change a single `Uint8Array` later. In further attempts it is not a `Buffer` either.
    payload: [message.payload instanceof Uint8Array ? new Uint8Array(bytes) : withoutBuffer(bytes)],
    metadata: parseMetadata(metadata),
    orderKey: orderKey ?? undefined,
    attempt: 1,
    enqueuedAt,
    dueAt,
    records: [],
  };
}

function withoutBuffer(bytes: Uint8Array): Uint8Array {
  return Buffer.isBuffer(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : bytes;
}
