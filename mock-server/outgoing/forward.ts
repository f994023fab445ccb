/**
 * Hands deliveries on to an endpoint, byte by byte, and gives its answer back.
 *
 * @module mock-server/outgoing/forward
 */
import type { ForwardState, SendResult } from '../api/types.ts';
import type { Arrival } from '../verdict/judge.ts';
import { maskUrl } from '../api/masking.ts';
import type { OutgoingClient } from './client.ts';
import type { Reply } from '../script/perform.ts';

/** Headers that are of one connection alone (RFC 9110, 7.6.1), or that name the receiver itself. */
const OWN_HEADERS = new Set([
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
  // The answer is read as text, so it must not come compressed.
  'accept-encoding',
]);

/**
 * The headers of a delivery as they are handed on: all but those of the connection, in their order and spelling.
 *
 * @param rawHeaders names and values in turn
 */
export function handedOn(rawHeaders: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index], rawHeaders[index + 1]];
    if (!OWN_HEADERS.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}

/** Where deliveries are handed on to. */
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

  /** Where to, to be shown. */
  get state(): ForwardState {
    return { url: this.#target === undefined ? null : maskUrl(this.#target.url) };
  }

  /**
   * Sets the endpoint.
   *
   * @param url of the endpoint; `undefined` for none
   * @param client that may reach it
   */
  set(url: string | undefined, client: OutgoingClient): void {
    this.#target = url === undefined ? undefined : { url, client };
    this.#onChange();
  }

  /**
   * Hands a delivery on.
   *
   * @param arrival what arrived
   * @returns the endpoint's answer; 502 or 504 where it gave none
   */
  async handOn({ method, rawHeaders, body }: Arrival): Promise<Reply> {
    if (this.#target === undefined) throw new TypeError('There is no endpoint to hand deliveries on to.');
    const { url, client } = this.#target;
    const bytes = body instanceof Uint8Array ? body : new Uint8Array();
    return replyOf(await client.send({ url, method, rawHeaders: handedOn(rawHeaders), body: bytes }));
  }
}

function replyOf({ status, headers, body, error }: SendResult): Reply {
  if (status !== null) return { status, headers: Object.fromEntries(passedBack(headers)), body };
  const late = error?.code === 'ERR_WEBHOOK_ATTEMPT_TIMEOUT';
  const text = JSON.stringify({ ok: false, ...error });
  return { status: late ? 504 : 502, headers: { 'content-type': 'application/json' }, body: text };
}

/** The body was read as text and is sent as such, so its length and encoding are new ones. */
function passedBack(headers: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name) && name !== 'content-encoding');
}
