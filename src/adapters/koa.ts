/**
 * Receives deliveries in Koa.
 *
 * @module maxun-webhooks/koa
 */
import type { Context } from 'koa';
import type { DeliveryHandler } from '../receive/index.ts';
import { receiveRequest, writeAnswer } from './node-body.ts';

const ADVICE =
  'put koaMiddleware before the body parser, or let the parser keep the text as request.rawBody, as koa-bodyparser does.';

/**
 * Makes a middleware. Every request that it gets is taken as a delivery, so choose by path before it.
 *
 * @param receiver of the deliveries
 * @returns for a router's `all`, or for `app.use`; never calls `next`
 * @example
 * ```ts
 * router.all('/hooks/maxun', koaMiddleware(receiver)); // before app.use(bodyParser())
 * ```
 */
export function koaMiddleware(receiver: DeliveryHandler): (context: Context) => Promise<void> {
  return async (context) => {
    const answer = await receiveRequest(receiver, context.req, {
      url: context.originalUrl,
      // Koa's parsers put what they keep on its own request, not on Node's.
      kept: context.request,
      advice: ADVICE,
    });
    context.status = answer.status;
    if (context.req.complete) {
      context.set(answer.headers);
      context.body = answer.body;
      return;
    }
    context.respond = false;
    writeAnswer(context.req, context.res, answer);
  };
}
