/**
 * One token, wherever the URL of a stock Maxun's webhook can have it.
 *
 * @module relay/auth
 */
import { type Auth, basicAuth, unsigned, urlToken } from '../receive/index.ts';
import { readHeader } from '../signature/headers.ts';
import type { RelaySettings } from './options.ts';

/** The query's parameter that has the token. */
const PARAMETER = 'token';

/**
 * @param settings the tokens, or none, and the user
 * @returns what authenticates a delivery
 * @throws {TypeError} if a token is empty
 * @throws {RangeError} if a token has fewer than 16 characters
 */
export function relayAuth({ tokens, user }: RelaySettings): Auth {
  if (tokens.length === 0) return unsigned();
  const inUrl = urlToken(PARAMETER, tokens);
  const asPassword = basicAuth(user, tokens);
  return {
    kind: 'url-token',
    assertRequest(request) {
      const isBasic = readHeader(request.headers, 'authorization').kind !== 'none';
      const hasToken = new URL(request.url, 'http://relay').searchParams.has(PARAMETER);
      (isBasic && !hasToken ? asPassword : inUrl).assertRequest(request);
    },
  };
}

/**
 * Says whether a request is a delivery, and moves a token of its path to its query, where the receiver looks for it.
 *
 * @param url path and query of a request
 * @param path that takes deliveries
 * @returns the URL for the receiver; nothing if the request is for another path
 */
export function hookUrl(url: string, path: string): string | undefined {
  const { pathname, search } = new URL(url, 'http://relay');
  if (pathname === path || pathname === `${path}/`) return `${path}${search}`;
  if (!pathname.startsWith(`${path}/`)) return undefined;
  return `${path}?${PARAMETER}=${pathname.slice(path.length + 1).replaceAll('&', '%26')}`;
}
