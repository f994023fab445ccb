/**
 * The one table of error code to HTTP status.
 *
 * @module receive/status
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-status-codes
 */
import type {
  PayloadErrorCode,
  ReceivingErrorCode,
  SignatureErrorCode,
  WebhookErrorCode,
} from '../errors/index.ts';

/** The codes that receiving can end with, besides those of a store. */
type ReceivingCode = SignatureErrorCode | PayloadErrorCode | ReceivingErrorCode;

/** Every status of a refusal: each has a text in `answer.ts`. */
export type RefusalStatus = 400 | 401 | 405 | 408 | 413 | 415 | 422 | 500 | 503;

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
