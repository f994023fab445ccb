/**
 * The options of a probe, checked before anything is sent.
 *
 * @module probe/options
 */
import {
  type Complete,
  refuseMisnamed,
  requireDuration,
  requireInteger,
  requireOneOf,
} from '../errors/options.ts';
import { toKeys } from '../signature/keys.ts';
import type { CaseResult, ProbeLevel } from './result.ts';

/** How the endpoint's effect is seen: a function or a URL that says how many deliveries were handled, or a header that does. */
export type Observe =
  | (() => number | Promise<number>)
  /** A GET answers a number, or JSON with the field `count`. */
  | { readonly url: string }
  /** The endpoint's answers carry the number in this header. */
  | { readonly header: string };

/** The options of {@link probeEndpoint}. */
export interface ProbeOptions {
  /** `signed` by default where there are secrets, else `stock`. */
  readonly level?: ProbeLevel | undefined;
  /** `whsec_…` or `whsk_…`: those that the endpoint accepts. The first signs; the others are checked for rotation. */
  readonly secrets?: readonly string[] | undefined;
  /** Basic authentication, as userinfo in the URL gives it. A token stays in the URL. */
  readonly auth?: { readonly user: string; readonly password: string } | undefined;
  /** Private addresses, CIDR blocks and hosts that may be reached. Loopback always may. */
  readonly allow?: readonly string[] | undefined;
  /** Lets a public address be probed: only one that is yours. */
  readonly allowPublic?: boolean | undefined;
  /** Ids of cases, or names of groups, to run; what they depend on runs as well. */
  readonly only?: readonly string[] | undefined;
  /** Ids of cases, or names of groups, to leave out. */
  readonly skip?: readonly string[] | undefined;
  /** How the endpoint's effect is seen; without it, duplicates are judged by the answers alone. */
  readonly observe?: Observe | undefined;
  /** The tolerance that the endpoint keeps, in seconds; 300 by default. */
  readonly toleranceSeconds?: number | undefined;
  /** When Maxun gives up, in milliseconds: the webhook's `timeout`; 30,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** How long the whole probe may take, in milliseconds; 60,000 by default. */
  readonly deadlineMs?: number | undefined;
  /** Certificate authorities to trust instead of the built-in ones, in PEM. */
  readonly ca?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told of each case when it was judged, and of the whole body of its request. */
  readonly onCase?: ((result: CaseResult, body: Uint8Array | undefined) => void) | undefined;
}

type Needed = 'level' | 'secrets' | 'allow' | 'allowPublic' | 'toleranceSeconds' | 'timeoutMs' | 'deadlineMs';

/** The options, checked and complete. */
export interface ProbeSettings
  extends Complete<Pick<ProbeOptions, Needed>>, Pick<ProbeOptions, 'observe' | 'ca' | 'signal'> {
  /** Without userinfo. */
  readonly url: URL;
  readonly authorization: string | undefined;
  /** The URL of `observe`, if it has one. */
  readonly observeUrl: URL | undefined;
}

const LEVELS: readonly ProbeLevel[] = ['stock', 'signed'];

/**
 * @throws {TypeError} if the URL is not one, the level is unknown, or `signed` has no secret that signs
 * @throws {RangeError} if a time is out of its range
 */
export function probeSettings(target: string | URL, options: ProbeOptions): ProbeSettings {
  refuseMisnamed('probeEndpoint', options, { secret: '`secrets`, an array' });
  const { secrets = [], level = secrets.length > 0 ? 'signed' : 'stock' } = options;
  requireOneOf('level', level, LEVELS);
  if (level === 'signed') requireSigningSecrets(secrets);
  const url = parseUrl(target, 'The endpoint');
  const authorization = authorizationOf(url, options.auth);
  url.username = '';
  url.password = '';
  return {
    url,
    level,
    secrets,
    authorization,
    allow: options.allow ?? [],
    allowPublic: options.allowPublic ?? false,
    observe: options.observe,
    observeUrl: observeUrlOf(options.observe),
    toleranceSeconds: requireInteger('toleranceSeconds', options.toleranceSeconds ?? 300, { min: 30 }),
    timeoutMs: requireDuration('timeoutMs', options.timeoutMs ?? 30_000),
    deadlineMs: requireDuration('deadlineMs', options.deadlineMs ?? 60_000),
    ca: options.ca,
    signal: options.signal,
  };
}

function parseUrl(target: string | URL, what: string): URL {
  const url = URL.canParse(String(target)) ? new URL(target) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new TypeError(
    `${what} must be an absolute http: or https: URL, such as http://localhost:3000/hooks/maxun.`,
  );
}

function observeUrlOf(observe: ProbeOptions['observe']): URL | undefined {
  return typeof observe === 'object' && 'url' in observe ? parseUrl(observe.url, 'observe.url') : undefined;
}

function requireSigningSecrets(secrets: readonly string[]): void {
  if (secrets.length === 0) {
    throw new TypeError(
      "The level 'signed' needs secrets: give the endpoint's whsec_…, or check what stock Maxun needs with level 'stock'.",
    );
  }
  if (toKeys(secrets).every(({ sign }) => sign !== undefined)) return;
  throw new TypeError("A 'whpk_' verifies and cannot sign: give the probe the 'whsk_' of the pair.");
}

/** As axios does for the userinfo of a URL. */
function authorizationOf(url: URL, auth: ProbeOptions['auth']): string | undefined {
  const { username, password } = url;
  const text =
    auth !== undefined
      ? `${auth.user}:${auth.password}`
      : username + password === ''
        ? undefined
        : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return text === undefined ? undefined : `Basic ${Buffer.from(text).toString('base64')}`;
}
