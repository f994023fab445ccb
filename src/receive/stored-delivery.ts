/**
 * What an inbox stores of a delivery, and the delivery that handlers get from it.
 *
 * Stored are the exact bytes and what handlers need besides. Never the URL, which may hold a token, and only headers that
 * hold no secret.
 *
 * @module receive/stored-delivery
 */
import type { Json, JsonObject, QueueDelivery, QueueMessage } from '../queue/queue.ts';
import { MAX_KEY_LENGTH } from '../queue/limits.ts';
import { joinPayload } from '../queue/payload.ts';
import { type HeadersLike, readHeader } from '../signature/headers.ts';
import { printable } from '../validation/printable.ts';
import type { EventKey } from './event-key.ts';
import { MAX_KEPT_HEADER_LENGTH } from './limits.ts';
import type { OpenedParts, Opener } from './open.ts';

/** All deliveries of an inbox have one endpoint: the receiver. */
const ENDPOINT = 'inbox';

/** Every other header may be a credential. */
const KEPT_HEADERS = [
  'content-type',
  'user-agent',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'traceparent',
  'x-request-id',
] as const;

/** A message whose payload is one piece. */
interface StoredMessage extends QueueMessage {
  readonly payload: readonly [Uint8Array];
}

/**
 * @param parts the opened delivery
 * @param event what it is recognised by: with it, it is stored once
 * @param first the variant of another failure of its run, which was stored before
 * @returns what is stored of it
 */
export async function messageOf(
  parts: OpenedParts,
  event: EventKey | undefined,
  first?: string,
): Promise<StoredMessage> {
  const { runId = '' } = parts.identifyPayload();
  return {
    endpoint: ENDPOINT,
    // A copy: handlers get these bytes after the answer, when the caller may have changed its own.
    payload: [new Uint8Array(parts.delivery.body)],
    metadata: { ...metadataOf(parts), ...(first !== undefined && { first }) },
    ...(runId !== '' && { orderKey: await fitting(JSON.stringify(runId)) }),
    ...(event && { idempotencyKey: await fitting(event.key), fingerprint: event.fingerprint || 'the same' }),
  };
}

/**
 * @param delivery as the queue gives it
 * @param opener of the receiver
 * @param known the delivery, where it was opened from the same bytes before
 * @returns the opened delivery; `first` where it contradicts an earlier one
 * @throws {PayloadError} if the receiver no longer takes its payload, since its options have changed
 */
export function reopen(
  { payload, metadata, enqueuedAt }: QueueDelivery,
  opener: Opener,
  known: OpenedParts | undefined,
): { parts: OpenedParts; first: string | undefined } {
  const { id, signedAt, receivedAt = enqueuedAt, source, headers, first } = metadata;
  const delivery = { method: 'POST', url: '', headers: headers as HeadersLike, body: joinPayload(payload) };
  if (known !== undefined) return { parts: { ...known, delivery }, first: textOf(first) };
  const parts = opener.openTrusted(delivery, {
    id: textOf(id),
    signedAt: numberOf(signedAt),
    receivedAt: numberOf(receivedAt) ?? enqueuedAt,
    source: source === 'catch-up' ? source : 'webhook',
  });
  return { parts, first: textOf(first) };
}

function metadataOf(parts: OpenedParts): JsonObject {
  const { eventType, identity, signedAt, receivedAt, source, delivery } = parts;
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const header = readHeader(delivery.headers, name);
    if (header.kind === 'one' && header.value.length <= MAX_KEPT_HEADER_LENGTH) headers[name] = header.value;
  }
  return {
    // Shown by `maxun-webhooks queue`; handlers get the payload's.
    event: printable(eventType).slice(0, MAX_KEY_LENGTH),
    source,
    receivedAt,
    headers,
    ...(identity.isSigned && { id: identity.key }),
    ...(signedAt !== undefined && { signedAt }),
  };
}

/** A key that a queue can hold: a longer one is hashed. */
async function fitting(text: string): Promise<string> {
  const key = printable(text);
  if (key.length <= MAX_KEY_LENGTH) return key;
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
  return `sha256.${Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
