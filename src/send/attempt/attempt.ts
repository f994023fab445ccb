/**
 * One attempt: sign, post, and read the response.
 *
 * @module send/attempt/attempt
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability
 */
import type { DeliveryErrorCode } from '../../errors/index.ts';
import type { QueueDelivery } from '../../queue/queue.ts';
import { joinPayload } from '../../queue/payload.ts';
import type { PreparedEndpoint } from '../endpoint/prepared-endpoint.ts';
import type { Health } from '../endpoint/endpoint-limiter.ts';
import type { PostResult } from '../http/posting.ts';
import type { Transport } from '../http/transport.ts';

/** An attempt that failed. */
export interface AttemptFailure {
  readonly ok: false;
  readonly code: DeliveryErrorCode;
  readonly status?: number;
  /** A short text for people; never a secret or a body. */
  readonly detail?: string;
  readonly health: Health;
  /** The `Retry-After` header, as it was sent. */
  readonly retryAfter?: string | undefined;
}

/** How an attempt ended. */
export type AttemptResult =
  { readonly ok: true; readonly status: number; readonly health: 'alive' } | AttemptFailure;

/** The parts that an attempt needs. */
export interface AttemptParts {
  readonly transport: Transport;
  /** The time of the attempt, in milliseconds since the epoch: it is part of the signature. */
  readonly now: number;
}

/**
 * @param delivery to post, exactly the stored bytes
 * @param endpoint to post to
 * @param parts transport and time
 * @returns how it ended; never rejects
 */
export async function attempt(
  delivery: QueueDelivery,
  endpoint: PreparedEndpoint,
  { transport, now }: AttemptParts,
): Promise<AttemptResult> {
  const { id, payload } = delivery;
  const { origin, path, timeoutMs, signerAt } = endpoint;
  const timestamp = Math.floor(now / 1_000);
  // Stable id, the time of this attempt, a signature per live secret.
  const headers = [...endpoint.headers, 'webhook-id', id, 'webhook-timestamp', String(timestamp)];
  if (signerAt !== undefined) {
    const signer = signerAt(now);
    if (signer === undefined) return NO_LIVE_SECRET;
    const signed = signer(payload, { id, timestamp });
    const { 'webhook-signature': signature } = signed instanceof Promise ? await signed : signed;
    headers.push('webhook-signature', signature);
  }
  const body = joinPayload(payload);
  return resultOf(await transport.post({ origin, path, headers, body, timeoutMs }));
}

const NO_LIVE_SECRET: AttemptFailure = {
  ok: false,
  code: 'ERR_WEBHOOK_ENDPOINT_INVALID',
  detail: 'every secret of the endpoint has expired: give it a new one',
  health: 'unknown',
};

/** Too many requests, or a gateway without a working server behind it: the specification's 429, 502 and 504, and 503 (RFC 9110). */
const OVERLOADED = new Set([429, 502, 503, 504]);

function resultOf(outcome: PostResult): AttemptResult {
  if (outcome.kind === 'failed') {
    const { code, detail } = outcome;
    return { ok: false, code, detail, health: HEALTH_BY_CODE[code] ?? 'failing' };
  }
  const { status, retryAfter } = outcome;
  if (status < 300) return { ok: true, status, health: 'alive' };
  return { ok: false, code: codeOf(status), status, health: healthOf(status), retryAfter };
}

const HEALTH_BY_CODE: Readonly<Partial<Record<DeliveryErrorCode, Health>>> = {
  ERR_WEBHOOK_ATTEMPT_TIMEOUT: 'overloaded',
  ERR_WEBHOOK_LOCAL_RESOURCES: 'unknown',
  ERR_WEBHOOK_ATTEMPT_ABORTED: 'unknown',
};

function codeOf(status: number): DeliveryErrorCode {
  if (status < 400) return 'ERR_WEBHOOK_REDIRECTED';
  if (status === 410) return 'ERR_WEBHOOK_ENDPOINT_GONE';
  return OVERLOADED.has(status) ? 'ERR_WEBHOOK_ENDPOINT_OVERLOADED' : 'ERR_WEBHOOK_STATUS_REFUSED';
}

function healthOf(status: number): Health {
  if (OVERLOADED.has(status)) return 'overloaded';
  // A 4xx is a response to this request, so the endpoint is alive; a 408 means that the request did not arrive in time.
  return status >= 400 && status < 500 && status !== 408 ? 'alive' : 'failing';
}

/** 4xx that can be temporary: 408 and 425 (RFC 9110, RFC 8470) ask for a retry; 410 and 429 have their own rules. */
const PASSING = new Set([408, 410, 425, 429]);

/**
 * @param failure of an attempt
 * @returns whether the endpoint refused exactly this request: a retry helps only if the endpoint changes
 */
export function isClientError({ status = 0 }: AttemptFailure): boolean {
  return status >= 400 && status < 500 && !PASSING.has(status);
}
