/**
 * An endpoint: where deliveries go, how they are signed, and how hard it may be pressed.
 *
 * @module send/endpoint/endpoint
 */
import type { AddressGuard } from '../../address-guard/index.ts';
import { DeliveryError } from '../../errors/index.ts';
import type { JsonObject } from '../../queue/queue.ts';
import { createSignatureMaker, type SignatureMaker } from '../../signature/sign.ts';
import type { AnyEvent } from '../payload/event-types.ts';
import { parseHeaders } from './header-list.ts';
import type { RetrySchedule } from '../attempt/schedule.ts';
import { urlId } from './url-id.ts';

/** A secret that is on its way out: still signed with, until its time is over. */
export interface ExpiringSecret {
  /** `whsec_…` (v1) or `whsk_…` (v1a). */
  readonly secret: string;
  /** When it is used no more, in milliseconds since the epoch, or a date. */
  readonly expiresAt: number | Date;
}

/** What an endpoint can be told besides its URL and its secrets. */
export interface EndpointSettings {
  /** Where to POST: `http:` or `https:`. A user and password in it are sent as Basic authentication. */
  readonly url: string | URL;
  /**
   * Id of the subscription: fills `webhook_id`, and is the endpoint's name in the queue, in events and on the command
   * line. Default: a UUIDv5 of the URL. An endpoint whose URL may change needs one, or its backlog stays behind.
   */
  readonly webhookId?: string | undefined;
  /** Further headers of every request. Never stored. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Deadline of an attempt, from the look-up of the name to the end of the response, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Most attempts at once, 1 to 10,000. Default: 10. */
  readonly concurrency?: number | undefined;
  /** Most attempts per second, on average; a second's worth may come at once. Default: no limit. */
  readonly ratePerSecond?: number | undefined;
  /** When to try again. Default: the sender's, which is the Standard Webhooks' by default. */
  readonly schedule?: RetrySchedule | undefined;
  /**
   * What to do with a delivery that is answered with a 4xx other than 408, 410, 425 and 429: try it again by the schedule
   * (as Maxun does, since an endpoint that is being deployed answers 404), or give it up at once. Default: `retry`.
   */
  readonly clientErrors?: 'retry' | 'dead' | undefined;
  /**
   * Gives an event's order key, where `send` gives none: deliveries with the same one arrive strictly one after the other.
   * Default: no order.
   */
  readonly orderBy?: ((event: AnyEvent) => string | undefined) | undefined;
  /** Stored in the clear beside each delivery, and given back to the resolver of `endpoints` after a restart. */
  readonly context?: JsonObject | undefined;
}

/** How deliveries are signed: with one secret, with several while they are rotated, or, said aloud, not at all. */
export type EndpointAuthentication =
  | { readonly secret: string; readonly secrets?: never; readonly unsigned?: never }
  | {
      /** A signature is made with each that is live, so that a receiver may have either. */
      readonly secrets: readonly (string | ExpiringSecret)[];
      readonly secret?: never;
      readonly unsigned?: never;
    }
  | { readonly unsigned: true; readonly secret?: never; readonly secrets?: never };

/** Where deliveries go. */
export type Endpoint = EndpointSettings & EndpointAuthentication;

/** An endpoint, checked, with everything that can be computed once. */
export interface PreparedEndpoint {
  readonly id: string;
  /** The id as JSON. */
  readonly idText: string;
  /** For people: never the URL, whose path and query may be secrets. */
  readonly host: string;
  readonly origin: string;
  readonly path: string;
  /** Those that are the same in every request: names and values in turn. */
  readonly headers: readonly string[];
  /** Gives what signs at a time, `undefined` for an endpoint that is not signed for. */
  readonly signerAt: ((now: number) => SignatureMaker | undefined) | undefined;
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly ratePerSecond: number | undefined;
  readonly schedule: RetrySchedule;
  readonly clientErrors: 'retry' | 'dead';
  /** Gives what is stored beside the deliveries of an event type: one object for those that follow each other. */
  readonly metadataOf: (eventType: string) => DeliveryMetadata;
  readonly orderBy: ((event: AnyEvent) => string | undefined) | undefined;
}

/** What the sender stores beside each delivery. Never a secret, nor the URL. */
export interface DeliveryMetadata extends JsonObject {
  readonly event: string;
  readonly host: string;
  readonly context?: JsonObject;
}

/** What endpoints take from their sender. */
export interface EndpointDefaults {
  readonly guard: AddressGuard;
  readonly schedule: RetrySchedule;
  readonly userAgent: string;
}

/** Within the 15 to 30 s of the Standard Webhooks, and what Maxun waits; receivers of this kit answer within 25. */
const DEFAULT_TIMEOUT_MS = 30_000;
/** A minute is twice what the Standard Webhooks allow; beyond an hour, an attempt is a leak. */
const MAX_TIMEOUT_MS = 3_600_000;
const DEFAULT_CONCURRENCY = 10;
const MAX_CONCURRENCY = 10_000;
/** Longest id of an endpoint, in characters: what the queue takes. */
const MAX_ID_LENGTH = 512;

/**
 * @param endpoint as the caller gave it
 * @param defaults of the sender
 * @returns it, checked and complete
 * @throws {DeliveryError} ERR_WEBHOOK_ENDPOINT_INVALID if its URL or a header cannot be used
 * @throws {DeliveryError} ERR_WEBHOOK_ADDRESS_REFUSED if its host is an address that may not be reached
 * @throws {TypeError} if it has no secret and is not `unsigned`, a secret cannot sign, or a setting is of the wrong kind
 * @throws {RangeError} if a number is out of its range
 */
export function prepareEndpoint(endpoint: Endpoint, defaults: EndpointDefaults): PreparedEndpoint {
  const url = defaults.guard.checkUrl(endpoint.url);
  const id = endpoint.webhookId ?? urlId(url.href);
  if (typeof id !== 'string' || id === '' || id.length > MAX_ID_LENGTH || /\p{Cc}/u.test(id)) {
    throw new TypeError(
      `webhookId must be 1 to ${MAX_ID_LENGTH} characters, none of them a control character`,
    );
  }
  requireKinds(endpoint);
  const { timeoutMs = DEFAULT_TIMEOUT_MS, concurrency = DEFAULT_CONCURRENCY, ratePerSecond } = endpoint;
  requireRange(timeoutMs, 'timeoutMs', MAX_TIMEOUT_MS);
  requireRange(concurrency, 'concurrency', MAX_CONCURRENCY);
  if (!Number.isInteger(concurrency)) throw new RangeError('concurrency must be a whole number');
  if (ratePerSecond !== undefined) requireRange(ratePerSecond, 'ratePerSecond', Number.MAX_SAFE_INTEGER);
  return {
    id,
    idText: JSON.stringify(id),
    host: url.host,
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    headers: fixedHeaders(endpoint.headers ?? {}, url, defaults.userAgent),
    signerAt: endpoint.unsigned === true ? undefined : signersOf(secretsOf(endpoint)),
    timeoutMs,
    concurrency,
    ratePerSecond,
    schedule: endpoint.schedule ?? defaults.schedule,
    clientErrors: endpoint.clientErrors ?? 'retry',
    metadataOf: metadataWriter(url.host, endpoint.context),
    orderBy: endpoint.orderBy,
  };
}

function requireKinds({ schedule, orderBy, clientErrors = 'retry' }: Endpoint): void {
  if (schedule !== undefined && typeof schedule !== 'function') {
    throw new TypeError(
      'schedule must be a function: standardSchedule(), maxunSchedule() and delaySchedule() make one',
    );
  }
  if (orderBy !== undefined && typeof orderBy !== 'function') {
    throw new TypeError("orderBy must be a function that gives an event's order key, or undefined");
  }
  if (clientErrors !== 'retry' && clientErrors !== 'dead') {
    throw new TypeError('clientErrors must be retry or dead');
  }
}

function metadataWriter(host: string, context: JsonObject | undefined): PreparedEndpoint['metadataOf'] {
  let last: DeliveryMetadata | undefined;
  return (event) => {
    if (last?.event !== event) last = { event, host, ...(context !== undefined && { context }) };
    return last;
  };
}

function requireRange(value: number, name: string, most: number): void {
  if (typeof value === 'number' && value > 0 && value <= most) return;
  throw new RangeError(`${name} must be a number above 0 and at most ${most}`);
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
      'the user or password of the URL is no percent-encoded UTF-8: encode it, or send it in a header';
    throw new DeliveryError('ERR_WEBHOOK_ENDPOINT_INVALID', message);
  }
}

interface LiveSecret {
  readonly secret: string;
  readonly until: number;
}

function secretsOf({ secret, secrets }: Endpoint): LiveSecret[] {
  // `null` is what a database says where there is none.
  if ((secret ?? undefined) === undefined && (secrets ?? undefined) === undefined) {
    throw new TypeError(
      'an endpoint needs a secret, found none: is its variable set? "maxun-webhooks secret" makes one; ' +
        'to send as stock Maxun does, say unsigned: true',
    );
  }
  if (secret !== undefined && secrets !== undefined) throw new TypeError('give secret or secrets, not both');
  return (secrets ?? [secret]).map((given) => {
    if (typeof given === 'string' || given === undefined) {
      return { secret: given ?? '', until: Number.POSITIVE_INFINITY };
    }
    return { secret: given.secret, until: expiryOf(given) };
  });
}

/** 1973 in milliseconds, and the year 5138 in seconds: below it a time is in seconds. */
const FIRST_MS = 100_000_000_000;

/** `null` and seconds would mean that the secret expired long ago, and nothing would be signed with it. */
function expiryOf(given: ExpiringSecret | null): number {
  const expiresAt: unknown = given?.expiresAt;
  if (expiresAt instanceof Date && !Number.isNaN(expiresAt.getTime())) return expiresAt.getTime();
  if (typeof expiresAt === 'number' && expiresAt >= FIRST_MS) return expiresAt;
  const found = expiresAt === null || typeof expiresAt === 'number' ? expiresAt : typeof expiresAt;
  throw new TypeError(
    `expiresAt must be milliseconds since the epoch, or a date, found ${found}: a secret that does not expire is given as a text`,
  );
}

/**
 * One signer per set of live secrets. Secrets only expire, so the sets lie within one another, and their size tells them
 * apart.
 */
function signersOf(secrets: readonly LiveSecret[]): (now: number) => SignatureMaker | undefined {
  // Made now, all of them, so that a secret that cannot sign is an error of the call that brought it.
  const all = createSignatureMaker(secrets.map(({ secret }) => secret));
  const signers = new Map<number, SignatureMaker>();
  return (now) => {
    if (secrets.every(({ until }) => until > now)) return all;
    const live = secrets.filter(({ until }) => until > now).map(({ secret }) => secret);
    if (live.length === 0) return undefined;
    let signer = signers.get(live.length);
    if (signer === undefined) signers.set(live.length, (signer = createSignatureMaker(live)));
    return signer;
  };
}
