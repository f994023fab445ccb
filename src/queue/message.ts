/**
 * Checks the messages of an `enqueue` and fills in defaults, before an engine gets them.
 *
 * @module queue/message
 */
import { createHash, randomUUID } from 'node:crypto';
import { named } from '../errors/naming.ts';
import { requireNumber } from '../errors/options.ts';
import type { EnqueueResult, QueueMessage } from './delivery.ts';
import {
  MAX_ENDPOINT_LENGTH,
  MAX_FINGERPRINT_LENGTH,
  MAX_KEY_LENGTH,
  MAX_MESSAGES,
  MAX_METADATA_LENGTH,
  MAX_PAYLOAD_BYTES,
} from './limits.ts';
import { type Payload, payloadSize, piecesOf } from './payload.ts';

/** A checked message with its defaults. */
export interface PreparedMessage {
  readonly id: string;
  readonly endpoint: string;
  /** As the caller gave it. Pieces can be kept; the caller may change a single `Uint8Array` later. */
  readonly payload: Uint8Array | Payload;
  /** JSON text of the metadata. */
  readonly metadata: string;
  readonly dueAt: number;
  readonly enqueuedAt: number;
  readonly orderKey: string | null;
  readonly idempotencyKey: string | null;
  /** `null` without an idempotency key. */
  readonly fingerprint: string | null;
}

/** What {@link prepareMessages} fills in. */
export interface PrepareContext {
  /** The time of acceptance, in milliseconds since the epoch. */
  readonly now: number;
  /** Makes the id of each delivery. */
  readonly newId: () => string;
}

// Postgres refuses a NUL in a text, and half a surrogate pair has no UTF-8 form: two such keys could become one.
const UNSTORABLE = /[\p{Cc}\p{Surrogate}]/u;

/**
 * @param messages as the caller gave them
 * @param context the time, and a function that makes ids
 * @returns the messages with their defaults
 * @throws {TypeError} if a message is malformed
 * @throws {RangeError} if a part of one is larger than its limit, or `dueAt` is not a number from 0
 */
export function prepareMessages(
  messages: readonly QueueMessage[],
  context: PrepareContext,
): PreparedMessage[] {
  if (!Array.isArray(messages)) throw new TypeError('messages: expected an array of messages');
  if (messages.length > MAX_MESSAGES) {
    throw new RangeError(
      `messages has ${messages.length} messages: expected at most ${MAX_MESSAGES} in one call`,
    );
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
 * @returns an id that sorts by time: an index of such ids grows at its end, which is cheap
 */
export function newDeliveryId(now: number): string {
  return `msg_${now.toString(36)}_${randomUUID()}`;
}

/**
 * @param first the message that used the idempotency key before
 * @param fingerprint of the message that uses it now
 * @returns the result for the message that uses it now
 */
export function repetition(
  { id, fingerprint: first }: Pick<PreparedMessage, 'id' | 'fingerprint'>,
  fingerprint: string | null,
): EnqueueResult {
  if (first === fingerprint) return { id, status: 'duplicate' };
  return { id, status: 'conflict', first: first ?? '' };
}

function prepareMessage(
  message: QueueMessage,
  context: PrepareContext,
  textOf: (metadata: unknown) => string,
): PreparedMessage {
  const { endpoint, payload, dueAt = context.now } = message;
  requireText(endpoint, 'endpoint', MAX_ENDPOINT_LENGTH);
  requirePayload(payload);
  requireNumber('dueAt', dueAt, { min: 0 });
  const idempotencyKey = optionalText(message.idempotencyKey, 'idempotencyKey');
  const fingerprint = optionalText(message.fingerprint, 'fingerprint', MAX_FINGERPRINT_LENGTH);
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

/** The last time value of ECMAScript, 8.64e15 ms (ECMA-262, "Time Values"): every store can hold it as an integer. */
const LAST_MOMENT = 8_640_000_000_000_000;

/**
 * @param time in milliseconds since the epoch
 * @returns a whole number that every store can hold
 */
export function clampTime(time: number): number {
  return Math.round(Math.min(Math.max(time, 0), LAST_MOMENT));
}

/**
 * @param value to check
 * @param name the caller's name for it
 * @param maxLength in characters
 * @throws {TypeError} if it is not a text, is empty, or contains control characters
 * @throws {RangeError} if it is too long
 */
export function requireText(value: unknown, name: string, maxLength: number): asserts value is string {
  if (typeof value !== 'string' || value === '')
    throw new TypeError(`${name}: expected a text of 1 to ${maxLength} characters`);
  if (value.length > maxLength) {
    throw new RangeError(`${name} has ${value.length} characters: expected 1 to ${maxLength}`);
  }
  if (UNSTORABLE.test(value))
    throw new TypeError(`${name} contains control characters: expected a text without them`);
}

function optionalText(
  value: string | undefined,
  name: string,
  maxLength: number = MAX_KEY_LENGTH,
): string | null {
  if (value === undefined) return null;
  requireText(value, name, maxLength);
  return value;
}

function requirePayload(value: unknown): void {
  if (!isPayload(value))
    throw new TypeError(
      'payload: expected a Uint8Array, or an array of Uint8Arrays and texts without two texts in a row',
    );
  const size = payloadSize(value);
  if (size > MAX_PAYLOAD_BYTES) {
    throw new RangeError(`payload has ${size} bytes: expected at most ${MAX_PAYLOAD_BYTES}`);
  }
}

function isPayload(value: unknown): value is Uint8Array | Payload {
  if (!Array.isArray(value)) return value instanceof Uint8Array;
  // Two texts in a row could be two halves of one character.
  return value.every(
    (piece, index) =>
      piece instanceof Uint8Array || (typeof piece === 'string' && typeof value[index - 1] !== 'string'),
  );
}

/** Messages of one call usually share their metadata: its JSON is then made and kept once. */
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
    throw new TypeError('metadata: expected a JSON object');
  }
  const text = JSON.stringify(metadata);
  if (text.length > MAX_METADATA_LENGTH) {
    throw new RangeError(
      `metadata has ${text.length} characters of JSON: expected at most ${MAX_METADATA_LENGTH}`,
    );
  }
  return text;
}

function fingerprintOf(endpoint: string, payload: Uint8Array | Payload): string {
  const hash = createHash('sha256').update(`${endpoint}\n`);
  for (const piece of piecesOf(payload)) hash.update(piece);
  return hash.digest('base64url');
}
