/**
 * The interface of the store under the embedded queue: memory or SQLite. All methods are synchronous, and
 * the store has one owner, so no other process can claim a row.
 *
 * @module queue/embedded/delivery-store
 */
import type { Wake } from './endpoint-scheduler.ts';
import type { ClaimedDelivery, RowId } from '../in-flight.ts';
import type { PreparedMessage } from '../message.ts';
import type { Outcome } from '../outcome.ts';
import type {
  DeadLetter,
  DeadQuery,
  DeliveryWithPayload,
  EnqueueResult,
  QueueStats,
  DisabledEndpoint,
  PurgeQuery,
} from '../queue.ts';

/** The result of `claim`. */
export interface ClaimedBatch {
  readonly claimed: readonly ClaimedDelivery[];
  /** Rows whose checksum is wrong: bytes of them changed on the disk. */
  readonly damaged: readonly ClaimedDelivery[];
  /** When the endpoint's next row is due that was neither claimed nor skipped. */
  readonly nextDueAt: number | undefined;
}

/** Which rows to claim: those of one endpoint that are due by `now`, the earliest due first. */
export interface ClaimQuery {
  readonly endpoint: string;
  readonly now: number;
  /** How many at most. */
  readonly limit: number;
  /** No row is added once the payloads have this many bytes or more; the first row always is. */
  readonly maxBytes: number;
  /** Rows to skip: they are claimed, but the claim is not stored. */
  readonly except: readonly RowId[];
}

/** A delivery that was looked up. The store does not know whether it is in flight. */
export interface StoredDelivery {
  readonly rowId: RowId;
  readonly delivery: DeliveryWithPayload;
}

/** Deliveries in memory or in a database. */
export interface DeliveryStore {
  /**
   * @param work writes that take effect together or not at all; on a disk, they are durable after {@link sync}
   * @returns the result of `work`
   * @throws {StoreError} if the writes failed; all are rolled back
   */
  commit<T>(work: () => T): T;
  /**
   * Where the store is on a disk: waits until everything that was committed is durable.
   *
   * @throws {StoreError} if the disk failed; the store then refuses every further commit
   */
  sync?(): Promise<void>;
  /**
   * Within `commit`. Each new idempotency key makes room for itself: two expired ones are forgotten, so that they become fewer.
   *
   * @param message to store
   * @param keysSince idempotency keys that were accepted before this time are expired
   * @param wake called with the due time of the new row, which may still have to wait behind another one
   */
  insert(message: PreparedMessage, keysSince: number, wake: (wake: Wake) => void): EnqueueResult;
  /**
   * Within `commit`: claims rows and counts their attempts, so that they are not claimed again before `settle`.
   *
   * @param query which rows
   * @returns the rows; if the commit fails they are in flight although the store does not say so
   */
  claim(query: ClaimQuery): ClaimedBatch;
  /**
   * Within `commit`.
   *
   * @param claimed the row, as `claim` gave it
   * @param outcome of its handler
   * @param wake called, at the end of the commit at the latest, with what is due next: the row itself, or the one that waited
   *   behind it
   */
  settle(claimed: ClaimedDelivery, outcome: Outcome, wake: (wake: Wake) => void): void;
  /** Rows that the last owner had in flight and that could not be released at opening, because the disk was full. */
  readonly left: readonly RowId[];
  /** Within `commit`: these rows are due again, and the interrupted attempt counts. */
  freeLeft(): void;
  /** @returns for each endpoint with waiting rows, when the first of them is due */
  heads(): Wake[];

  /** @param inFlight rows in flight */
  stats(now: number, inFlight: ReadonlySet<RowId>): QueueStats;
  get(id: string): StoredDelivery | undefined;
  dead(query: DeadQuery & { readonly limit: number }): DeadLetter[];
  /** Within `commit`. */
  replay(ids: readonly string[], now: number, wake: (wake: Wake) => void): string[];
  /** Within `commit`. */
  disable(endpoint: DisabledEndpoint): boolean;
  /** Within `commit`. @returns when the endpoint's first row is due; `undefined` if it was not disabled */
  enable(endpoint: string): { readonly dueAt: number | undefined } | undefined;
  disabled(): DisabledEndpoint[];
  /** @returns the endpoints without rows */
  unused(endpoints: readonly string[]): string[];
  /** Within `commit`. */
  purge(query: PurgeRequest, wake: (wake: Wake) => void): number;
  close(): void;
}

/** A {@link PurgeQuery} with its defaults. */
export interface PurgeRequest extends PurgeQuery {
  readonly limit: number;
  /** Rows in flight: they are not removed. */
  readonly inFlight: ReadonlySet<RowId>;
}
