/**
 * Makes the deliveries that cases send: payloads, bytes, and signatures that may be wrong on purpose.
 *
 * @module probe/deliveries
 */
import { randomUUID } from 'node:crypto';
import { fixture, type FixtureName } from '../simulate/index.ts';
import { toKeys } from '../signature/keys.ts';
import type { Exchange, ProbeClient, ProbeRequest } from './client.ts';
import type { ProbeSettings } from './options.ts';

/** What a delivery differs in from a right one. */
export interface DeliveryOptions extends Omit<ProbeRequest, 'body'> {
  /** `webhook-id`; a new one by default. */
  readonly id?: string | undefined;
  /** `webhook-timestamp`, as text; now by default. */
  readonly timestamp?: string | undefined;
  /** Secrets that sign; by default the first of the settings. */
  readonly secrets?: readonly string[] | undefined;
  /** Changes the signature header. */
  readonly signature?: ((signature: string) => string) | undefined;
  /** Writes the names of the headers in another way. */
  readonly writeName?: ((name: string) => string) | undefined;
  /** The bytes that are signed, where others are sent. */
  readonly signedBody?: Buffer | undefined;
}

/** Makes and sends deliveries. */
export interface Deliveries {
  /** Sends bytes or a payload, signed and with the credentials of the settings. */
  post(content: Buffer | object, options?: DeliveryOptions): Promise<Exchange>;
  /** Sends a request as it is, with nothing added. */
  raw(request: ProbeRequest): Promise<Exchange>;
}

const USER_AGENT = 'axios/1.11.0 (maxun-webhooks probe)';

/** A payload with a run of its own. */
export function payload(name: FixtureName = 'run_completed', changes: object = {}): Record<string, unknown> {
  return fixture(name, changes) as unknown as Record<string, unknown>;
}

/** A payload's bytes. */
export function bytesOf(content: object): Buffer {
  return Buffer.from(JSON.stringify(content));
}

/** Now, in whole Unix seconds, and this much later. */
export function secondsFromNow(seconds: number): string {
  return String(Math.floor(Date.now() / 1000) + seconds);
}

/** A new `webhook-id`. */
export function newId(): string {
  return `msg_${randomUUID().replaceAll('-', '')}`;
}

/** @param client that sends */
export function createDeliveries(settings: ProbeSettings, client: ProbeClient): Deliveries {
  return {
    raw: async (request) => client.send(request),
    async post(content, options = {}) {
      const body = Buffer.isBuffer(content) ? content : bytesOf(content);
      const signed = settings.level === 'signed' ? await signatureHeaders(body, options, settings) : {};
      const headers = {
        'content-type': 'application/json',
        accept: 'application/json, text/plain, */*',
        'user-agent': USER_AGENT,
        authorization: settings.authorization,
        ...signed,
        ...options.headers,
      };
      const { writeName = String } = options;
      const named = Object.entries(headers).map(([name, value]) => [writeName(name), value] as const);
      return client.send({ ...options, headers: Object.fromEntries(named), body });
    },
  };
}

async function signatureHeaders(
  body: Buffer,
  options: DeliveryOptions,
  settings: ProbeSettings,
): Promise<Record<string, string>> {
  const { id = newId(), timestamp = secondsFromNow(0), signature = String, signedBody = body } = options;
  const keys = toKeys(options.secrets ?? settings.secrets.slice(0, 1));
  const signatures: (string | undefined)[] = [];
  for (const key of keys) signatures.push(await key.sign?.(`${id}.${timestamp}.`, [signedBody]));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature(signatures.join(' ')),
  };
}
