/**
 * Checks an endpoint, and computes once what every attempt shares.
 *
 * @module send/endpoint/prepared-endpoint
 */
import { v5 as uuidV5 } from 'uuid';
import type { AddressGuard } from '../../address-guard/index.ts';
import { DeliveryError } from '../../errors/index.ts';
import { requireFunction, requireInteger, requireNumber, requireOneOf } from '../../errors/options.ts';
import type { JsonObject } from '../../queue/queue.ts';
import type { Signer } from '../../signature/index.ts';
import {
  DEFAULT_ENDPOINT_CONCURRENCY,
  DEFAULT_TIMEOUT_MS,
  MAX_CONCURRENCY,
  MAX_ENDPOINT_LENGTH,
  MAX_TIMEOUT_MS,
} from '../limits.ts';
import type { AnyEvent } from '../payload/event-types.ts';
import { parseHeaders } from './header-list.ts';
import type { RetrySchedule } from '../../queue/retry-schedule.ts';
import type { Endpoint } from './endpoint.ts';
import { createSigners } from './signing-secrets.ts';

/** A checked endpoint, with everything that can be computed once. */
export interface PreparedEndpoint {
  readonly id: string;
  /** The id as JSON. */
  readonly idText: string;
  /** For people. Never the whole URL: its path and query can be secrets. */
  readonly host: string;
  readonly origin: string;
  readonly path: string;
  /** The headers of every request: names and values in turn. */
  readonly headers: readonly string[];
  /** Returns the signer at a time; `undefined` for an unsigned endpoint. */
  readonly signerAt: ((now: number) => Signer | undefined) | undefined;
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly ratePerSecond: number | undefined;
  readonly schedule: RetrySchedule;
  readonly clientErrors: 'retry' | 'dead';
  /** Returns the metadata to store with deliveries of an event type; consecutive deliveries share one object. */
  readonly metadataOf: (eventType: string) => DeliveryMetadata;
  readonly orderBy: ((event: AnyEvent) => string | undefined) | undefined;
}

/** The metadata that the sender stores with each delivery. Never a secret or the URL. */
type DeliveryMetadata = JsonObject & {
  readonly event: string;
  readonly host: string;
  readonly context?: JsonObject;
};

/** The settings that endpoints get from their sender. */
export interface EndpointDefaults {
  readonly guard: AddressGuard;
  readonly schedule: RetrySchedule;
  readonly userAgent: string;
}

/**
 * @param endpoint as the caller gave it
 * @param defaults of the sender
 * @returns the endpoint with its defaults
 * @throws {DeliveryError} ERR_WEBHOOK_ENDPOINT_INVALID if its URL or a header cannot be used
 * @throws {DeliveryError} ERR_WEBHOOK_ADDRESS_REFUSED if its host is an address that may not be reached
 * @throws {TypeError} if it has no secret and is not `unsigned`, a secret cannot sign, or a setting is of the wrong kind
 * @throws {RangeError} if a number is out of its range
 */
export function prepareEndpoint(endpoint: Endpoint, defaults: EndpointDefaults): PreparedEndpoint {
  const url = defaults.guard.checkUrl(endpoint.url);
  const id = endpoint.webhookId ?? uuidV5(url.href, uuidV5.URL);
  if (typeof id !== 'string' || id === '' || id.length > MAX_ENDPOINT_LENGTH || /\p{Cc}/u.test(id)) {
    throw new TypeError(
      `webhookId must be 1 to ${MAX_ENDPOINT_LENGTH} characters, none of them a control character`,
    );
  }
  requireKinds(endpoint);
  const {
    timeoutMs = DEFAULT_TIMEOUT_MS,
    concurrency = DEFAULT_ENDPOINT_CONCURRENCY,
    ratePerSecond,
  } = endpoint;
  if (ratePerSecond !== undefined) requireNumber('ratePerSecond', ratePerSecond);
  return {
    id,
    idText: JSON.stringify(id),
    host: url.host,
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    headers: fixedHeaders(endpoint.headers ?? {}, url, defaults.userAgent),
    signerAt: endpoint.unsigned === true ? undefined : createSigners(endpoint),
    timeoutMs: requireNumber('timeoutMs', timeoutMs, { max: MAX_TIMEOUT_MS }),
    concurrency: requireInteger('concurrency', concurrency, { max: MAX_CONCURRENCY }),
    ratePerSecond,
    schedule: endpoint.schedule ?? defaults.schedule,
    clientErrors: endpoint.clientErrors ?? 'retry',
    metadataOf: metadataWriter(url.host, endpoint.context),
    orderBy: endpoint.orderBy,
  };
}

function requireKinds({ schedule, orderBy, clientErrors = 'retry' }: Endpoint): void {
  if (schedule !== undefined) {
    requireFunction(
      'schedule',
      schedule,
      'such as standardSchedule(), maxunSchedule() or delaySchedule() return',
    );
  }
  if (orderBy !== undefined)
    requireFunction('orderBy', orderBy, "that returns an event's order key, or undefined");
  requireOneOf('clientErrors', clientErrors, ['retry', 'dead']);
}

function metadataWriter(host: string, context: JsonObject | undefined): PreparedEndpoint['metadataOf'] {
  let last: DeliveryMetadata | undefined;
  return (event) => {
    if (last?.event !== event) last = { event, host, ...(context !== undefined && { context }) };
    return last;
  };
}

function fixedHeaders(
  own: Readonly<Record<string, string>>,
  { username, password }: URL,
  userAgent: string,
): string[] {
  const headers = parseHeaders(own);
  const names = new Set(headers.filter((_, index) => index % 2 === 0));
  if (!names.has('user-agent')) headers.push('user-agent', userAgent);
  if (username + password !== '' && !names.has('authorization')) {
    headers.push('authorization', basicAuthentication(username, password));
  }
  return ['content-type', 'application/json', ...headers];
}

/** RFC 7617, section 2: user and password in UTF-8. The URL parser leaves them percent-encoded. */
function basicAuthentication(username: string, password: string): string {
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  } catch {
    const message =
      'the user or password of the URL is not percent-encoded UTF-8: encode it, or send it in a header';
    throw new DeliveryError('ERR_WEBHOOK_ENDPOINT_INVALID', message);
  }
}
