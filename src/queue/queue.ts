/**
 * The queue keeps a delivery from the moment that `enqueue` resolves until a handler has answered `done` or `dead`. It
 * knows nothing of what the bytes are, where they come from or where they go.
 *
 * Words, as used here and in every engine:
 *
 * - A **message** is what the caller hands in: opaque bytes for one endpoint.
 * - A **delivery** is a message that was accepted. It is *waiting* (for its due time, or for an earlier one of its
 *   order key), *in flight* (a handler has it), *disabled* (kept back with its endpoint) or *dead*. One that is done is
 *   deleted.
 * - An **attempt** is one call of the handler that counts. The engine keeps the number; the handler decides what
 *   it means: no engine knows a retry schedule.
 * - An **endpoint** is a key, chosen by the caller, by which deliveries are limited, held, disabled and counted. The
 *   engine never looks into it.
 *
 * What every engine promises:
 *
 * - A delivery whose `enqueue` resolved is given to a handler at least once, and again until a handler answers `done`
 *   or `dead`, whatever happens to the process (memory: while it lives). A crash repeats at most the deliveries that
 *   were in flight or whose answer was not yet stored.
 * - Of one endpoint, the delivery that was accepted first is given first. Strictly so within an order key; elsewhere
 *   handlers run side by side, and a retry or a `dueAt` of its own changes a delivery's place.
 * - An endpoint never has more than `endpointConcurrency` handlers, so one that hangs leaves the others their share.
 * - A dead process's deliveries run again: as soon as its file is opened again (SQLite), within 20 s in another
 *   process (Postgres).
 * - An idempotency key is kept from its acceptance for the retention, and forgotten up to an hour later.
 *
 * What none promises: an order among endpoints, an order by due time across calls, and whether a delivery that is not due
 * yet holds up later ones of its order key.
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

export type * from './delivery.ts';
export type * from './queries.ts';

/**
 * A transaction of the caller's own, in which `enqueue` writes. A client of `pg` is one as it stands; others need a
 * function of one line (`sequelizeTransaction` in `maxun-webhooks/queue/postgres` is the one for Sequelize).
 */
export interface QueueTransaction {
  /**
   * @param text one SQL statement with `$1`-style parameters
   * @param values the parameters
   * @returns the rows
   */
  query(text: string, values: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/** How {@link Queue.enqueue} writes. */
export interface EnqueueOptions {
  /**
   * Write inside this transaction: the deliveries exist if and when it commits. Postgres only; the other engines throw
   * a `TypeError`. The promise then resolves before the commit, so *durable* is what the caller's commit makes it.
   */
  readonly tx?: QueueTransaction | undefined;
}

/** How {@link Queue.work} works. */
export interface WorkOptions {
  /** How many handlers run at once in this process, 1 to 10,000. */
  readonly concurrency: number;
  /**
   * How many of them may be at one endpoint, so that one that hangs does not take them all; Postgres counts over all
   * processes. A function is asked again each time before a delivery of the endpoint is taken, and must be quick.
   * Default: `concurrency`.
   */
  readonly endpointConcurrency?: number | ((endpoint: string) => number) | undefined;
  /**
   * Nothing more is taken while the payloads in flight are this many bytes or more, so memory is bounded by this and one
   * payload. Memory and SQLite engines. Default: 64 MiB.
   */
  readonly maxBytesInFlight?: number | undefined;
}

/** How long `close` waits. */
export interface CloseOptions {
  /** How long handlers in flight may go on before they are aborted, in milliseconds. Default: 25,000. */
  readonly drainMs?: number | undefined;
}

/** A running {@link Queue.work}: takes deliveries as they fall due and gives them to its handler. */
export interface QueueWorker {
  /** How many handlers are running now. */
  readonly inFlight: number;
  /** Starts nothing more until `resume`; what is in flight goes on. */
  pause(): void;
  /** Takes up the work again. */
  resume(): void;
  /**
   * Starts nothing for this endpoint until `until`, in this process only. A later call replaces an earlier one; a time in
   * the past ends the hold. Costs nothing per waiting delivery, unlike a `retry` answer for each of them.
   *
   * @param endpoint key of the endpoint
   * @param until milliseconds since the epoch
   */
  hold(endpoint: string, until: number): void;
  /**
   * Stops taking, lets handlers in flight finish, aborts what is left at the end of the drain time (those stay in
   * the queue, due at once, and not counted). The queue stays open.
   *
   * @param options `drainMs`
   * @returns once no handler is running and all answers are stored
   * @throws {RangeError} if `drainMs` is not a finite number of 0 or more: nothing is closed
   */
  close(options?: CloseOptions): Promise<void>;
}

/**
 * The store of deliveries between a producer and its handlers. Three engines: `memoryQueue()`, `sqliteQueue(path)`,
 * `postgresQueue({ … })`.
 *
 * Every method of a closed queue rejects with `StoreError` `ERR_WEBHOOK_STORE_CLOSED`. Every method rejects with a
 * `StoreError` where the store cannot do it (full, unreachable, damaged), has then changed nothing, and may be called
 * again: a queue recovers by itself when its store does.
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
   * @param options `tx`: a transaction of the caller's own (Postgres only)
   * @returns a result per message, in their order
   * @throws {TypeError} if a message is malformed, or `tx` is given to an engine without transactions
   * @throws {RangeError} if a message is larger than its limits, or a time is not a finite number
   * @throws {StoreError} ERR_WEBHOOK_STORE_FULL, ERR_WEBHOOK_STORE_UNAVAILABLE, ERR_WEBHOOK_STORE_CORRUPT if it cannot
   *   be kept: nothing was accepted
   */
  enqueue(messages: readonly QueueMessage[], options?: EnqueueOptions): Promise<EnqueueResult[]>;
  /**
   * Gives deliveries to `handler` as they fall due. One worker per queue object at a time.
   *
   * @param handler attempts one delivery and answers what becomes of it
   * @param options `concurrency`, `endpointConcurrency`, `maxBytesInFlight`
   * @returns the worker, running
   * @throws {TypeError} if a worker is already running, or the handler is not a function
   * @throws {RangeError} if a number is out of its range
   */
  work(handler: QueueHandler, options: WorkOptions): Promise<QueueWorker>;
  /** @returns how many deliveries there are, by what they are doing */
  stats(): Promise<QueueStats>;
  /**
   * @param id of a delivery
   * @returns it with its bytes, or `undefined` where there is none: it is done, was purged, or never was
   */
  get(id: string): Promise<DeliveryWithPayload | undefined>;
  /**
   * @param query `endpoint`, `limit`, `after`
   * @returns a page of dead letters, the longest dead first
   */
  dead(query?: DeadQuery): Promise<DeadLetter[]>;
  /**
   * Puts dead letters back, due now and as accepted last, with the number of attempts at 0 and their records kept.
   *
   * @param ids of dead letters; others are left alone
   * @returns the ids that were put back
   */
  replay(ids: readonly string[]): Promise<string[]>;
  /**
   * Keeps back all deliveries of an endpoint, those to come included, until `enable`. Durable, and in force in every
   * process (Postgres: within seconds). Deliveries in flight finish; a `retry` of theirs is kept back too.
   *
   * @param endpoint key of the endpoint
   * @param reason why, as a stable code
   * @returns `false` where it was disabled already (the first reason stays)
   */
  disable(endpoint: string, reason: string): Promise<boolean>;
  /**
   * Ends `disable`: what was kept back is due at its old time, so as a rule at once.
   *
   * @param endpoint key of the endpoint
   * @returns `false` where it was not disabled
   */
  enable(endpoint: string): Promise<boolean>;
  /** @returns the disabled endpoints, the longest disabled first */
  disabled(): Promise<DisabledEndpoint[]>;
  /**
   * Tells which endpoints their owners may forget.
   *
   * @param endpoints keys of endpoints
   * @returns those that have no delivery at all, dead letters included
   */
  unused(endpoints: readonly string[]): Promise<string[]>;
  /**
   * Removes deliveries for good.
   *
   * @param query `state`, `endpoint`, `before`, `limit`
   * @returns how many were removed
   */
  purge(query: PurgeQuery): Promise<number>;
  /**
   * Closes the worker as its own `close` does, then the store. A second call waits for the first.
   *
   * @param options `drainMs`
   * @throws {RangeError} if `drainMs` is not a finite number of 0 or more: nothing is closed
   */
  close(options?: CloseOptions): Promise<void>;
}
