/**
 * Sends a request: a delivery that is forwarded or replayed, or a fixture. It makes one attempt with a total deadline, does
 * not follow redirects, and reaches private addresses only if they are allowed. Bytes and headers are not changed.
 *
 * @module mock-server/outgoing/client
 */
import { Agent, type Dispatcher, request } from 'undici';
import { type AddressGuard, createGuardedConnector } from '../../src/address-guard/index.ts';
import { DeliveryError } from '../../src/errors/index.ts';
import { readUpTo } from '../../src/read-up-to.ts';
import { joinHeaders } from '../api/headers.ts';
import type { ApiError, SendResult } from '../api/types.ts';
import { shownBody } from '../hook/response.ts';

/** What is sent. */
interface Outgoing {
  readonly url: string;
  readonly method: string;
  /** Names and values, alternating. */
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array;
}

/** The whole response of an endpoint. */
export interface EndpointAnswer {
  readonly status: number;
  readonly statusText: string;
  /** Names and values, alternating. */
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array;
}

/** The result of a request. */
export interface Exchange {
  /** `undefined` without a whole response. */
  readonly answer?: EndpointAnswer;
  /** Why there was no response. */
  readonly error?: ApiError;
  readonly durationMs: number;
}

/** Sends requests, until it is closed. */
export interface OutgoingClient {
  /**
   * Sends one request.
   *
   * @param outgoing what to send
   * @returns the response, or why it did not come; never rejects
   */
  send(outgoing: Outgoing): Promise<Exchange>;
  close(): Promise<void>;
}

/** What {@link createOutgoing} takes. */
export interface OutgoingOptions {
  readonly guard: AddressGuard;
  /** The most bytes of a response. */
  readonly maxAnswerBytes: number;
  /** For the whole exchange; by default 30,000, as long as Maxun waits. */
  readonly timeoutMs?: number;
}

/** Makes a client. */
export function createOutgoing(options: OutgoingOptions): OutgoingClient {
  const { guard, timeoutMs = 30_000 } = options;
  let agent: Agent | undefined;
  return {
    async send(outgoing) {
      const start = performance.now();
      const took = (): number => Math.round(performance.now() - start);
      try {
        guard.checkUrl(outgoing.url);
        agent ??= new Agent({ connect: createGuardedConnector({ guard }) });
        const answer = await exchange(outgoing, agent, { ...options, timeoutMs });
        return { answer, durationMs: took() };
      } catch (error) {
        return { error: errorOf(error, timeoutMs), durationMs: took() };
      }
    },
    async close() {
      await agent?.destroy();
    },
  };
}

async function exchange(
  { url, method, rawHeaders, body }: Outgoing,
  dispatcher: Dispatcher,
  { maxAnswerBytes, timeoutMs }: Required<OutgoingOptions>,
): Promise<EndpointAnswer> {
  const response = await request(url, {
    dispatcher,
    method,
    headers: [...rawHeaders],
    body: body.byteLength === 0 && method === 'GET' ? null : body,
    signal: AbortSignal.timeout(timeoutMs),
    responseHeaders: 'raw',
  });
  const { statusCode: status, statusText } = response;
  // As `responseHeaders: 'raw'` gives them, whatever the declared type is.
  const raw = response.headers as unknown as readonly string[];
  return { status, statusText, rawHeaders: raw, body: await readWhole(response.body, maxAnswerBytes) };
}

async function readWhole(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const { bytes, isCut } = await readUpTo(body, maxBytes);
  if (!isCut) return bytes;
  throw new DeliveryError(
    'ERR_WEBHOOK_RESPONSE_INVALID',
    `The endpoint answered with more than ${maxBytes} bytes: answer with less, or raise the limit (--max-body).`,
  );
}

function errorOf(error: unknown, timeoutMs: number): ApiError {
  if (error instanceof DeliveryError) return { error: error.message, code: error.code };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'TimeoutError') {
    return { error: `No answer within ${timeoutMs} ms.`, code: 'ERR_WEBHOOK_ATTEMPT_TIMEOUT' };
  }
  return { error: `The endpoint could not be reached: ${message}.`, code: 'ERR_WEBHOOK_CONNECT_FAILED' };
}

/**
 * The outcome of a request, as the control API gives it.
 *
 * @param url that it went to
 * @param exchange the result
 */
export function sendResultOf(url: string, { answer, error, durationMs }: Exchange): SendResult {
  if (answer === undefined) {
    const failed = { ok: false, url, status: null, headers: {}, body: '', durationMs };
    return error === undefined ? failed : { ...failed, error };
  }
  const { status, rawHeaders, body } = answer;
  const headers = joinHeaders(rawHeaders);
  const ok = status >= 200 && status < 300;
  return { ok, url, status, headers, body: shownBody(body, headers['content-encoding']), durationMs };
}
