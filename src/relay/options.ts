/**
 * The options of a relay, checked before anything is opened.
 *
 * @module relay/options
 */
import { requireInteger, requireOneOf, requireOptions } from '../errors/options.ts';
import type { DateOptions } from '../event/index.ts';
import type { CatchUpOptions } from '../maxun-api/index.ts';
import { isPostgres } from '../postgres/location.ts';
import { isFilePath, shown } from '../sqlite/store-file.ts';
import type { RetrySchedule, RunCompleter } from '../receive/index.ts';
import type { Endpoint } from '../send/index.ts';
import { DEFAULT_PORT, DEFAULT_USER } from './limits.ts';

/** Which events an endpoint gets. Each list that is given must have the event's value; by default it gets all. */
export interface RelayFilter {
  /** Types of events: `run_completed`, `run_failed`, … */
  readonly events?: readonly string[] | undefined;
  /** Ids or names of robots. */
  readonly robots?: readonly string[] | undefined;
  /** Statuses of runs: `success`, `failed`, … */
  readonly statuses?: readonly string[] | undefined;
}

/** Where events are sent, how they are signed, and which they are. */
export type RelayEndpoint = Endpoint & RelayFilter;

/** What {@link startRelay} takes. */
export interface RelayOptions extends DateOptions {
  /** The endpoints. Each event goes to every one whose filter takes it. */
  readonly to: RelayEndpoint | readonly RelayEndpoint[];
  /**
   * Where deliveries are kept: a folder, in which two SQLite files are made, or a `postgres:` URL, whose `?schema=` begins the
   * names of two schemas. Default of that: `maxun_relay`.
   */
  readonly store: string;
  /**
   * The secret that Maxun has to know, of at least 16 characters, or several while it is being changed. It may be in the
   * URL's path (`/hook/TOKEN`), in its query (`/hook?token=TOKEN`), or its password (`https://maxun:TOKEN@host/hook`).
   */
  readonly token?: string | readonly string[] | undefined;
  /** The user that goes with the token as a password. Default: `maxun`. */
  readonly user?: string | undefined;
  /** `true` takes deliveries without a token, from anybody who reaches the port. */
  readonly open?: boolean | undefined;
  /** The port to listen on; 0 for any that is free. Default: 4500. */
  readonly port?: number | undefined;
  /** The address to listen on. Default: `127.0.0.1`, this machine only. */
  readonly host?: string | undefined;
  /** The path that takes deliveries. Default: `/hook`. */
  readonly path?: string | undefined;
  /**
   * How events are sent: in the form of the documented contract wherever that is possible (the default), or as they were
   * `received`.
   */
  readonly format?: 'documented' | 'received' | undefined;
  /** What is taken out of events: the stack trace of an error, and the id of Maxun's user. Default: nothing. */
  readonly redact?: readonly ('error.stack' | 'user_id')[] | undefined;
  /** Completes runs whose events leave something out, before they are sent. It is tried again until it succeeds. */
  readonly complete?: RunCompleter | undefined;
  /**
   * Asks Maxun's API for runs whose webhooks were lost, and sends them as well. Its `cursor` is by default a file in the folder of
   * `store`; on Postgres give one.
   */
  readonly catchUp?: Omit<CatchUpOptions, 'receiver' | 'signal'> | undefined;
  /** Private addresses that may be reached, as those of a sender. Default: none. */
  readonly allow?: readonly string[] | undefined;
  /** When to try again. Default: the Standard Webhooks' ten attempts in three days. */
  readonly schedule?: RetrySchedule | undefined;
  /** Most bytes of a body that arrives. Default: 10 MiB. */
  readonly maxBodyBytes?: number | undefined;
  /** `true` prints no problems. */
  readonly silent?: boolean | undefined;
}

/** The options with their defaults. */
export interface RelaySettings extends RelayOptions {
  readonly to: readonly RelayEndpoint[];
  readonly tokens: readonly string[];
  readonly user: string;
  readonly port: number;
  readonly host: string;
  readonly path: string;
  readonly format: 'documented' | 'received';
  readonly redact: readonly ('error.stack' | 'user_id')[];
}

const FILTERS = ['events', 'robots', 'statuses'] as const;

/**
 * @param options of `startRelay`
 * @returns them, with the defaults
 * @throws {TypeError} if an option is missing or contradicts another
 * @throws {RangeError} if `port` is not one
 */
export function relaySettings(options: RelayOptions): RelaySettings {
  requireOptions('startRelay', options);
  const { to, token = [], format = 'documented', redact = [], port = DEFAULT_PORT, path = '/hook' } = options;
  const settings: RelaySettings = {
    ...options,
    to: [to].flat() as readonly RelayEndpoint[],
    tokens: [token].flat(),
    user: options.user ?? DEFAULT_USER,
    port: requireInteger('port', port, { min: 0, max: 65_535 }),
    host: options.host ?? '127.0.0.1',
    path,
    format: requireOneOf('format', format, ['documented', 'received']),
    redact: redact.map((name) => requireOneOf('redact', name, ['error.stack', 'user_id'])),
  };
  requireStore(settings);
  requireAuth(settings);
  if (!/^\/[^?#\s]+[^/?#\s]$/.test(path))
    throw new TypeError(`path is ${JSON.stringify(path)}: expected one such as '/hook'.`);
  if (settings.complete !== undefined && format === 'received')
    throw new TypeError("complete needs format 'documented': an event as it was received is not completed.");
  if (settings.catchUp !== undefined && settings.catchUp.cursor === undefined && isPostgres(settings.store))
    throw new TypeError(
      'catchUp.cursor: on Postgres, give the path of a file that keeps how far it has come.',
    );
  requireEndpoints(settings.to);
  return settings;
}

function requireStore({ store }: RelaySettings): void {
  const isText = typeof store === 'string' && store.trim() !== '';
  if (isText && (isPostgres(store) || isFilePath(store))) return;
  const found = isText ? `${shown(store)} is neither. Expected` : 'expected';
  throw new TypeError(`store: ${found} a folder for two SQLite files, or a postgres: URL.`);
}

function requireAuth({ tokens, open = false }: RelaySettings): void {
  // A text such as 'false' would open the relay to anybody.
  if (typeof open !== 'boolean') throw new TypeError('open: expected true or false.');
  if (tokens.length > 0 && open)
    throw new TypeError('`token` and `open` contradict each other: leave one out.');
  if (tokens.length > 0 || open) return;
  throw new TypeError(
    'Nothing says who may send deliveries: give a `token` that only Maxun knows, or, where nobody else reaches the port, ' +
      '`open: true`.',
  );
}

function requireEndpoints(endpoints: readonly RelayEndpoint[]): void {
  if (endpoints.length === 0) throw new TypeError('to: expected at least one endpoint.');
  for (const [index, endpoint] of endpoints.entries()) {
    if (typeof endpoint !== 'object' || endpoint === null)
      throw new TypeError(`to[${index}]: expected an endpoint, such as { url, secret }.`);
    if (!/^https?:/.test(String(endpoint.url)))
      throw new TypeError(`to[${index}].url: expected one that begins with http: or https:.`);
    for (const name of FILTERS) requireFilter(`to[${index}].${name}`, endpoint[name]);
    requireSentEvents(`to[${index}].events`, endpoint.events);
    const same = endpoints.findIndex((other) => idOf(other) === idOf(endpoint));
    if (same === index) continue;
    throw new TypeError(`to[${index}] has the URL or id of to[${same}]: give each its own \`webhookId\`.`);
  }
}

/** Maxun's SDKs write event types with a dot, and Maxun never sends one: such a filter would keep everything back in silence. */
function requireSentEvents(name: string, events: readonly string[] = []): void {
  const dotted = events.find((event) => event.includes('.'));
  if (dotted === undefined) return;
  const advice = `write ${JSON.stringify(dotted.replaceAll('.', '_'))}`;
  throw new TypeError(`${name}: Maxun never sends ${JSON.stringify(dotted)}: ${advice}.`);
}

function idOf({ webhookId, url }: RelayEndpoint): string {
  return webhookId ?? String(url);
}

function requireFilter(name: string, filter: readonly string[] | undefined): void {
  if (filter === undefined) return;
  const isList = Array.isArray(filter) && filter.every((each) => typeof each === 'string');
  if (isList && filter.length > 0) return;
  throw new TypeError(`${name}: expected a list of at least one text; leave it out to take every event.`);
}
