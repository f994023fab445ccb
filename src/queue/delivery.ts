/**
 * What goes into a queue, what a handler gets, and what it answers.
 *
 * @module queue/delivery
 */
import type { Payload } from './payload.ts';

/** A JSON value as `JSON.parse` gives it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object, stored beside a payload and handed back with it. */
export type JsonObject = Readonly<Record<string, Json>>;

/** What is handed to {@link Queue.enqueue}: opaque bytes for one endpoint. */
export interface QueueMessage {
  /** Key of the endpoint, 1 to 512 characters: what is limited, held, disabled and counted together. */
  readonly endpoint: string;
  /**
   * The bytes, stored as they are. A single `Uint8Array` may be changed again once `enqueue` has resolved; pieces must
   * never be changed, since messages may share them.
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
   * A second message with this key is not accepted within the engine's `idempotencyRetentionMs` after the first. At most
   * 255 characters.
   */
  readonly idempotencyKey?: string | undefined;
  /**
   * What makes two messages of one `idempotencyKey` the same: at most 255 characters. Default: a SHA-256 of endpoint
   * and payload. Give one where the bytes hold something that changes on each call, such as a timestamp.
   */
  readonly fingerprint?: string | undefined;
}

/** What became of one message, at the place that it had in the call. */
export interface EnqueueResult {
  /** The delivery's id, made by the queue; the id of the **first** one where the idempotency key was already used. */
  readonly id: string;
  /**
   * - `accepted`: a new delivery.
   * - `duplicate`: the idempotency key was used before, with the same fingerprint; nothing was added.
   * - `conflict`: the idempotency key was used before, for **another** message; nothing was added.
   */
  readonly status: 'accepted' | 'duplicate' | 'conflict';
}

/** What is remembered of one attempt. Engines keep the last 32 of a delivery. */
export interface AttemptRecord extends AttemptNote {
  /** Number of the attempt, from 1; after a replay it starts again. */
  readonly attempt: number;
  /** When the handler was called, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** When it answered, in milliseconds since the epoch. */
  readonly endedAt: number;
}

/** What a handler can say about its attempt, to be kept in the {@link AttemptRecord}. */
export interface AttemptNote {
  /** Why it failed, as a stable code. */
  readonly code?: string | undefined;
  /** A number that the other side answered with, such as a status. */
  readonly status?: number | undefined;
  /** A short text for people, cut at 500 characters; never a secret or a body. */
  readonly detail?: string | undefined;
}

/** A delivery that a handler has. */
export interface QueueDelivery {
  /** The same in every attempt: 1 to 128 characters of `A-Z a-z 0-9 _ -`. */
  readonly id: string;
  /** Key of the endpoint. */
  readonly endpoint: string;
  /**
   * The bytes, exactly as they were handed in, in one piece or several: `joinPayload` joins them. Not to be changed: the
   * memory engine hands out the very bytes that it keeps.
   */
  readonly payload: Payload;
  /** What was handed in beside the bytes; `{}` where nothing was. */
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

/** It succeeded: forget the delivery. */
export interface DoneAnswer {
  readonly outcome: 'done';
}

/** Not yet: call again at `at`. */
export interface RetryAnswer {
  readonly outcome: 'retry';
  /** When to call again, in milliseconds since the epoch; a time in the past means at once. */
  readonly at: number;
  /**
   * `false` where nothing was tried (a rate limit, say): the number of attempts stays as it was and no record is kept.
   * Default: `true`.
   */
  readonly countsAsAttempt?: boolean | undefined;
  readonly note?: AttemptNote | undefined;
}

/** Give up: keep the delivery among the dead letters. */
export interface DeadAnswer {
  readonly outcome: 'dead';
  /** Why, as a stable code; kept with the dead letter. */
  readonly reason: string;
  readonly note?: AttemptNote | undefined;
}

/** The endpoint is gone: keep back this delivery and the endpoint's whole backlog, as {@link Queue.disable} does. */
export interface DisableAnswer {
  readonly outcome: 'disable';
  /** Why, as a stable code; kept with the endpoint. */
  readonly reason: string;
  readonly note?: AttemptNote | undefined;
}

/** What a handler is given besides the delivery. */
export interface HandlerContext {
  /** Aborted when the drain time of `close` is over: give up now. The delivery is kept, and its attempt not counted. */
  readonly signal: AbortSignal;
}

/**
 * Attempts one delivery. Where it throws or rejects, the attempt counts, is recorded as `ERR_WEBHOOK_HANDLER_FAILED`,
 * and the delivery is tried again after 30 s.
 */
export type QueueHandler = (
  delivery: QueueDelivery,
  context: HandlerContext,
) => HandlerAnswer | Promise<HandlerAnswer>;
