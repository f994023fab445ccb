/**
 * What a sender is told: a status and a short, fixed text, whatever happened inside. The one table of error code to HTTP status.
 *
 * @module receive/answer
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-status-codes
 */
import type {
  PayloadErrorCode,
  ReceivingErrorCode,
  SignatureErrorCode,
  WebhookErrorCode,
} from '../errors/index.ts';
import { RETRY_AFTER_SECONDS } from './limits.ts';

/** The codes that receiving can end with, besides those of a store. */
type ReceivingCode = SignatureErrorCode | PayloadErrorCode | ReceivingErrorCode;

/** Every status of a refusal: each has a text below. */
type RefusalStatus = 400 | 401 | 405 | 408 | 413 | 415 | 422 | 500 | 503;

// Everything that makes a delivery not authentic has one status, so that a forger learns nothing. A body that a parser
// has read, or headers that were not awaited, are this server's own fault: the sender tries again once it is mended.
const STATUS: Readonly<Record<ReceivingCode, RefusalStatus>> = {
  ERR_WEBHOOK_HEADER_MISSING: 401,
  ERR_WEBHOOK_HEADER_INVALID: 401,
  ERR_WEBHOOK_TIMESTAMP_INVALID: 401,
  ERR_WEBHOOK_TIMESTAMP_TOO_OLD: 401,
  ERR_WEBHOOK_TIMESTAMP_TOO_NEW: 401,
  ERR_WEBHOOK_SIGNATURE_INVALID: 401,
  ERR_WEBHOOK_SIGNATURE_MISMATCH: 401,
  ERR_WEBHOOK_TOKEN_INVALID: 401,
  ERR_WEBHOOK_HEADERS_NOT_AWAITED: 500,
  ERR_WEBHOOK_HEADERS_UNREADABLE: 500,
  ERR_WEBHOOK_BODY_NOT_AWAITED: 500,
  ERR_WEBHOOK_BODY_NOT_RAW: 500,

  ERR_WEBHOOK_METHOD_NOT_ALLOWED: 405,
  ERR_WEBHOOK_CONTENT_TYPE: 415,
  ERR_WEBHOOK_CONTENT_ENCODING: 415,
  ERR_WEBHOOK_BODY_TOO_LARGE: 413,
  ERR_WEBHOOK_BODY_INCOMPLETE: 400,
  ERR_WEBHOOK_BODY_TIMEOUT: 408,
  ERR_WEBHOOK_BODY_NOT_UTF8: 400,
  ERR_WEBHOOK_BODY_NOT_JSON: 400,
  ERR_WEBHOOK_BODY_TOO_DEEP: 400,
  ERR_WEBHOOK_BODY_TOO_MANY_KEYS: 400,
  ERR_WEBHOOK_PAYLOAD_INVALID: 422,

  ERR_WEBHOOK_HANDLER_FAILED: 500,
  ERR_WEBHOOK_HANDLER_TIMEOUT: 503,
  ERR_WEBHOOK_DELIVERY_IN_PROGRESS: 503,
  ERR_WEBHOOK_RECEIVER_BUSY: 503,
};

/**
 * The HTTP status that answers a delivery which ended with an error.
 *
 * @param code of the error
 * @returns 401 for what is not authentic, 4xx for what the sender must change, 503 where a store failed or the
 * delivery is being handled, else 500
 * @example
 * ```ts
 * statusOf('ERR_WEBHOOK_SIGNATURE_MISMATCH'); // 401
 * ```
 */
export function statusOf(code: WebhookErrorCode): number {
  if (Object.hasOwn(STATUS, code)) return STATUS[code as ReceivingCode];
  return code.startsWith('ERR_WEBHOOK_STORE_') ? 503 : 500;
}

/** An HTTP answer, ready to be written. */
export interface Answer {
  readonly status: number;
  /** Header names in lower case; `content-type` and `content-length` among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** A short JSON text in ASCII, so that its length is its bytes. */
  readonly body: string;
}

const REASONS: Readonly<Record<RefusalStatus, string>> = {
  400: 'The body cannot be read.',
  401: 'The delivery is not authentic.',
  405: 'Deliveries are sent by POST.',
  408: 'The body arrived too slowly.',
  413: 'The body is too large.',
  415: 'Send plain JSON as application/json.',
  422: 'The payload does not match the contract.',
  500: 'The delivery was not handled. Send it again.',
  503: 'The delivery cannot be handled now. Send it again later.',
};

/** The answer to a delivery that was handled, or stored in the inbox. */
export const HANDLED: Answer = answerWith(200, { ok: true });

/** The answer to a delivery that had been received before. */
export const DUPLICATE: Answer = answerWith(200, { ok: true, duplicate: true });

/**
 * The answer to a delivery that was refused. It depends on the status alone, so that a forger learns nothing.
 *
 * @param code why
 * @example
 * ```ts
 * answerTo('ERR_WEBHOOK_TOKEN_INVALID').body; // {"ok":false,"error":"The delivery is not authentic."}
 * ```
 */
export function answerTo(code: WebhookErrorCode): Answer {
  const status = statusOf(code);
  return answerWith(status, { ok: false, error: REASONS[status as RefusalStatus] });
}

function answerWith(status: number, content: Readonly<Record<string, unknown>>): Answer {
  const body = JSON.stringify(content);
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
  return Object.freeze({ status, headers: Object.freeze({ ...headers, ...extraHeaders(status) }), body });
}

function extraHeaders(status: number): Readonly<Record<string, string>> {
  if (status === 405) return { allow: 'POST' };
  return status === 503 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {};
}
