/**
 * What a mock receiver is started with.
 *
 * @module mock-server/server/options
 */
import { randomUUID } from 'node:crypto';
import { refuseMisnamed, requireInteger } from '../../src/errors/options.ts';
import { type Clock, systemClock } from '../../src/clock/clock.ts';
import { requireAuth } from '../../src/receive/auth.ts';
import { type Auth, unsigned, urlToken } from '../../src/receive/index.ts';
import type { Delivery } from '../journal/delivery.ts';
import type { JournalLimits } from '../journal/limits.ts';
import type { ScriptPart } from '../script/step.ts';

/** Who may use the page and the control API, besides this machine. */
export interface ControlAccess {
  /** Host names under which they may be requested, besides `localhost`, `127.0.0.1` and `[::1]`, without a port. */
  readonly hosts?: readonly string[] | undefined;
  /** CIDR blocks that may send requests, besides this machine, such as `172.16.0.0/12` for Docker's own networks. */
  readonly from?: readonly string[] | undefined;
  /** Origins of the page behind a proxy, such as `https://mock.example.com`; without one, requests of a proxy are refused. */
  readonly origins?: readonly string[] | undefined;
  /** Required from everybody, by Basic authentication with any user name. */
  readonly password?: string | undefined;
}

/** What {@link startMockReceiver} takes. */
export interface MockReceiverOptions extends JournalLimits {
  /** Port to listen on; a free one by default. */
  readonly port?: number | undefined;
  /** Address to listen on; `127.0.0.1` by default. On any other, only the hook answers other machines. */
  readonly host?: string | undefined;
  /** Path of the hook, not below `/__mock`; a unique one by default. */
  readonly path?: string | undefined;
  /** Answer 422 to a payload that does not meet the documented contract; by default only to one of unknown shape. */
  readonly strict?: boolean | undefined;
  /** Secrets to check signatures with; by default signatures are not checked. */
  readonly secret?: string | readonly string[] | undefined;
  /** What `?token=` of the hook's URL must be, 16 characters or more; by default no token is required. */
  readonly token?: string | undefined;
  /** How deliveries are authenticated instead: `basicAuth(…)`, or `urlToken(…)` with another parameter. */
  readonly auth?: Auth | undefined;
  /** How the first deliveries are answered; by default as the verdict says. */
  readonly script?: readonly ScriptPart[] | undefined;
  /** URL of an endpoint that gets every delivery, byte by byte, and whose answer is passed on. */
  readonly forward?: string | undefined;
  /** Private hosts, addresses and CIDR blocks that deliveries may be replayed and forwarded to, besides this machine. */
  readonly allow?: readonly string[] | undefined;
  /** SQLite file that keeps deliveries beyond the process; by default they are kept in memory alone. */
  readonly store?: string | undefined;
  /** Who may use the page and the control API besides this machine. */
  readonly control?: ControlAccess | undefined;
  /** The most bytes that a body may have; 10 MiB by default. */
  readonly maxBodyBytes?: number | undefined;
  /** The system's clock by default. */
  readonly clock?: Clock | undefined;
  /** Gets deliveries that arrive after their inbox, or the receiver, was closed; by default a process warning. */
  readonly onLate?: ((delivery: Delivery) => void) | undefined;
}

/** The options, checked and complete. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly path: string;
  readonly strict: boolean;
  readonly maxBodyBytes: number;
  readonly clock: Clock;
  readonly onLate: (delivery: Delivery) => void;
  readonly secrets: readonly string[];
  readonly auth: Auth;
}

/** The receiver's own default of 10 MiB: Maxun sends whole pages. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * Checks the options and fills in what is absent.
 *
 * @param options as they were given
 * @throws {RangeError} if a number is out of range
 * @throws {TypeError} if the path, the secret or the token cannot be used, or both `token` and `auth` are given
 */
export function settingsOf(options: MockReceiverOptions): Settings {
  refuseMisnamed('startMockReceiver', options, {
    secrets: '`secret`, one or an array',
    basicAuth: '`auth: basicAuth(user, password)`',
  });
  const { port = 0, path = `/${randomUUID()}`, maxBodyBytes = MAX_BODY_BYTES, secret = [] } = options;
  requireInteger('port', port, { min: 0, max: 65_535 });
  requireInteger('maxBodyBytes', maxBodyBytes);
  if (typeof secret !== 'string' && !Array.isArray(secret))
    throw new TypeError(
      'secret: expected whsec_…, or an array of such; leave it out to check no signatures.',
    );
  if (!/^\/[\w~.@!$&'()*+,;=:%/-]+$/.test(path) || /^\/__mock(?:\/|$)/.test(path)) {
    throw new TypeError(`The path is '${path}': expected something like /hook, and not below /__mock.`);
  }
  return {
    port,
    host: options.host ?? '127.0.0.1',
    path,
    strict: options.strict ?? false,
    maxBodyBytes,
    clock: options.clock ?? systemClock(),
    onLate: options.onLate ?? warnOfLate,
    secrets: typeof secret === 'string' ? [secret] : secret,
    auth: authOf(options),
  };
}

function authOf({ token, auth }: MockReceiverOptions): Auth {
  if (token === undefined) return requireAuth(auth ?? unsigned());
  if (auth === undefined) return urlToken('token', token);
  throw new TypeError('`token` and `auth` are both given: leave one out.');
}

function warnOfLate({ id, eventType = 'a delivery', inbox }: Delivery): void {
  const what = inbox === undefined ? 'the receiver' : 'its inbox';
  process.emitWarning(`#${id} (${eventType}) arrived after ${what} was closed. It counts for no test.`, {
    type: 'LateDelivery',
    code: 'MAXUN_WEBHOOKS_LATE_DELIVERY',
  });
}
