/**
 * Forwards deliveries to an endpoint, and returns its response: bytes and headers are not changed, in both directions.
 *
 * @module mock-server/outgoing/forward
 */
import type { ServerResponse } from 'node:http';
import { maskUrl } from '../../src/errors/mask-url.ts';
import { joinHeaders } from '../api/headers.ts';
import type { ForwardState } from '../api/types.ts';
import type { Arrival } from '../hook/read-arrival.ts';
import { type Response, shownBody } from '../hook/response.ts';
import { send } from '../script/perform.ts';
import type { EndpointAnswer, Exchange, OutgoingClient } from './client.ts';

/** Headers that belong to one connection (RFC 9110, 7.6.1), or that name the receiver itself. */
const HOP_BY_HOP_HEADERS = [
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'expect',
];

/**
 * The headers of a message to forward: all but those of the connection, in their order and spelling.
 *
 * @param rawHeaders names and values, alternating
 */
export function withoutHopByHop(rawHeaders: readonly string[]): string[] {
  const named = (joinHeaders(rawHeaders)['connection'] ?? '').toLowerCase().split(/[\s,]+/);
  const dropped = new Set([...HOP_BY_HOP_HEADERS, ...named]);
  return rawHeaders.filter((_, index) => !dropped.has((rawHeaders[index - (index % 2)] ?? '').toLowerCase()));
}

/** The endpoint that deliveries are forwarded to. */
export class Forward {
  readonly #onChange: () => void;
  #target: { readonly url: string; readonly client: OutgoingClient } | undefined;

  /** @param onChange called after every change */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Whether there is an endpoint. */
  get isOn(): boolean {
    return this.#target !== undefined;
  }

  /** The endpoint, to be shown without its secrets. */
  get state(): ForwardState {
    return { url: this.#target === undefined ? null : maskUrl(this.#target.url) };
  }

  /**
   * Sets the endpoint.
   *
   * @param url of the endpoint; `undefined` for none
   * @param client the client that reaches it
   */
  set(url: string | undefined, client: OutgoingClient): void {
    this.#target = url === undefined ? undefined : { url, client };
    this.#onChange();
  }

  /**
   * Forwards a delivery that was read whole, and passes on the response; 502 or 504 without one.
   *
   * @param arrival what arrived
   * @param response to answer on
   */
  async forward({ method, rawHeaders, body }: Arrival, response: ServerResponse): Promise<Response> {
    if (this.#target === undefined) throw new TypeError('There is no endpoint to forward deliveries to.');
    const { url, client } = this.#target;
    const exchange = await client.send({ url, method, rawHeaders: withoutHopByHop(rawHeaders), body });
    const { answer } = exchange;
    if (answer === undefined) return { ...send(response, unanswered(exchange)), by: 'forward' };
    if (response.destroyed) return { kind: 'aborted', by: 'forward', reply: undefined };
    passOn(answer, response);
    const headers = joinHeaders(answer.rawHeaders);
    const shown = shownBody(answer.body, headers['content-encoding']);
    return { kind: 'reply', by: 'forward', reply: { status: answer.status, headers, body: shown } };
  }
}

function passOn({ status, statusText, rawHeaders, body }: EndpointAnswer, response: ServerResponse): void {
  const headers = withoutHopByHop(rawHeaders);
  const isBodiless = status === 204 || status === 304 || response.req.method === 'HEAD';
  if (!isBodiless) headers.push('content-length', String(body.byteLength));
  response.sendDate = false;
  response.writeHead(status, reasonOf(statusText), headers).end(body);
}

/** The client has read the bytes of a reason as UTF-8, and Node writes Latin-1. What was not UTF-8 is lost: left out. */
function reasonOf(statusText: string): string {
  return statusText.includes('\ufffd') ? '' : Buffer.from(statusText).toString('latin1');
}

function unanswered({ error }: Exchange): { status: number; headers: Record<string, string>; body: string } {
  const status = error?.code === 'ERR_WEBHOOK_ATTEMPT_TIMEOUT' ? 504 : 502;
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: JSON.stringify({ ok: false, ...error }) };
}
