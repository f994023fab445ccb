/**
 * The control API, everything under `/__mock/`: the handler of each route of its description, guarded, with errors as JSON.
 *
 * @module mock-server/api/routes
 */
import express, { type Request, type Response, type Router } from 'express';
import { openApi } from '#generated/mock-api.js';
import { WebhookError } from '../../src/errors/index.ts';
import { memberOf } from '../../src/validation/pointer.ts';
import { createCsrfGuard, createOriginGuard } from './guards.ts';
import { type ControlContext, type Handler, HANDLERS } from './handlers.ts';
import { HttpError } from './http-error.ts';
import type { ApiError } from './types.ts';

export type { ControlContext } from './handlers.ts';

/**
 * The routes, below `/__mock/`. Who may ask is checked before.
 *
 * @param context what they work with
 */
export function controlRoutes(context: ControlContext): Router {
  const router = express.Router();
  router.use(createOriginGuard(context.origins), setHeaders, createCsrfGuard(context.csrfToken));
  // A payload in a request is JSON within JSON: some room for its escapes.
  router.use(express.json({ limit: context.maxBodyBytes * 2, strict: false }));
  for (const [path, methods] of Object.entries(openApi.paths))
    addPath(router, path, { methods: Object.keys(methods), context });
  router.use((_request, response) => {
    fail(response, 404, { error: 'There is no such route: /__mock/openapi.json lists them.' });
  });
  router.use(onError);
  return router;
}

function addPath(
  router: Router,
  documented: string,
  { methods, context }: { methods: readonly string[]; context: ControlContext },
): void {
  const path = documented.replace('/__mock', '');
  const allowed = methods.map((method) => method.toUpperCase());
  const route = path.replace('{id}', ':id');
  router.all(route, (request, response, next) => {
    const handler = HANDLERS[`${request.method === 'HEAD' ? 'GET' : request.method} ${path}`];
    // oxlint-disable-next-line promise/no-callback-in-promise -- what Express itself does with a handler's promise
    if (handler !== undefined) return void answer(handler, { context, request, response }).catch(next);
    response.set('allow', allowed.join(', '));
    const expected = allowed.join(' or ');
    return fail(response, 405, {
      error: `Method ${request.method} is not allowed here: expected ${expected}.`,
    });
  });
}

async function answer(
  handler: Handler,
  { context, request, response }: { context: ControlContext; request: Request; response: Response },
): Promise<void> {
  const value = await handler(context, request, response);
  if (value !== undefined) response.type('json').send(context.mask(JSON.stringify(value)));
}

function setHeaders(_request: Request, response: Response, next: () => void): void {
  response.set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  next();
}

/** Express takes a handler of four parameters for one of errors. */
// eslint-disable-next-line max-params -- see above
function onError(error: unknown, _request: Request, response: Response, _next: () => void): void {
  if (response.headersSent) return void response.destroy();
  if (error instanceof HttpError) return fail(response, error.status, { error: error.message });
  if (error instanceof WebhookError) return fail(response, 400, { error: error.message, code: error.code });
  if (error instanceof TypeError || error instanceof RangeError) {
    return fail(response, 400, { error: error.message });
  }
  const status = memberOf(error, 'status');
  if (typeof status !== 'number' || status < 400 || status > 499)
    return fail(response, 500, { error: 'The mock receiver failed: please report it.' });
  return fail(response, status, { error: 'The request is not JSON, or it is too large.' });
}

function fail(response: Response, status: number, error: ApiError): void {
  response.status(status).json(error);
}
