/**
 * How a delivery is authenticated besides a signature: by a token in the URL, by user and password, or not at all.
 *
 * @module receive/auth
 */
import { SignatureError } from '../errors/index.ts';
import { requireMethods } from '../errors/options.ts';
import { type HeadersLike, readHeader } from '../signature/headers.ts';
import { constantTimeEqual } from '../signature/constant-time.ts';
import { MAX_CREDENTIALS_LENGTH, MIN_TOKEN_LENGTH } from './limits.ts';

/** What an {@link Auth} reads of a request. */
export interface AuthRequest {
  /** Path and query, or the whole URL. */
  readonly url: string;
  readonly headers: HeadersLike;
}

/**
 * A way to authenticate deliveries besides a signature. Made by {@link urlToken}, {@link basicAuth} or {@link unsigned}.
 */
export interface Auth {
  /** Which way it is. */
  readonly kind: 'url-token' | 'basic' | 'unsigned';
  /**
   * Judges a request before its body is read.
   *
   * @throws {SignatureError} ERR_WEBHOOK_TOKEN_INVALID
   */
  assertRequest(this: void, request: AuthRequest): void;
}

/**
 * Authenticates deliveries by a secret token in the query of the URL: all that stock Maxun can send. Compared in a time
 * that does not depend on where it differs, after percent-decoding.
 *
 * @param param name of the query's parameter
 * @param tokens the token, or several while it is being changed; each of at least 16 characters
 * @returns for the option `auth`
 * @throws {TypeError} if there is no name or no token
 * @throws {RangeError} if a token has fewer than 16 characters
 * @example
 * ```ts
 * // the webhook's URL in Maxun: https://example.com/hooks/maxun?token=…
 * createReceiver({ auth: urlToken('token', process.env.HOOK_TOKEN!) });
 * ```
 */
export function urlToken(param: string, tokens: string | readonly string[]): Auth {
  if (typeof param !== 'string' || param === '')
    throw new TypeError("urlToken: expected the name of a query parameter first, such as 'token'.");
  const accepted = requireSecrets('urlToken', 'token', tokens);
  return withSecrets(accepted, {
    kind: 'url-token',
    assertRequest({ url }) {
      const query = queryOf(url);
      // A plus sign is itself in a URL, and a space in a form: a token in base64 may have one, and comes either way.
      const found = [query, query.replaceAll('+', '%2B')].map((text) =>
        new URLSearchParams(text).getAll(param),
      );
      const count = found[0]?.length ?? 0;
      if (count !== 1 || !isAnyOf(found.flat(), accepted)) throw tokenInvalid(param, count);
    },
  });
}

/**
 * Authenticates deliveries by user and password (HTTP Basic, RFC 7617). Stock Maxun can send them: give the webhook a URL
 * such as `https://maxun:PASSWORD@example.com/hooks/maxun`. Some clients send the password as it is spelled in the URL
 * (`p%40ss`), others percent-decoded (`p@ss`): both spellings are accepted, in a time that does not depend on where it
 * differs.
 *
 * @param user name of the user, without a colon
 * @param passwords the password, or several while it is being changed; each of at least 16 characters
 * @returns for the option `auth`
 * @throws {TypeError} if the user or a password is empty, or the user has a colon
 * @throws {RangeError} if a password has fewer than 16 characters
 * @example
 * ```ts
 * createReceiver({ auth: basicAuth('maxun', process.env.HOOK_PASSWORD!) });
 * ```
 */
export function basicAuth(user: string, passwords: string | readonly string[]): Auth {
  if (typeof user !== 'string' || user === '' || user.includes(':'))
    throw new TypeError("basicAuth: expected the name of a user without a colon first, such as 'maxun'.");
  const accepted = requireSecrets('basicAuth', 'password', passwords).flatMap(spellingsOf);
  const users = spellingsOf(user);
  const expected = accepted.flatMap((password) => users.map((name) => `${name}:${password}`));
  return withSecrets(accepted, {
    kind: 'basic',
    assertRequest({ headers }) {
      const header = readHeader(headers, 'authorization');
      const found = header.kind === 'one' ? credentialsOf(header.value) : undefined;
      const isRight = found !== undefined && isAnyOf([found, decoded(found)], expected);
      if (!isRight) throw credentialsInvalid(header.kind !== 'none');
    },
  });
}

/**
 * Takes deliveries from anybody who knows the URL. Only for a network where nobody else can reach the receiver.
 *
 * @returns for the option `auth`
 * @example
 * ```ts
 * createReceiver({ auth: unsigned() });
 * ```
 */
export function unsigned(): Auth {
  return { kind: 'unsigned', assertRequest: () => undefined };
}

/** Not members: an `Auth` may be logged. */
const secrets = new WeakMap<Auth, readonly string[]>();

function withSecrets(values: readonly string[], auth: Auth): Auth {
  secrets.set(auth, values);
  return auth;
}

/**
 * @param auth what a caller gave
 * @returns it
 * @throws {TypeError} if it is something else
 */
export function requireAuth(auth: Auth): Auth {
  const expected = 'urlToken(…), basicAuth(…) or unsigned()';
  return requireMethods('auth', auth, { methods: ['assertRequest'], expected });
}

/**
 * @param auth made by `urlToken` or `basicAuth`
 * @returns its tokens or passwords, for those who must not show them
 */
export function secretsOf(auth: Auth): readonly string[] {
  return secrets.get(auth) ?? [];
}

function requireSecrets(caller: string, name: string, given: string | readonly string[]): readonly string[] {
  const secrets = [given ?? []].flat();
  if (secrets.length === 0)
    throw new TypeError(`${caller}: expected a ${name}, found none. Is its environment variable set?`);
  for (const secret of secrets) assertSecret(caller, name, secret);
  return secrets;
}

function assertSecret(caller: string, name: string, token: unknown): void {
  if (typeof token !== 'string' || token === '') {
    const found = token === '' ? 'empty' : `of type ${typeof token}, not a text`;
    throw new TypeError(`${caller}: a ${name} is ${found}. Is its environment variable set?`);
  }
  if (token.length >= MIN_TOKEN_LENGTH) return;
  throw new RangeError(
    `${caller}: a ${name} has ${token.length} characters: expected at least ${MIN_TOKEN_LENGTH} random ones.`,
  );
}

function queryOf(url: string): string {
  const start = url.indexOf('?');
  if (start === -1) return '';
  const hash = url.indexOf('#', start);
  return url.slice(start + 1, hash === -1 ? undefined : hash);
}

function isAnyOf(found: readonly string[], accepted: readonly string[]): boolean {
  // No early end: which of several tokens it is must not show either.
  const matches = found.flatMap((value) => accepted.filter((token) => constantTimeEqual(value, token)));
  return matches.length > 0;
}

function tokenInvalid(param: string, count: number): SignatureError {
  const found = count === 0 ? 'is not in the URL' : count === 1 ? 'is wrong' : 'is in the URL more than once';
  return new SignatureError(
    'ERR_WEBHOOK_TOKEN_INVALID',
    `The token ${found}: give the webhook in Maxun the URL that ends with ?${param}= and the token.`,
  );
}

/** As it was given, and percent-decoded in case it was copied from a URL. */
function spellingsOf(text: string): string[] {
  return [...new Set([text, decoded(text)])];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `user:password` of the header, in UTF-8. @see https://www.rfc-editor.org/rfc/rfc7617#section-2 */
function credentialsOf(header: string): string | undefined {
  const text = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header.trim())?.[1];
  if (text === undefined || text.length > MAX_CREDENTIALS_LENGTH) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function credentialsInvalid(isThere: boolean): SignatureError {
  const found = isThere ? 'are wrong' : 'are missing';
  return new SignatureError(
    'ERR_WEBHOOK_TOKEN_INVALID',
    `User and password ${found} (header Authorization: Basic): give the webhook in Maxun a URL such as ` +
      'https://user:password@host/path.',
  );
}
