/**
 * The messages of a queue, the deliveries that a handler gets, and its answers.
 *
 * @module queue/delivery
 */
import type { Payload } from './payload.ts';
import type { DeliveryTransaction } from './transaction.ts';

/** A JSON value as `JSON.parse` gives it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object, stored with a payload and returned with it. */
export type JsonObject = Readonly<Record<string, Json>>;

/** What is handed to {@link Queue.enqueue}: opaque bytes for one endpoint. */
export interface QueueMessage {
  /** Key of the endpoint, 1 to 512 characters. Limits, holds, disabling and counts apply to each endpoint. */
  readonly endpoint: string;
  /**
   * The bytes, stored as they are. A single `Uint8Array` may be changed again once `enqueue` has resolved; pieces must
   * never be changed, since messages may share them.
   */
  readonly payload: Uint8Array | Payload;
  /** Data that the handler needs besides the bytes; at most 64 KiB as JSON. Never a secret: it is stored unencrypted. */
  readonly metadata?: JsonObject | undefined;
  /** When the delivery may first be attempted, in milliseconds since the epoch. Default: now. */
  readonly dueAt?: number | undefined;
  /**
   * Deliveries with the same endpoint and order key are attempted strictly one after the other, in the order of
   * their acceptance: the next starts when the one before it is done or dead. At most 255 characters.
   */
  readonly orderKey?: string | undefined;
  /**
   * A second message with this key is not accepted within the engine's `idempotencyRetentionMs` after the first. At most
   * 255 characters.
   */
  readonly idempotencyKey?: string | undefined;
  /**
   * What makes two messages of one `idempotencyKey` the same: at most 4,096 characters. Default: a SHA-256 of endpoint
   * and payload. Give one if the bytes contain something that changes on each call, such as a timestamp.
   */
  readonly fingerprint?: string | undefined;
}

/** The result for one message; results have the order of the messages. */
export interface EnqueueResult {
  /** The delivery's id, made by the queue; if the idempotency key was already used, the id of the **first** delivery. */
  readonly id: string;
  /**
   * - `accepted`: a new delivery.
   * - `duplicate`: the idempotency key was used before, with the same fingerprint; nothing was added.
   * - `conflict`: the idempotency key was used before, for **another** message; nothing was added.
   */
  readonly status: 'accepted' | 'duplicate' | 'conflict';
  /** Only for `conflict`: the fingerprint of the first message. */
  readonly first?: string | undefined;
}

/** The record of one attempt. Engines keep the last 32 of a delivery. */
export interface AttemptRecord extends AttemptNote {
  /** Number of the attempt, from 1; after a replay it starts again. */
  readonly attempt: number;
  /** When the handler was called, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** When it answered, in milliseconds since the epoch. */
  readonly endedAt: number;
}

/** Details that a handler can add to the {@link AttemptRecord} of its attempt. */
export interface AttemptNote {
  /** Why it failed, as a stable code. */
  readonly code?: string | undefined;
  /** A number from the other side's answer, such as a status. */
  readonly status?: number | undefined;
  /** A short text for people, cut at 500 characters; never a secret or a body. */
  readonly detail?: string | undefined;
}

/** A delivery, as a handler gets it. */
export interface QueueDelivery {
  /** The same in every attempt: 1 to 128 characters of `A-Z a-z 0-9 _ -`. */
  readonly id: string;
  /** Key of the endpoint. */
  readonly endpoint: string;
  /**
   * The bytes, exactly as they were enqueued, in one piece or several: `joinPayload` joins them. Do not change them: the
   * memory engine does not copy them.
   */
  readonly payload: Payload;
  /** The metadata of the message; `{}` if it had none. */
  readonly metadata: JsonObject;
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

/** The attempt succeeded: the delivery is deleted. */
export interface DoneAnswer {
  readonly outcome: 'done';
}

/** The attempt failed or was postponed: the handler is called again at `dueAt`. */
export interface RetryAnswer {
  readonly outcome: 'retry';
  /** When to call again, in milliseconds since the epoch; a time in the past means at once. */
  readonly dueAt: number;
  /**
   * `false` if nothing was tried, for example because of a rate limit: the attempt is not counted and not recorded.
   * Default: `true`.
   */
  readonly countsAsAttempt?: boolean | undefined;
  readonly note?: AttemptNote | undefined;
}

/** Give up: the delivery becomes a dead letter. */
export interface DeadAnswer {
  readonly outcome: 'dead';
  /** Why, as a stable code; kept with the dead letter. */
  readonly reason: string;
  readonly note?: AttemptNote | undefined;
}

/** The endpoint is gone: disable it with all its deliveries, this one included, as {@link Queue.disable} does. */
export interface DisableAnswer {
  readonly outcome: 'disable';
  /** Why, as a stable code; kept with the endpoint. */
  readonly reason: string;
  readonly note?: AttemptNote | undefined;
}

/** What a handler gets besides the delivery. */
export interface HandlerContext {
  /** Aborted when the drain time of `close` is over: stop now. The delivery is kept, and its attempt is not counted. */
  readonly signal: AbortSignal;
  /** Writes into your own tables, together with the answer `done`. In Postgres only. */
  readonly tx?: DeliveryTransaction | undefined;
}

/**
 * Attempts one delivery. If it throws or rejects, the attempt counts, is recorded as `ERR_WEBHOOK_HANDLER_FAILED`,
 * and the delivery is tried again after 30 s.
 */
export type QueueHandler = (
  delivery: QueueDelivery,
  context: HandlerContext,
) => HandlerAnswer | Promise<HandlerAnswer>;
