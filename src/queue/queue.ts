/**
 * The queue: where a delivery is kept from the moment that `enqueue` resolves until a handler has
 * answered `done` for it, or it has ended among the dead letters.
 *
 * Words, as used here and in every engine:
 *
 * - A **message** is what the caller hands in: opaque bytes for one endpoint.
 * - A **delivery** is a message that was accepted. It is *waiting* (for its due time, or for its turn behind an
 *   earlier one of the same order key), *in flight* (a handler has it), *disabled* (kept back with its endpoint) or *dead*.
 *   One that is done is gone.
 * - An **attempt** is one call of the handler that counts. The engine keeps the number, the handler decides what
 *   it means: no engine knows a retry schedule.
 * - An **endpoint** is a key, chosen by the caller, by which deliveries are limited, held, disabled and counted. The
 *   engine never looks into it.
 *
 * What every engine promises: a delivery whose `enqueue` resolved is given to a handler at least once, and again
 * until a handler answers `done` or `dead`, whatever happens to the process (memory: while it lives). A crash
 * repeats at most the deliveries that were in flight or whose answer was not yet stored.
 *
 * @module queue/queue
 */

import type { Payload } from './payload.ts';

/** A JSON value as `JSON.parse` gives it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object, stored beside a payload and handed back with it. */
export type JsonObject = Readonly<Record<string, Json>>;

/** What is handed to {@link Queue.enqueue}: opaque bytes for one endpoint. */
export interface QueueMessage {
  /**
   * The delivery's id, which becomes its `webhook-id`: 1 to 128 characters of `A-Z a-z 0-9 _ -`. Default: a new
   * `msg_…` that sorts by time.
   */
  readonly id?: string | undefined;
  /** Key of the endpoint, 1 to 512 characters. Limits, holds, disabling and counts go by it. */
  readonly endpoint: string;
  /**
   * The bytes to deliver, stored as they are. Those given as one must not be changed before `enqueue` has resolved; pieces
   * must never be changed, since messages may share them.
   */
  readonly payload: Uint8Array | Payload;
  /** Whatever the handler needs besides the bytes; at most 64 KiB as JSON. Never a secret: it is stored in the clear. */
  readonly metadata?: JsonObject | undefined;
  /** When the delivery may first be attempted, in milliseconds since the epoch. Default: now. */
  readonly dueAt?: number | undefined;
  /**
   * Deliveries with the same endpoint and order key are attempted strictly one after the other, in the order of
   * their acceptance: the next starts when the one before it is done or dead. At most 255 characters.
   */
  readonly orderKey?: string | undefined;
  /**
   * A second message with this key is not accepted while the first is kept, nor within the engine's
   * `idempotencyRetentionMs` after its acceptance. At most 255 characters.
   */
  readonly idempotencyKey?: string | undefined;
  /**
   * What makes two messages of one `idempotencyKey` the same: at most 255 characters. Default: a SHA-256 of endpoint
   * and payload. Give one where the bytes hold something that changes on each call, such as a timestamp.
   */
  readonly fingerprint?: string | undefined;
}

/** What became of one message, in the place that it had in the call. */
export interface EnqueueResult {
  /** The id of the delivery; of the **first** one where the idempotency key was already used. */
  readonly id: string;
  /**
   * - `accepted`: a new delivery.
   * - `duplicate`: the idempotency key was used before, with the same fingerprint; nothing was added.
   * - `conflict`: the idempotency key was used before, for **another** message; nothing was added.
   */
  readonly status: 'accepted' | 'duplicate' | 'conflict';
}

/**
 * A transaction of the caller's own, in which `enqueue` shall write. A client of `pg` is one as it stands; others
 * need a function of one line (`sequelizeTransaction` in `maxun-webhooks/queue/postgres` is the one for Sequelize).
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

/** What is remembered of one attempt. Engines keep the last {@link MAX_ATTEMPT_RECORDS} of a delivery. */
export interface AttemptRecord {
  /** Number of the attempt, from 1; after a replay it starts again. */
  readonly attempt: number;
  /** When the handler was called, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** When it answered, in milliseconds since the epoch. */
  readonly endedAt: number;
  /** Why it failed, as a stable code. */
  readonly code?: string;
  /** The endpoint's HTTP status, where there was an answer. */
  readonly status?: number;
  /** A short text for people, cut at {@link MAX_DETAIL_LENGTH}; never a secret nor a body. */
  readonly detail?: string;
}

/** What a handler can say about its attempt, to be kept in the {@link AttemptRecord}. */
export interface AttemptNote {
  /** Why it failed, as a stable code. */
  readonly code?: string | undefined;
  /** The endpoint's HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** A short text for people. */
  readonly detail?: string | undefined;
}

/** How many attempt records are kept per delivery, the newest ones. */
export const MAX_ATTEMPT_RECORDS = 32;

/** How many characters of an attempt's detail are kept. */
export const MAX_DETAIL_LENGTH = 500;

/** A delivery in the hands of a handler. */
export interface QueueDelivery {
  /** The delivery's id: the same in every attempt. */
  readonly id: string;
  /** Key of the endpoint. */
  readonly endpoint: string;
  /**
   * The bytes, exactly as they were handed in, in one piece or several: `joinPayload` joins them. Not to be changed: in memory
   * they are those that are kept.
   */
  readonly payload: Payload;
  /** What was handed in beside the bytes; `{}` where nothing was. */
  readonly metadata: JsonObject;
  /** The order key, where there is one. */
  readonly orderKey: string | undefined;
  /** Number of this attempt, from 1. It was stored before the handler was called, so a crash does not reset it. */
  readonly attempt: number;
  /** When the message was accepted, in milliseconds since the epoch. */
  readonly enqueuedAt: number;
  /** When this attempt was due, in milliseconds since the epoch. */
  readonly dueAt: number;
  /** The attempts before this one, oldest first. */
  readonly records: readonly AttemptRecord[];
}

/** A handler's answer. */
export type HandlerAnswer = DoneAnswer | RetryAnswer | DeadAnswer | DisableAnswer;

/** The delivery arrived: forget it. */
export interface DoneAnswer {
  readonly outcome: 'done';
}

/** Not yet: call again at `at`. */
export interface RetryAnswer {
  readonly outcome: 'retry';
  /** When to call again, in milliseconds since the epoch; a time in the past means at once. */
  readonly at: number;
  /**
   * `false` where nothing was tried (a rate limit, an open breaker): the number of attempts stays as it was and no
   * record is kept. Default: `true`.
   */
  readonly countsAsAttempt?: boolean | undefined;
  /** What to remember of the attempt. */
  readonly note?: AttemptNote | undefined;
}

/** Give up: keep it among the dead letters. */
export interface DeadAnswer {
  readonly outcome: 'dead';
  /** Why, as a stable code; kept with the dead letter. */
  readonly reason: string;
  /** What to remember of the attempt. */
  readonly note?: AttemptNote | undefined;
}

/** The endpoint is gone (HTTP 410): keep back this delivery and the endpoint’s whole backlog, as {@link Queue.disable} does. */
export interface DisableAnswer {
  readonly outcome: 'disable';
  /** Why, as a stable code; kept with the endpoint. */
  readonly reason: string;
  /** What to remember of the attempt. */
  readonly note?: AttemptNote | undefined;
}

/** What a handler is given besides the delivery. */
export interface HandlerContext {
  /** Aborted when the drain time of `close` is over: give up now. The delivery is kept, and its attempt not counted. */
  readonly signal: AbortSignal;
}

/**
 * Attempts one delivery. A handler that throws or rejects is a fault of the handler: the attempt counts, is recorded
 * as `ERR_WEBHOOK_HANDLER_FAILED`, and the delivery is tried again after {@link HANDLER_FAULT_DELAY_MS}.
 */
export type QueueHandler = (
  delivery: QueueDelivery,
  context: HandlerContext,
) => HandlerAnswer | Promise<HandlerAnswer>;

/** How long a delivery waits after a handler threw, in milliseconds: long enough not to spin on a broken handler. */
export const HANDLER_FAULT_DELAY_MS = 30_000;

/** How {@link Queue.work} works. */
export interface WorkOptions {
  /** How many handlers run at once in this process, 1 to 10,000. */
  readonly concurrency: number;
  /**
   * How many of them may be at one endpoint, so that one that hangs does not take them all. A function is asked
   * again each time before a delivery of the endpoint is taken, and must be quick. Default: `concurrency`.
   */
  readonly endpointConcurrency?: number | ((endpoint: string) => number) | undefined;
}

/** How long `close` waits. */
export interface CloseOptions {
  /** How long handlers in flight may go on before they are aborted, in milliseconds. Default: {@link DEFAULT_DRAIN_MS}. */
  readonly drainMs?: number | undefined;
}

/** The default of {@link CloseOptions.drainMs}: within the 30 s that process managers usually leave after SIGTERM. */
export const DEFAULT_DRAIN_MS = 25_000;

/** A running {@link Queue.work}: takes deliveries as they fall due and gives them to its handler. */
export interface QueueWorker {
  /** How many handlers are running now. */
  readonly inFlight: number;
  /** Starts nothing more until `resume`; what is in flight goes on. */
  pause(): void;
  /** Takes up the work again. */
  resume(): void;
  /**
   * Starts nothing for this endpoint until `until`: an open breaker, a Retry-After, a rate limit. In this process
   * only, and forgotten with it. A later call replaces an earlier one; a time in the past ends the hold. Costs nothing per
   * waiting delivery, unlike a `retry` answer for each of them.
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
   * @throws {RangeError} if `drainMs` is no finite number of 0 or more: nothing is closed
   */
  close(options?: CloseOptions): Promise<void>;
}

/** How many deliveries there are, by what they are doing. */
export interface QueueStats {
  /** Waiting for their due time or their turn, in flight excluded. */
  readonly waiting: number;
  /** Of those, how many are due now. */
  readonly due: number;
  /** In the hands of a handler; on Postgres, of any process. */
  readonly inFlight: number;
  /** Kept back because their endpoint is disabled. */
  readonly disabled: number;
  /** Dead letters. */
  readonly dead: number;
  /** When the oldest waiting delivery was due, in milliseconds since the epoch; `undefined` where none waits. */
  readonly oldestDueAt: number | undefined;
}

/** Where a delivery stands. */
export type DeliveryState = 'waiting' | 'in-flight' | 'disabled' | 'dead';

/** One delivery, looked up. */
export interface DeliveryInfo {
  readonly id: string;
  readonly endpoint: string;
  readonly state: DeliveryState;
  readonly metadata: JsonObject;
  readonly orderKey: string | undefined;
  /** How many attempts were made. */
  readonly attempts: number;
  /** When the message was accepted, in milliseconds since the epoch. */
  readonly enqueuedAt: number;
  /** When it is (or was last) due, in milliseconds since the epoch. */
  readonly dueAt: number;
  /** The newest attempts, oldest first. */
  readonly records: readonly AttemptRecord[];
}

/** One delivery with its bytes. */
export interface DeliveryWithPayload extends DeliveryInfo {
  readonly payload: Uint8Array;
}

/** A delivery that was given up. */
export interface DeadLetter extends DeliveryInfo {
  readonly state: 'dead';
  /** Why, as the handler put it. */
  readonly reason: string;
  /** When, in milliseconds since the epoch. */
  readonly diedAt: number;
}

/** Which dead letters to list: oldest first. */
export interface DeadQuery {
  /** Only those of this endpoint. */
  readonly endpoint?: string | undefined;
  /** How many at most, 1 to 1,000. Default: 100. */
  readonly limit?: number | undefined;
  /**
   * Go on after the dead letter of this id: the last one of the page before. Where it is none any more, since it was replayed
   * or purged meanwhile, its place is lost, and the first page is given: nothing is left out. So what replays or purges each
   * page needs no `after`.
   */
  readonly after?: string | undefined;
}

/** Which deliveries to remove for good. */
export interface PurgeQuery {
  /** In which state they are. Those in flight are never removed. */
  readonly state: 'waiting' | 'disabled' | 'dead';
  /** Only those of this endpoint. */
  readonly endpoint?: string | undefined;
  /** Only those accepted before this time, in milliseconds since the epoch. */
  readonly before?: number | undefined;
  /** How many at most in this call, 1 to 10,000: call again until it answers 0. Default: 1,000. */
  readonly limit?: number | undefined;
}

/** An endpoint whose deliveries are kept back. */
export interface DisabledEndpoint {
  readonly endpoint: string;
  /** Why, as given to `disable` or by the handler. */
  readonly reason: string;
  /** Since when, in milliseconds since the epoch. */
  readonly since: number;
}

/**
 * The store of deliveries between a producer and its handlers. Three engines: `memoryQueue()`, `sqliteQueue(path)`,
 * `postgresQueue({ … })`.
 *
 * Every method of a closed queue rejects with `StoreError` `ERR_WEBHOOK_STORE_CLOSED`. Every method rejects with a
 * `StoreError` where the store cannot do it (full, unreachable, damaged), has then changed nothing, and may be called
 * again: an queue recovers by itself when its store does.
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
   * @throws {TypeError} if a message is malformed, or `tx` is given to an engine that has none
   * @throws {RangeError} if a message is larger than its limits, or a time is no finite number
   * @throws {StoreError} ERR_WEBHOOK_STORE_FULL, ERR_WEBHOOK_STORE_UNAVAILABLE, ERR_WEBHOOK_STORE_CORRUPT if it cannot
   *   be kept: nothing was accepted
   */
  enqueue(messages: readonly QueueMessage[], options?: EnqueueOptions): Promise<EnqueueResult[]>;
  /**
   * Gives deliveries to `handler` as they fall due. One worker per queue object at a time.
   *
   * @param handler attempts one delivery and answers what becomes of it
   * @param options `concurrency`, `endpointConcurrency`
   * @returns the worker, running
   * @throws {TypeError} if a worker is already running
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
   * Puts dead letters back, due now, with the number of attempts at 0 and their records kept.
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
   * Tells which endpoints may be forgotten by those who know their URL and secret.
   *
   * @param endpoints keys of endpoints
   * @returns those of them that there is no delivery of, neither waiting nor in flight, disabled or dead
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
   * @throws {RangeError} if `drainMs` is no finite number of 0 or more: nothing is closed
   */
  close(options?: CloseOptions): Promise<void>;
}
