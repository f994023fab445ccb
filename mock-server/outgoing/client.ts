/**
 * Sends a request out: a delivery that is forwarded or replayed, or a fixture. One attempt, a total deadline, no
 * redirect followed, private addresses only where they are allowed.
 *
 * @module mock-server/outgoing/client
 */
import { Agent, type Dispatcher, request } from 'undici';
import { type AddressGuard, createGuardedConnector } from '../../src/address-guard/index.ts';
import { DeliveryError } from '../../src/errors/index.ts';
import type { ApiError, SendResult } from '../api/types.ts';
import { maskUrl } from '../api/masking.ts';

/** What is sent. */
export interface Outgoing {
  readonly url: string;
  readonly method: string;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array;
}

/** Sends requests, until it is closed. */
export interface OutgoingClient {
  /**
   * Sends one request.
   *
   * @param outgoing what to send
   * @returns what the endpoint answered, or why it did not; never rejects
   */
  send(outgoing: Outgoing): Promise<SendResult>;
  close(): Promise<void>;
}

/** What {@link createOutgoing} takes. */
export interface OutgoingOptions {
  readonly guard: AddressGuard;
  /** For the whole exchange; 30,000, which is what Maxun waits, by default. */
  readonly timeoutMs?: number;
}

/** Bytes of an answer that are read; no endpoint needs to say more. */
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Makes a client.
 *
 * @param options the address guard and the deadline
 */
export function createOutgoing({ guard, timeoutMs = 30_000 }: OutgoingOptions): OutgoingClient {
  let agent: Agent | undefined;
  return {
    async send(outgoing) {
      const start = performance.now();
      const took = (): number => Math.round(performance.now() - start);
      const url = maskUrl(outgoing.url);
      try {
        guard.checkUrl(outgoing.url);
        agent ??= new Agent({ connect: createGuardedConnector({ guard }) });
        const answer = await exchange(outgoing, agent, timeoutMs);
        return { ok: answer.status >= 200 && answer.status < 300, url, ...answer, durationMs: took() };
      } catch (error) {
        const failed = { ok: false, url, status: null, headers: {}, body: '' };
        return { ...failed, durationMs: took(), error: errorOf(error, timeoutMs) };
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
  timeoutMs: number,
): Promise<Pick<SendResult, 'headers' | 'body'> & { status: number }> {
  const response = await request(url, {
    dispatcher,
    method,
    headers: [...rawHeaders],
    body: body.byteLength === 0 && method === 'GET' ? null : body,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await readText(response.body);
  return { status: response.statusCode, headers: flat(response.headers), body: text };
}

async function readText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.byteLength;
    // Leaving the loop destroys the rest.
    if (length >= MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function errorOf(error: unknown, timeoutMs: number): ApiError {
  if (error instanceof DeliveryError) return { error: error.message, code: error.code };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'TimeoutError') {
    return { error: `No answer within ${timeoutMs} ms.`, code: 'ERR_WEBHOOK_ATTEMPT_TIMEOUT' };
  }
  return { error: `The endpoint could not be asked: ${message}.`, code: 'ERR_WEBHOOK_CONNECT_FAILED' };
}
