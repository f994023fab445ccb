/**
 * The body of a delivery: the four fields of Maxun's envelope, in its order.
 *
 * Deliveries of one event differ only in `webhook_id`, so `data` is serialised once for all endpoints, and the head of
 * each is put before the same bytes.
 *
 * @module send/payload/event-body
 * @see asyncapi.yaml#/components/messages
 */
import { createHash } from 'node:crypto';
import { PayloadError } from '../../errors/index.ts';
import type { Payload } from '../../queue/payload.ts';
import { validate } from '../../validation/index.ts';
import type { AnyEvent, SendContract } from './event-types.ts';
import { toJsonText } from './json-text.ts';

/** The options of {@link prepareEvent}. */
export interface PrepareEventOptions {
  readonly contract: SendContract;
  /** The time of the call, in milliseconds since the epoch. */
  readonly now: number;
  /** Largest body, in bytes. */
  readonly maxBodyBytes: number;
}

/** A checked event with its JSON. */
export interface PreparedEvent {
  readonly eventType: string;
  /**
   * @param webhookId of the endpoint, as JSON: used where the event names none
   * @returns the body in two pieces: its head, and the part that all share
   * @throws {PayloadError} ERR_WEBHOOK_BODY_TOO_LARGE if the body is larger than the limit
   */
  bodyFor(webhookId: string): Payload;
  /** @returns the parts by which two events are equal: all except the time of sending */
  fingerprint(): string;
}

/** A placeholder for the endpoint's id while an event is checked: its value does not matter. */
const SOME_ID = 'webhook';

/**
 * @param event as the caller gave it
 * @param options contract, time, limit
 * @returns the checked event
 * @throws {PayloadError} ERR_WEBHOOK_PAYLOAD_INVALID if it does not meet the contract, or is not plain JSON data
 * @throws {PayloadError} ERR_WEBHOOK_BODY_TOO_DEEP if it nests deeper than the stack reaches
 */
export function prepareEvent(event: AnyEvent, options: PrepareEventOptions): PreparedEvent {
  requireEnvelope(event);
  const { event_type: eventType, timestamp, webhook_id: ownId, data, ...extra } = event;
  const dataText = toJsonText(data, '/data');
  const extraText = Object.keys(extra).length === 0 ? '}' : `,${toJsonText(extra, '').slice(1)}`;
  const sentAt = timestamp ?? new Date(options.now).toISOString();
  requireContract({ ...event, timestamp: sentAt, webhook_id: ownId ?? SOME_ID }, options.contract);
  const tail = Buffer.from(`${dataText}${extraText}`);
  const type = JSON.stringify(eventType);
  const ownIdText = (ownId ?? undefined) === undefined ? undefined : JSON.stringify(ownId);
  const head = `{"event_type":${type},"timestamp":${JSON.stringify(sentAt)},"webhook_id":`;
  return {
    eventType,
    bodyFor: (webhookId) => {
      const ownHead = `${head}${ownIdText ?? webhookId},"data":`;
      requireSize(ownHead, tail, options.maxBodyBytes);
      return [ownHead, tail];
    },
    fingerprint: () =>
      createHash('sha256')
        .update(`${type}\n${timestamp ?? ''}\n${ownId ?? ''}\n`)
        .update(tail)
        .digest('base64url'),
  };
}

/** Bytes of UTF-8 that one character of a string, a UTF-16 code unit, can become. */
const MAX_BYTES_PER_UNIT = 3;

function requireSize(head: string, tail: Buffer, maxBodyBytes: number): void {
  if (head.length * MAX_BYTES_PER_UNIT + tail.byteLength <= maxBodyBytes) return;
  const size = Buffer.byteLength(head) + tail.byteLength;
  if (size <= maxBodyBytes) return;
  throw new PayloadError(
    'ERR_WEBHOOK_BODY_TOO_LARGE',
    `The body of the event is ${size} bytes; at most ${maxBodyBytes} are sent: make it smaller, or raise maxBodyBytes on both sides.`,
  );
}

function requireEnvelope(event: unknown): asserts event is AnyEvent {
  const { event_type: type, data } = (event ?? {}) as { event_type?: unknown; data?: unknown };
  if (typeof type !== 'string' || type === '') {
    throw missing('/event_type', 'a text that is not empty');
  }
  if (typeof data !== 'object' || data === null) throw missing('/data', 'an object');
}

function missing(path: string, expected: string): PayloadError {
  const message = `${path} must be ${expected}.`;
  return new PayloadError('ERR_WEBHOOK_PAYLOAD_INVALID', `The event cannot be sent: ${message}`, {
    issues: [{ path, message, kind: 'type', found: 'something else', expected }],
  });
}

function requireContract(event: unknown, contract: SendContract): void {
  if (contract === 'off') return;
  const result = validate(event, { contract });
  if (result.ok) return;
  const { issues } = result;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  throw new PayloadError(
    'ERR_WEBHOOK_PAYLOAD_INVALID',
    `The event does not meet the contract (${contract}): ${issues[0].message}${more}`,
    { issues },
  );
}
