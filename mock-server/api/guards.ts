/**
 * Who may use the page and the control API: this machine, under a name of this machine, and from no other page.
 *
 * A page elsewhere that rebinds its DNS name to 127.0.0.1 sends its own name as Host; a neighbour on the network has
 * another address; a page that posts a form here has another Origin, and not the token.
 *
 * @module mock-server/api/guards
 * @see https://fetch.spec.whatwg.org/#origin-header
 * @see https://www.w3.org/TR/fetch-metadata/
 */
import { timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { createBlockMatcher } from '../../src/address-guard/index.ts';
import { CSRF_HEADER } from './types.ts';
import type { ControlAccess } from '../server/options.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Makes the handler that lets only the right ones in.
 *
 * @param access who may ask besides this machine
 * @throws {TypeError} if an entry of `from` is not a CIDR block
 */
export function createAccessGuard({ hosts = [], from = [] }: ControlAccess): RequestHandler {
  const names = new Set([...LOOPBACK, ...hosts.map((name) => name.toLowerCase())]);
  const isAllowed = createBlockMatcher(['127.0.0.0/8', '::1', ...from]);
  return (request, response, next) => {
    const name = (request.headers.host ?? '').toLowerCase().replace(/:\d{1,5}$/, '');
    if (names.has(name) && isAllowed(request.socket.remoteAddress ?? '')) next();
    else refuse(response, 'Only this machine may ask, under the name localhost or 127.0.0.1.');
  };
}

/**
 * Refuses what another site's page sends.
 *
 * @param request the request
 * @param response the response
 * @param next what comes next
 */
export function sameOriginOnly(request: Request, response: Response, next: NextFunction): void {
  const { origin, host = '', 'sec-fetch-site': site } = request.headers;
  const isForeign = origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`;
  if (isForeign || (site !== undefined && site !== 'same-origin' && site !== 'none')) {
    refuse(response, "This is another site's request: open the page of this receiver itself.");
  } else next();
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
      response.status(415).json({ error: 'Content-Type has to be application/json.' });
      return undefined;
    }
    return next();
  };
}

function refuse(response: Response, error: string): void {
  response.status(403).json({ error });
}
