/**
 * The queue keeps a delivery from the moment that `enqueue` resolves until a handler has answered `done` or `dead`. The
 * bytes are opaque to it: it does not know where they come from or where they go.
 *
 * Words, as used here and in every engine:
 *
 * - A **message** is what the caller enqueues: opaque bytes for one endpoint.
 * - A **delivery** is an accepted message. It is *waiting* (for its due time, or for an earlier delivery with its
 *   order key), *in flight* (a handler has it), *disabled* (like its endpoint) or *dead*. A delivery that is done is
 *   deleted.
 * - An **attempt** is one call of the handler that counts. The engine keeps its number; the handler decides what
 *   it means: engines do not know retry schedules.
 * - An **endpoint** is a key, chosen by the caller, to which limits, holds, disabling and counts apply. The
 *   engine never interprets it.
 *
 * What every engine promises:
 *
 * - A delivery whose `enqueue` resolved is given to a handler at least once, and again until a handler answers `done`
 *   or `dead`, whatever happens to the process (memory: while it lives). A crash repeats at most the deliveries that
 *   were in flight or whose answer was not yet stored.
 * - Within one endpoint, deliveries are given in the order of their acceptance. With the same order key this is
 *   strict; else handlers run in parallel, and a retry or a `dueAt` changes a delivery's place.
 * - An endpoint never has more than `endpointConcurrency` handlers, so an endpoint that hangs does not block the others.
 * - A dead process's deliveries run again: as soon as its file is opened again (SQLite), within 20 s in another
 *   process (Postgres).
 * - An idempotency key is kept from its acceptance for the retention, and forgotten up to an hour later.
 *
 * Not promised: an order among endpoints, an order by due time across calls, and whether a delivery that is not yet due
 * delays later ones with its order key.
 *
 * @module queue/queue
 */
import type { EnqueueResult, QueueHandler, QueueMessage } from './delivery.ts';
import type {
  DeadLetter,
  DeadQuery,
  DeliveryWithPayload,
  DisabledEndpoint,
  PurgeQuery,
  QueueStats,
} from './queries.ts';
import type { QueueTransaction } from './transaction.ts';

export type * from './delivery.ts';
export type * from './queries.ts';
export type * from './transaction.ts';

/** How {@link Queue.enqueue} writes. */
export interface EnqueueOptions {
  /**
   * Write inside this transaction: the deliveries exist if and when it commits. Postgres only; the other engines throw
   * a `TypeError`. The promise then resolves before the commit, so the delivery becomes durable with the caller's commit.
   */
  readonly tx?: QueueTransaction | undefined;
}

/** How {@link Queue.work} works. */
export interface WorkOptions {
  /** How many handlers run at once in this process, 1 to 10,000. */
  readonly concurrency: number;
  /**
   * How many of them may run for one endpoint, so that one that hangs does not take them all; Postgres counts over all
   * processes. A function is called each time before a delivery of the endpoint is claimed, and must be fast.
   * Default: `concurrency`.
   */
  readonly endpointConcurrency?: number | ((endpoint: string) => number) | undefined;
  /**
   * No delivery is claimed while the payloads in flight have this many bytes or more, so this and one payload limit the
   * memory. For the memory and SQLite engines. Default: 64 MiB.
   */
  readonly maxBytesInFlight?: number | undefined;
}

/** How long `close` waits. */
export interface CloseOptions {
  /** How long handlers in flight may go on before they are aborted, in milliseconds. Default: 25,000. */
  readonly drainMs?: number | undefined;
}

/** A running {@link Queue.work}: claims deliveries when they are due and gives them to its handler. */
export interface QueueWorker {
  /** How many handlers are running now. */
  readonly inFlight: number;
  /** Starts no handler until `resume`; running handlers continue. */
  pause(): void;
  /** Starts handlers again. */
  resume(): void;
  /**
   * Starts no handler for this endpoint until `heldUntil`, in this process only. A later call replaces an earlier one; a time in
   * the past ends the hold. Costs nothing per waiting delivery, unlike a `retry` answer for each of them.
   *
   * @param endpoint key of the endpoint
   * @param heldUntil milliseconds since the epoch
   */
  hold(endpoint: string, heldUntil: number): void;
  /**
   * Stops claiming, lets running handlers finish, and aborts the rest at the end of the drain time (their deliveries stay in
   * the queue, due at once, the attempt not counted). The queue stays open.
   *
   * @param options `drainMs`
   * @returns once no handler is running and all answers are stored
   * @throws {RangeError} if `drainMs` is not a finite number of 0 or more; then nothing is closed
   */
  close(options?: CloseOptions): Promise<void>;
}

/**
 * The store of deliveries between a producer and its handlers. Three engines: `memoryQueue()`, `sqliteQueue(path)`,
 * `postgresQueue({ … })`.
 *
 * Every method of a closed queue rejects with `StoreError` `ERR_WEBHOOK_STORE_CLOSED`. If the store fails (full,
 * unreachable, damaged), a method rejects with a `StoreError`, has changed nothing, and can be called
 * again: when the store recovers, so does the queue.
 */
export interface Queue {
  /** Which engine this is. */
  readonly engine: 'memory' | 'sqlite' | 'postgres';
  /** Whether a delivery outlives the process. */
  readonly durable: boolean;
  /**
   * Accepts messages, all of them or none. Resolves once they are durable; concurrent calls share a commit.
   *
   * @param messages 0 to 10,000 of them
   * @param options `tx`: a transaction of the caller (Postgres only)
   * @returns a result per message, in the same order
   * @throws {TypeError} if a message is malformed, or `tx` is given to an engine without transactions
   * @throws {RangeError} if a message is larger than its limits, or `dueAt` is not a number from 0
   * @throws {StoreError} ERR_WEBHOOK_STORE_FULL, ERR_WEBHOOK_STORE_UNAVAILABLE, ERR_WEBHOOK_STORE_CORRUPT if it cannot
   *   be stored: nothing was accepted
   */
  enqueue(messages: readonly QueueMessage[], options?: EnqueueOptions): Promise<EnqueueResult[]>;
  /**
   * Gives deliveries to `handler` when they are due. One worker per queue object at a time.
   *
   * @param handler attempts one delivery and answers with the outcome
   * @param options `concurrency`, `endpointConcurrency`, `maxBytesInFlight`
   * @returns the worker, running
   * @throws {TypeError} if a worker is already running, or the handler is not a function
   * @throws {RangeError} if a number is out of its range
   */
  work(handler: QueueHandler, options: WorkOptions): Promise<QueueWorker>;
  /** @returns the number of deliveries by state */
  stats(): Promise<QueueStats>;
  /**
   * @param id of a delivery
   * @returns the delivery with its bytes; `undefined` if it is done, was purged, or was never accepted
   */
  get(id: string): Promise<DeliveryWithPayload | undefined>;
  /**
   * @param query `endpoint`, `limit`, `after`
   * @returns a page of dead letters, the oldest first
   */
  dead(query?: DeadQuery): Promise<DeadLetter[]>;
  /**
   * Puts dead letters back: due now, last in the order of acceptance, with 0 attempts; their records are kept.
   *
   * @param ids of dead letters; other ids are ignored
   * @returns the ids that were put back
   */
  replay(ids: readonly string[]): Promise<string[]>;
  /**
   * Stops all deliveries of an endpoint, future ones included, until `enable`. It is durable and applies in every
   * process (Postgres: within seconds). Deliveries in flight finish, but are not retried.
   *
   * @param endpoint key of the endpoint
   * @param reason why, as a stable code
   * @returns `false` if it was already disabled (the first reason stays)
   */
  disable(endpoint: string, reason: string): Promise<boolean>;
  /**
   * Ends `disable`: its deliveries are due at their old times, which usually means at once.
   *
   * @param endpoint key of the endpoint
   * @returns `false` if it was not disabled
   */
  enable(endpoint: string): Promise<boolean>;
  /** @returns the disabled endpoints, the longest disabled first */
  disabled(): Promise<DisabledEndpoint[]>;
  /**
   * Finds the endpoints without deliveries: their owners can forget them.
   *
   * @param endpoints keys of endpoints
   * @returns those without any delivery, dead letters included
   */
  unused(endpoints: readonly string[]): Promise<string[]>;
  /**
   * Removes deliveries permanently.
   *
   * @param query `state`, `endpoint`, `before`, `limit`
   * @returns how many were removed
   */
  purge(query: PurgeQuery): Promise<number>;
  /**
   * Closes the worker as its own `close` does, then the store. A second call waits for the first.
   *
   * @param options `drainMs`
   * @throws {RangeError} if `drainMs` is not a finite number of 0 or more; then nothing is closed
   */
  close(options?: CloseOptions): Promise<void>;
}
