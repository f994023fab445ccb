/**
 * Reads a delivery off a request: its exact bytes, within the limits. The body is read even if the
 * headers are refused, so that the page can show it.
 *
 * @module mock-server/hook/read-arrival
 */
import type { IncomingMessage } from 'node:http';
import { readBody } from '../../src/adapters/node-body.ts';
import { DeliveryError, PayloadError, type WebhookErrorCode } from '../../src/errors/index.ts';
import { tooLarge } from '../../src/receive/body-errors.ts';
import type { BytesInFlight } from '../../src/receive/bytes-in-flight.ts';
import { statusOf } from '../../src/receive/index.ts';

/** A delivery before it is judged. */
export interface Arrival {
  /** Milliseconds since 1970. */
  readonly receivedAtMs: number;
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  /** Header names and values in turn, as they were on the wire. */
  readonly rawHeaders: readonly string[];
  /** The exact bytes; empty if they were not read whole. */
  readonly body: Uint8Array;
  /** Why the body was not read whole. */
  readonly unread?: Refusal | undefined;
}

/** Why a request is refused before its payload is looked at. */
export interface Refusal {
  readonly expectedStatus: number;
  readonly code: WebhookErrorCode | undefined;
  readonly refusal: string;
}

/** What {@link readArrival} takes. */
export interface ReadOptions {
  /** The most bytes that a body may have. */
  readonly maxBodyBytes: number;
  /** Counts the bytes of all bodies that are being read. */
  readonly bytesInFlight: BytesInFlight;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Reads a delivery.
 *
 * @param request whose body nobody has read
 * @param options the limits, the clock
 * @returns what arrived; with `unread` if the body could not be read whole
 */
export async function readArrival(request: IncomingMessage, options: ReadOptions): Promise<Arrival> {
  const { method = 'GET', url = '', rawHeaders } = request;
  const body = await bodyOf(request, options);
  const head = { receivedAtMs: options.now(), method, url, rawHeaders };
  return body instanceof Uint8Array ? { ...head, body } : { ...head, body: new Uint8Array(), unread: body };
}

async function bodyOf(
  request: IncomingMessage,
  { maxBodyBytes, bytesInFlight }: ReadOptions,
): Promise<Uint8Array | Refusal> {
  // If the announced length is too large, nothing is read: the sender gets its answer at once.
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) {
    return refusalOf(tooLarge(maxBodyBytes));
  }
  const bytes = bytesInFlight.start();
  try {
    return await readBody(request, { maxBytes: maxBodyBytes, count: bytes.add });
  } catch (error) {
    if (error instanceof DeliveryError) return { ...refusalOf(error), refusal: BUSY };
    if (error instanceof PayloadError) return refusalOf(error);
    throw error;
  } finally {
    bytes.end();
  }
}

const BUSY = 'Too many bodies are being read at the same time: send the delivery again later.';

/** The refusal that an error stands for. */
export function refusalOf({ code, message }: { code: WebhookErrorCode; message: string }): Refusal {
  return { expectedStatus: statusOf(code), code, refusal: message };
}
