/**
 * Receives deliveries in Express 4 and 5.
 *
 * @module maxun-webhooks/express
 */
import type { Request, Response } from 'express';
import type { DeliveryHandler } from '../receive/index.ts';
import { receiveRequest, writeAnswer } from './node-body.ts';

const ADVICE =
  "register the route of expressHandler before app.use(express.json()), or put express.raw({ type: '*/*', " +
  "limit: '10mb' }) on the route instead.";

/**
 * Makes a handler of a route. It reads the raw body by itself, so no body parser may be before it; where one keeps the
 * raw bytes (`express.raw`, or a `verify` that sets `request.rawBody`), they are taken.
 *
 * @param receiver of the deliveries
 * @returns for `app.all(path, …)`: with `app.post`, Express answers the GET that a redirect makes with 404, and nobody is told
 * why. Never calls `next`
 * @example
 * ```ts
 * app.all('/hooks/maxun', expressHandler(receiver)); // before app.use(express.json())
 * ```
 */
export function expressHandler(
  receiver: DeliveryHandler,
): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    const options = { url: request.originalUrl, kept: request, advice: ADVICE };
    writeAnswer(request, response, await receiveRequest(receiver, request, options));
  };
}
