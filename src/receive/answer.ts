/**
 * What a sender is told: a status and a short, fixed text, whatever happened inside.
 *
 * @module receive/answer
 */
import type { WebhookErrorCode } from '../errors/index.ts';
import { RETRY_AFTER_SECONDS } from './limits.ts';
import { type RefusalStatus, statusOf } from './status.ts';

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
