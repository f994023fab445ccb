/**
 * Sends one request and keeps what came back, bounded in bytes and time. Node's own client, since a probe also sends what better
 * clients refuse to: bodies that drip or stop half-way. It follows no redirect.
 *
 * @module probe/client
 */
import { setMaxListeners } from 'node:events';
import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  request as httpRequest,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { hiddenIn, MASK, maskUrl } from '../errors/mask-url.ts';
import { createMask } from '../errors/mask-values.ts';
import { readUpTo } from '../read-up-to.ts';
import type { ProbeSettings } from './options.ts';
import type { Reach } from './reach.ts';
import type { ReceivedAnswer, SentRequest } from './result.ts';

/** Bytes of an answer that are read. */
const MAX_ANSWER_BYTES = 65_536;
/** Bytes of a body that a report shows. */
const SHOWN_BYTES = 4_096;

/** A request and its answer, as a report shows them. */
export interface Exchange {
  /** The whole body that was sent. */
  readonly body: Uint8Array;
  readonly sent: SentRequest;
  readonly received: ReceivedAnswer;
}

/** A request to send. */
export interface ProbeRequest {
  readonly method?: string | undefined;
  /** Instead of the endpoint's own. */
  readonly url?: URL | undefined;
  /** `undefined` leaves one out that is there by default. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: Buffer | undefined;
  /** Sends the body in pieces of so many bytes, so many milliseconds apart. */
  readonly drip?: { readonly bytes: number; readonly everyMs: number } | undefined;
  /** Breaks the connection off after so many bytes of the body. */
  readonly cutAfterBytes?: number | undefined;
  readonly timeoutMs?: number | undefined;
}

/** Sends requests to one endpoint. */
export interface ProbeClient {
  /** Never rejects for what the network does: the answer holds the error. */
  send(request: ProbeRequest): Promise<Exchange>;
  close(): void;
}

interface ClientParts {
  readonly reach: Reach;
  /** Milliseconds that the whole probe has left. */
  readonly leftMs: () => number;
  /** Told of every exchange. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/** Creates a client for the endpoint of the settings. */
export function createProbeClient(settings: ProbeSettings, parts: ClientParts): ProbeClient {
  const { url: target, ca, timeoutMs } = settings;
  const hide = hiderOf(settings);
  // Every request that is under way listens to it.
  if (settings.signal !== undefined) setMaxListeners(0, settings.signal);
  const isTls = target.protocol === 'https:';
  // Of the connections of a burst one is kept: the others would be idle until the endpoint closes them, often just as they are
  // used again, and the endpoint would be blamed for that.
  const agent = new (isTls ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: 64, maxFreeSockets: 1 });
  return {
    async send(request) {
      const { method = 'POST', url = target, body = Buffer.alloc(0), headers: given = {} } = request;
      const length = request.body && { 'content-length': String(body.length) };
      const headers = Object.fromEntries(
        Object.entries({ ...length, ...given }).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        ),
      );
      const outgoing = (isTls ? httpsRequest : httpRequest)(url, {
        method,
        headers,
        agent,
        lookup: parts.reach.lookup,
        ca,
        signal: settings.signal,
      });
      const wantedMs = Math.min(request.timeoutMs ?? timeoutMs, parts.leftMs());
      const received = hide(await exchange(outgoing, { ...request, timeoutMs: Math.max(1, wantedMs) }));
      const sent = {
        method,
        url: maskUrl(url),
        headers: mapValues(headers, (value, name) => (/^authorization$/i.test(name) ? MASK : value)),
        body: body.subarray(0, SHOWN_BYTES).toString('utf8'),
        bodyBytes: body.length,
      };
      const result = { sent, received, body };
      parts.onExchange?.(result);
      return result;
    },
    close: () => agent.destroy(),
  };
}

async function exchange(
  outgoing: ClientRequest,
  request: ProbeRequest & { readonly timeoutMs: number },
): Promise<ReceivedAnswer> {
  const start = performance.now();
  const timer = setTimeout(() => outgoing.destroy(new Error('timeout')), request.timeoutMs);
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    // Stays: a socket may fail again after the answer.
    outgoing.on('error', reject);
    outgoing.once('close', () => reject(new Error('closed without an answer')));
  });
  try {
    void write(outgoing, request);
    const response = await answer;
    const { bytes } = await readUpTo(response, MAX_ANSWER_BYTES);
    const durationMs = performance.now() - start;
    const headers = mapValues(response.headers, String);
    return { status: response.statusCode, headers, body: bytes.toString(), durationMs };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { headers: {}, body: '', durationMs: performance.now() - start, error: code ?? message };
  } finally {
    clearTimeout(timer);
    // Where the answer came before the body was sent, the rest is not wanted.
    if (!outgoing.writableFinished) outgoing.destroy();
  }
}

async function write(outgoing: ClientRequest, request: ProbeRequest): Promise<void> {
  const { body, drip, cutAfterBytes } = request;
  if (body === undefined) return void outgoing.end();
  if (cutAfterBytes !== undefined) {
    outgoing.write(body.subarray(0, cutAfterBytes), () => outgoing.destroy(new Error('cut off on purpose')));
    return undefined;
  }
  if (drip === undefined) return void outgoing.end(body);
  for (let at = 0; at < body.length && !outgoing.destroyed; at += drip.bytes) {
    outgoing.write(body.subarray(at, at + drip.bytes));
    await delay(drip.everyMs, undefined, { ref: false });
  }
  outgoing.end();
}

/** Hides the probe's credentials in an answer that repeats them, and cuts it: reports are shown to others. */
function hiderOf(settings: ProbeSettings): (answer: ReceivedAnswer) => ReceivedAnswer {
  const { url, secrets, authorization = '' } = settings;
  const basic = authorization.replace('Basic ', '');
  const password = Buffer.from(basic, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:/, '');
  const hide = createMask([...secrets, ...hiddenIn(url), basic, password]);
  return (answer) => ({
    ...answer,
    headers: mapValues(answer.headers, hide),
    // Cut afterwards: half a secret would not be found.
    body: hide(answer.body).slice(0, SHOWN_BYTES),
  });
}

function mapValues<T>(
  headers: Readonly<Record<string, T>>,
  change: (value: T, name: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(value, name)]));
}
