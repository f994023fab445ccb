/**
 * A delivery in memory, and its public forms.
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
  death: { readonly reason: string; readonly diedAt: number } | undefined;
}

/** When a row is due: an entry of an endpoint's heap. */
export interface Due {
  readonly dueAt: number;
  readonly rowId: RowId;
  /** The id, not the row itself, so that a purge frees the payload. */
  readonly id: string;
}

/**
 * @param row of an order key
 * @returns the key of its list
 */
export function sequenceKey({ message }: Row): string {
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
 * @param row to attempt
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
 * @param row in any state
 * @param state of the row
 * @returns the result of `get`
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
 * @param row of a dead letter
 * @returns an entry of `dead`
 */
export function deadLetterOf(row: Row): DeadLetter {
  const { reason = '', diedAt = 0 } = row.death ?? {};
  return { ...infoOf(row, 'dead'), state: 'dead', reason, diedAt };
}
