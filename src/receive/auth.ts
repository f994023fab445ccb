/**
 * How a delivery is shown to be authentic: by its signature, by a token in the URL, or not at all, said aloud.
 *
 * @module receive/auth
 */
import { SignatureError } from '../errors/index.ts';
import { constantTimeEqual } from '../signature/constant-time.ts';
import { MIN_TOKEN_LENGTH } from './limits.ts';

/** A way to authenticate deliveries besides a signature. Made by {@link urlToken} or {@link unsigned}. */
export interface Auth {
  /** Which way it is. */
  readonly kind: 'url-token' | 'unsigned';
  /**
   * Judges the URL of a delivery.
   *
   * @param url path and query, or the whole URL
   * @throws {SignatureError} ERR_WEBHOOK_TOKEN_INVALID
   */
  assertUrl(this: void, url: string): void;
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
  const accepted = typeof tokens === 'string' ? [tokens] : [...(tokens ?? [])];
  if (typeof param !== 'string' || param === '')
    throw new TypeError("urlToken: expected the name of a query parameter first, such as 'token'.");
  if (accepted.length === 0)
    throw new TypeError('urlToken: expected a token, found none. Is its environment variable set?');
  for (const token of accepted) assertToken(token);
  return {
    kind: 'url-token',
    assertUrl(url) {
      const query = queryOf(url);
      // A plus sign is itself in a URL, and a space in a form: a token in base64 may have one, and comes either way.
      const found = [query, query.replaceAll('+', '%2B')].map((text) =>
        new URLSearchParams(text).getAll(param),
      );
      const count = found[0]?.length ?? 0;
      if (count !== 1 || !isAnyOf(found.flat(), accepted)) throw tokenInvalid(param, count);
    },
  };
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
  return { kind: 'unsigned', assertUrl: () => undefined };
}

function assertToken(token: unknown): void {
  if (typeof token !== 'string' || token === '') {
    throw new TypeError('urlToken: a token is empty. Is its environment variable set?');
  }
  if (token.length >= MIN_TOKEN_LENGTH) return;
  throw new RangeError(
    `urlToken: a token has ${token.length} characters: expected at least ${MIN_TOKEN_LENGTH} random ones.`,
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
