/**
 * Who may use the page and the control API: this machine, under a name of this machine, and from no other page.
 *
 * A page elsewhere that rebinds its DNS name to 127.0.0.1 sends its own name as Host; a neighbour on the network has
 * another address; a tunnel adds headers of a proxy; a page that posts a form here has another Origin, and not the token.
 *
 * @module mock-server/api/guards
 * @see https://fetch.spec.whatwg.org/#origin-header
 * @see https://www.w3.org/TR/fetch-metadata/
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { createBlockMatcher, LOOPBACK_BLOCKS } from '../../src/address-guard/index.ts';
import type { ControlAccess } from '../server/options.ts';

/** The header that carries the CSRF token in every change. */
const CSRF_HEADER = 'x-csrf-token';

const OWN_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** Headers that a proxy or tunnel adds. */
const FORWARDED = /^(?:forwarded|via|x-forwarded-.*|x-real-ip|cf-connecting-ip)$/;

/**
 * Makes the handler that refuses requests that are not allowed.
 *
 * @param access who has access besides this machine
 * @throws {TypeError} if a block is not a CIDR block, an origin is not one, or the password is empty
 */
export function createAccessGuard({
  hosts = [],
  from = [],
  origins = [],
  password,
}: ControlAccess): RequestHandler {
  const proxied = origins.map(parseOrigin);
  const names = new Set([
    ...OWN_NAMES,
    ...hosts.map((name) => name.toLowerCase()),
    ...proxied.map(({ hostname }) => hostname),
  ]);
  const isNear = createBlockMatcher([...LOOPBACK_BLOCKS, ...from]);
  const isKnown = passwordFilter(password);
  return (request, response, next) => {
    const { headers, socket } = request;
    if (!names.has(withoutPort(headers.host)) || !isNear(socket.remoteAddress ?? '')) {
      return refuse(response, 'Only this machine may ask, under the name localhost or 127.0.0.1.');
    }
    if (!mayBeForwarded(headers, proxied)) {
      return refuse(
        response,
        'The request came through a proxy: name its origin by --control-origin to allow that.',
      );
    }
    if (isKnown(headers.authorization)) return next();
    response.status(401).set('www-authenticate', 'Basic realm="mock receiver", charset="UTF-8"');
    response.json({
      error: 'The password of the mock receiver is missing or wrong (--control-password-file).',
    });
    return undefined;
  };
}

function mayBeForwarded(headers: Request['headers'], proxied: readonly URL[]): boolean {
  if (!Object.keys(headers).some((name) => FORWARDED.test(name))) return true;
  const host = headers['x-forwarded-host'] ?? proxied[0]?.host;
  return proxied.some((origin) => origin.host === String(host).toLowerCase());
}

function parseOrigin(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url;
  throw new TypeError(`"${text}" is not an origin (expected something like https://mock.example.com).`);
}

function withoutPort(host = ''): string {
  return host.toLowerCase().replace(/:\d{1,5}$/, '');
}

function passwordFilter(password: string | undefined): (authorization: string | undefined) => boolean {
  if (password === undefined) return () => true;
  if (password === '') throw new TypeError('The control password is empty: expected 1 character or more.');
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(password);
  return (authorization = '') => {
    const given = /^Basic ([\w+/=-]+)$/i.exec(authorization)?.[1] ?? '';
    const text = Buffer.from(given, 'base64').toString('utf8');
    return timingSafeEqual(digest(text.slice(text.indexOf(':') + 1)), expected) && text.includes(':');
  };
}

/**
 * Makes the handler that refuses requests of other sites' pages.
 *
 * @param origins of the page behind a proxy
 */
export function createOriginGuard(origins: readonly string[] = []): RequestHandler {
  const allowed = new Set(origins.map((text) => parseOrigin(text).origin));
  return (request: Request, response: Response, next: NextFunction) => {
    const { origin, host = '', 'sec-fetch-site': site } = request.headers;
    const isOwn =
      origin === undefined || allowed.has(origin) || origin.toLowerCase() === `http://${host.toLowerCase()}`;
    if (isOwn && (site === undefined || site === 'same-origin' || site === 'none')) return next();
    return refuse(
      response,
      'This request comes from the page of another site: open the page of this receiver itself, or name its origin by --control-origin.',
    );
  };
}

/**
 * Makes the handler that lets a change through only with the token of this start, and only as JSON.
 *
 * @param token that `/__mock/receiver` gives
 */
export function createCsrfGuard(token: string): RequestHandler {
  const expected = Buffer.from(token);
  return (request, response, next) => {
    const { method } = request;
    if (method === 'GET' || method === 'HEAD') return next();
    const found = Buffer.from(request.get(CSRF_HEADER) ?? '');
    if (found.length !== expected.length || !timingSafeEqual(found, expected)) {
      return refuse(
        response,
        `The header ${CSRF_HEADER} is missing or stale: /__mock/receiver has the token.`,
      );
    }
    if (method !== 'DELETE' && request.is('application/json') !== 'application/json') {
      response.status(415).json({ error: 'Content-Type must be application/json.' });
      return undefined;
    }
    return next();
  };
}

function refuse(response: Response, error: string): void {
  response.status(403).json({ error });
}
