/**
 * A delivery as it is kept in memory, and what is shown of it.
 *
 * @module queue/embedded/memory-row
 */
import type { RowId } from '../in-flight.ts';
import type { PreparedMessage } from '../message.ts';
import { parseMetadata } from '../metadata.ts';
import type { AttemptRecord, DeadLetter, DeliveryInfo, DeliveryState, QueueDelivery } from '../queue.ts';
import type { Payload } from '../payload.ts';

/** A delivery in memory. */
export interface Row {
  rowId: RowId;
  readonly message: PreparedMessage & { readonly payload: Payload };
  state: 'ready' | 'in-flight' | 'behind' | 'dead';
  dueAt: number;
  attempts: number;
  records: readonly AttemptRecord[];
  death: { readonly reason: string; readonly at: number } | undefined;
}

/** When a row is due: an entry of an endpoint's heap. */
export interface Due {
  readonly dueAt: number;
  readonly rowId: RowId;
  /** Not the row itself, so that a purge frees its payload. */
  readonly id: string;
}

/**
 * @param row of an order key
 * @returns what names its line
 */
export function chainKey({ message }: Row): string {
  return `${message.endpoint}\n${message.orderKey}`;
}

/**
 * @param a one row's due time
 * @param b another's
 * @returns whether `a` comes first
 */
export function isBefore(a: Due, b: Due): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.rowId < b.rowId);
}

/**
 * @param row to be attempted
 * @returns what the handler gets
 */
export function deliveryOf({ message, dueAt, attempts, records }: Row): QueueDelivery {
  return {
    id: message.id,
    endpoint: message.endpoint,
    payload: message.payload,
    metadata: parseMetadata(message.metadata),
    orderKey: message.orderKey ?? undefined,
    attempt: attempts + 1,
    enqueuedAt: message.enqueuedAt,
    dueAt,
    records,
  };
}

/**
 * @param row of any state
 * @param state it is in
 * @returns what `get` shows
 */
export function infoOf({ message, dueAt, attempts, records }: Row, state: DeliveryState): DeliveryInfo {
  return {
    id: message.id,
    endpoint: message.endpoint,
    state,
    metadata: parseMetadata(message.metadata),
    orderKey: message.orderKey ?? undefined,
    attempts,
    enqueuedAt: message.enqueuedAt,
    dueAt,
    records,
  };
}

/**
 * @param row that is dead
 * @returns what `dead` shows
 */
export function deadLetterOf(row: Row): DeadLetter {
  const { reason = '', at = 0 } = row.death ?? {};
  return { ...infoOf(row, 'dead'), state: 'dead', reason, diedAt: at };
}
