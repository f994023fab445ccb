/**
 * Lets only this machine at the control routes: a page elsewhere that rebinds its DNS name to 127.0.0.1 sends its own
 * name as Host, and a neighbour on the network has another address.
 *
 * @module mock-server/loopback
 */
import type { NextFunction, Request, Response } from 'express';

const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;
const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.|^::1$/;

/**
 * Answers 403 unless the request comes from this machine, under a name of this machine.
 *
 * @param request the request
 * @param response the response
 * @param next what comes next
 */
export function loopbackOnly(request: Request, response: Response, next: NextFunction): void {
  const named = LOOPBACK_HOST.test(request.headers.host ?? '');
  if (named && LOOPBACK_ADDRESS.test(request.socket.remoteAddress ?? '')) next();
  else
    response.status(403).json({ error: 'Only this machine may ask, under the name localhost or 127.0.0.1.' });
}
