/**
 * What the embedded queue needs of the place where deliveries are kept: memory or SQLite. All of it is synchronous, and
 * there is one owner, so nobody else can claim a row.
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

/** What `claim` found. */
export interface ClaimedBatch {
  readonly claimed: readonly ClaimedDelivery[];
  /** Rows whose checksum is wrong: bytes of them changed on the disk. */
  readonly damaged: readonly ClaimedDelivery[];
  /** When the next row of the endpoint is due that was neither claimed nor passed over. */
  readonly nextDueAt: number | undefined;
}

/** Which rows to claim: those due by `now` of one endpoint, the longest due first. */
export interface ClaimQuery {
  readonly endpoint: string;
  readonly now: number;
  /** How many at most. */
  readonly limit: number;
  /** None is added once the payloads are this many bytes or more; the first always is. */
  readonly maxBytes: number;
  /** Rows whose claim was not stored, to be passed over. */
  readonly except: readonly RowId[];
}

/** A delivery that was looked up; in flight or not, the store does not know. */
export interface StoredDelivery {
  readonly rowId: RowId;
  readonly delivery: DeliveryWithPayload;
}

/** Deliveries in memory or in a database. */
export interface DeliveryStore {
  /**
   * @param work writes, all of which take effect together, or none
   * @returns what `work` returned, once that is durable
   * @throws {StoreError} if they could not be made durable; none took effect
   */
  commit<T>(work: () => T): T;
  /**
   * Within `commit`.
   *
   * @param message to keep
   * @param keysSince idempotency keys that were accepted before this time do not count any more
   * @param wake told when the new row falls due, unless it waits behind another one
   */
  insert(message: PreparedMessage, keysSince: number, wake: (wake: Wake) => void): EnqueueResult;
  /**
   * Within `commit`: claims rows and counts their attempts, so that they are not given again until they are settled.
   *
   * @param query which rows
   * @returns them; where the commit fails they are in flight without it being stored
   */
  claim(query: ClaimQuery): ClaimedBatch;
  /**
   * Within `commit`.
   *
   * @param claimed the row, as `claim` gave it
   * @param outcome what became of it
   * @param wake told what falls due by it: the row itself, or the one that waited behind it
   */
  settle(claimed: ClaimedDelivery, outcome: Outcome, wake: (wake: Wake) => void): void;
  /** Rows that the last owner had in flight, and that a full disk did not let go when the store was opened. */
  readonly left: readonly RowId[];
  /** Within `commit`: they are due again, and the attempt that was under way counts. */
  freeLeft(): void;
  /** @returns for each endpoint that has waiting rows, when the first of them is due */
  heads(): Wake[];

  /** @param inFlight rows that handlers have */
  stats(now: number, inFlight: ReadonlySet<RowId>): QueueStats;
  get(id: string): StoredDelivery | undefined;
  dead(query: DeadQuery & { readonly limit: number }): DeadLetter[];
  /** Within `commit`. */
  replay(ids: readonly string[], now: number, wake: (wake: Wake) => void): string[];
  /** Within `commit`. */
  disable(endpoint: DisabledEndpoint): boolean;
  /** Within `commit`. @returns when the endpoint's first row is due, or `undefined` where it was not disabled */
  enable(endpoint: string): { readonly dueAt: number | undefined } | undefined;
  disabled(): DisabledEndpoint[];
  /** @returns those of the endpoints that have no row */
  unused(endpoints: readonly string[]): string[];
  /** Within `commit`. */
  purge(query: PurgeRequest, wake: (wake: Wake) => void): number;
  /**
   * Within `commit`: forgets some idempotency keys that do not count any more.
   *
   * @param before those accepted before this time
   * @param limit how many at most
   */
  forgetKeys(before: number, limit: number): void;
  close(): void;
}

/** A {@link PurgeQuery} with nothing left open. */
export interface PurgeRequest extends PurgeQuery {
  readonly limit: number;
  /** Rows that handlers have: left alone. */
  readonly inFlight: ReadonlySet<RowId>;
}
