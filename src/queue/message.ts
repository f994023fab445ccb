/**
 * Checks and completes the messages of an `enqueue`, before any engine sees them.
 *
 * @module queue/message
 */
import { createHash, randomUUID } from 'node:crypto';
import { named } from '../errors/naming.ts';
import type { QueueMessage } from './delivery.ts';
import {
  MAX_ENDPOINT_LENGTH,
  MAX_KEY_LENGTH,
  MAX_MESSAGES,
  MAX_METADATA_LENGTH,
  MAX_PAYLOAD_BYTES,
} from './limits.ts';
import { type Payload, payloadSize, piecesOf } from './payload.ts';

/** A message, checked and complete. */
export interface PreparedMessage {
  readonly id: string;
  readonly endpoint: string;
  /** As the caller gave it: pieces may be kept, bytes given as one may be changed again. */
  readonly payload: Uint8Array | Payload;
  /** JSON text of the metadata. */
  readonly metadata: string;
  readonly dueAt: number;
  readonly enqueuedAt: number;
  readonly orderKey: string | null;
  readonly idempotencyKey: string | null;
  /** `null` where there is no idempotency key. */
  readonly fingerprint: string | null;
}

/** What {@link prepareMessages} fills in. */
export interface PrepareContext {
  /** The time of acceptance, in milliseconds since the epoch. */
  readonly now: number;
  /** Makes the id of each delivery. */
  readonly newId: () => string;
}

// Postgres does not take a NUL in a text, and half a surrogate pair has no UTF-8: two such keys would become one.
const UNSTORABLE = /[\p{Cc}\p{Surrogate}]/u;

/**
 * @param messages as the caller gave them
 * @param context the time, and where ids come from
 * @returns them, complete
 * @throws {TypeError} if a message is malformed
 * @throws {RangeError} if a part of one is larger than its limit, or a time is not a finite number
 */
export function prepareMessages(
  messages: readonly QueueMessage[],
  context: PrepareContext,
): PreparedMessage[] {
  if (!Array.isArray(messages)) throw new TypeError('messages must be an array of messages');
  if (messages.length > MAX_MESSAGES) {
    throw new RangeError(`messages holds ${messages.length}; at most ${MAX_MESSAGES} fit into one call`);
  }
  const textOf = metadataWriter();
  return messages.map((message, index) => {
    try {
      return prepareMessage(message, context, textOf);
    } catch (error) {
      throw named(`messages[${index}]`, error);
    }
  });
}

/**
 * @param now milliseconds since the epoch
 * @returns an id that sorts by time, so that an index on ids grows at its end, where that is cheap
 */
export function newDeliveryId(now: number): string {
  return `msg_${now.toString(36)}_${randomUUID()}`;
}

function prepareMessage(
  message: QueueMessage,
  context: PrepareContext,
  textOf: (metadata: unknown) => string,
): PreparedMessage {
  const { endpoint, payload, dueAt = context.now } = message;
  requireText(endpoint, 'endpoint', MAX_ENDPOINT_LENGTH);
  requirePayload(payload);
  if (!Number.isFinite(dueAt)) throw new RangeError(`dueAt must be a finite number of milliseconds`);
  const idempotencyKey = optionalText(message.idempotencyKey, 'idempotencyKey');
  const fingerprint = optionalText(message.fingerprint, 'fingerprint');
  return {
    id: context.newId(),
    endpoint,
    payload,
    metadata: textOf(message.metadata),
    dueAt: clampTime(dueAt),
    enqueuedAt: context.now,
    orderKey: optionalText(message.orderKey, 'orderKey'),
    idempotencyKey,
    fingerprint: idempotencyKey === null ? null : (fingerprint ?? fingerprintOf(endpoint, payload)),
  };
}

/** The last moment of ECMAScript's time, 8.64e15 ms (ECMA-262, "Time Values"); what a store can hold as an integer. */
const LAST_MOMENT = 8_640_000_000_000_000;

/**
 * @param time in milliseconds since the epoch
 * @returns it as a whole number that every store can keep
 */
export function clampTime(time: number): number {
  return Math.round(Math.min(Math.max(time, 0), LAST_MOMENT));
}

/**
 * @param value what was given
 * @param name how the caller calls it
 * @param maxLength in characters
 * @throws {TypeError} if it is not a text, or is empty, or holds control characters
 * @throws {RangeError} if it is too long
 */
export function requireText(value: unknown, name: string, maxLength: number): asserts value is string {
  if (typeof value !== 'string' || value === '') throw new TypeError(`${name} must be a text and not empty`);
  if (value.length > maxLength) {
    throw new RangeError(`${name} is ${value.length} characters long; at most ${maxLength} are allowed`);
  }
  if (UNSTORABLE.test(value)) throw new TypeError(`${name} must not hold control characters`);
}

function optionalText(value: string | undefined, name: string): string | null {
  if (value === undefined) return null;
  requireText(value, name, MAX_KEY_LENGTH);
  return value;
}

function requirePayload(value: unknown): void {
  if (!isPayload(value))
    throw new TypeError(
      `payload must be a Uint8Array, or an array of these and of texts, no two of which follow each other`,
    );
  const size = payloadSize(value);
  if (size > MAX_PAYLOAD_BYTES) {
    throw new RangeError(`payload is ${size} bytes; at most ${MAX_PAYLOAD_BYTES} are allowed`);
  }
}

function isPayload(value: unknown): value is Uint8Array | Payload {
  if (!Array.isArray(value)) return value instanceof Uint8Array;
  // Two texts in a row could be the halves of one character.
  return value.every(
    (piece, index) =>
      piece instanceof Uint8Array || (typeof piece === 'string' && typeof value[index - 1] !== 'string'),
  );
}

/** Messages of one call mostly share their metadata: its JSON is then made, and kept, once. */
function metadataWriter(): (metadata: unknown) => string {
  let last: unknown;
  let lastText = '{}';
  return (metadata) => {
    if (metadata !== last) [last, lastText] = [metadata, metadataText(metadata)];
    return lastText;
  };
}

function metadataText(metadata: unknown): string {
  if (metadata === undefined) return '{}';
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    throw new TypeError('metadata must be a JSON object');
  }
  const text = JSON.stringify(metadata);
  if (text.length > MAX_METADATA_LENGTH) {
    throw new RangeError(
      `metadata is ${text.length} characters of JSON; at most ${MAX_METADATA_LENGTH} are allowed`,
    );
  }
  return text;
}

function fingerprintOf(endpoint: string, payload: Uint8Array | Payload): string {
  const hash = createHash('sha256').update(`${endpoint}\n`);
  for (const piece of piecesOf(payload)) hash.update(piece);
  return hash.digest('base64url');
}
