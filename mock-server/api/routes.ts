/**
 * The control API: everything under `/__mock/`.
 *
 * @module mock-server/api/routes
 */
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { AddressGuard } from '../../src/address-guard/index.ts';
import { WebhookError } from '../../src/errors/index.ts';
import { memberOf } from '../../src/validation/pointer.ts';
import type { ApiError, DeliveryList, Health, PresetList, ReceiverInfo, Stats } from './types.ts';
import type { Delivery } from '../journal/delivery.ts';
import type { Forward } from '../outgoing/forward.ts';
import type { Journal } from '../journal/journal.ts';
import { parseScript } from '../script/parse.ts';
import { presets } from '../script/presets.ts';
import type { Script } from '../script/script.ts';
import { contractFile } from './contract-files.ts';
import { detailOf, fixtureOf } from './detail.ts';
import type { EventStream } from './event-stream.ts';
import { fixtureList } from '../outgoing/fixtures.ts';
import { createCsrfGuard, sameOriginOnly } from './guards.ts';
import { harOf } from './har.ts';
import { openApi } from './openapi/document.ts';
import { replay, sendFixture, type SendingContext } from '../outgoing/sending.ts';

/** What the control API works with. */
export interface ControlContext {
  readonly journal: Journal;
  readonly script: Script;
  readonly forward: Forward;
  readonly events: EventStream;
  readonly guard: AddressGuard;
  readonly csrfToken: string;
  /** The most bytes of a request. */
  readonly maxBodyBytes: number;
  /** Known only once the receiver listens. */
  readonly info: () => ReceiverInfo;
  /** The same. */
  readonly sending: () => SendingContext;
}

/**
 * The routes, below `/__mock/`. Who may ask is checked before.
 *
 * @param context what they work with
 */
export function controlRoutes(context: ControlContext): Router {
  const router = express.Router();
  router.use(sameOriginOnly, noStore, createCsrfGuard(context.csrfToken));
  // A payload in a request is JSON within JSON: some room for its escapes.
  router.use(express.json({ limit: context.maxBodyBytes * 2, strict: false }));
  addReceiver(router, context);
  addList(router, context);
  addDelivery(router, context);
  addScript(router, context);
  addSending(router, context);
  addDocuments(router);
  router.use((_request, response) => {
    fail(response, 404, { error: 'There is no such route: /__mock/openapi.json lists them.' });
  });
  router.use(onError);
  return router;
}

function addReceiver(router: Router, { journal, events, info }: ControlContext): void {
  router.get('/receiver', (_request, response) => void response.json(info()));
  router.get('/health', (_request, response) => void response.json({ ok: true } satisfies Health));
  router.get('/stats', (_request, response) => {
    response.json({ ...journal.stats, listeners: events.listeners } satisfies Stats);
  });
  router.get('/events', (request, response) => events.open(request, response));
}

function addList(router: Router, { journal, events, info }: ControlContext): void {
  router.get('/deliveries', (request, response) => {
    const limit = wholeNumber(request.query['limit'] ?? '200', 'limit', 1000);
    const before = optionalNumber(request, 'before');
    const after = optionalNumber(request, 'after');
    const { lastEventId } = events;
    const { deliveries, hasMore } = journal.page({ limit, ...before, ...after });
    const list = deliveries.map(({ summary }) => summary);
    response.json({ deliveries: list, hasMore, lastEventId } satisfies DeliveryList);
  });
  router.delete('/deliveries', (_request, response) => void response.json({ cleared: journal.clear() }));
  router.get('/har', (_request, response) => {
    response.attachment('deliveries.har');
    response.json(harOf(journal.deliveries, harOptions(info())));
  });
}

/** What is done with one delivery. */
type Answerer = (delivery: Delivery, response: Response, request: Request) => unknown;

function addDelivery(router: Router, { journal, info, sending }: ControlContext): void {
  const one =
    (answer: Answerer): RequestHandler =>
    async (request, response) => {
      const delivery = journal.find(String(request.params['id']));
      if (delivery === undefined) fail(response, 404, { error: 'No delivery of that id is kept.' });
      else await answer(delivery, response, request);
    };
  const har: Answerer = (delivery, response) => {
    response.attachment(`delivery-${delivery.id}.har`);
    response.json(harOf([delivery], harOptions(info())));
  };
  const again: Answerer = async (delivery, response, request) => {
    response.json(await replay(delivery, request.body, sending()));
  };
  router.get(
    '/deliveries/:id',
    one((delivery, response) => response.json(detailOf(delivery))),
  );
  router.get('/deliveries/:id/body', one(sendBody));
  router.get('/deliveries/:id/har', one(har));
  router.get('/deliveries/:id/fixture', one(sendFixtureFile));
  router.post('/deliveries/:id/replay', one(again));
}

function sendBody({ id, body }: Delivery, response: Response): void {
  // Never to be rendered, whatever a payload holds: plain text, and a file to save.
  response.set('content-type', 'text/plain; charset=utf-8');
  response.set('content-disposition', `attachment; filename="delivery-${id}.txt"`);
  response.end(body);
}

function sendFixtureFile(delivery: Delivery, response: Response): void {
  response.attachment(`delivery-${delivery.id}.json`);
  response.send(JSON.stringify(fixtureOf(delivery), undefined, 2));
}

function addScript(router: Router, { script }: ControlContext): void {
  router.get('/script', (_request, response) => void response.json(script.state));
  router.put('/script', (request, response) => {
    script.set(parseScript(request.body));
    response.json(script.state);
  });
  router.delete('/script', (_request, response) => {
    script.set([]);
    response.json(script.state);
  });
  router.get('/presets', (_request, response) => void response.json({ presets } satisfies PresetList));
}

function addSending(router: Router, { forward, guard, sending }: ControlContext): void {
  router.get('/fixtures', (_request, response) => void response.json(fixtureList(sending().clock)));
  router.post('/send', (request, response, next) => {
    sendFixture(request.body, sending()).then((result) => response.json(result), next);
  });
  router.put('/forward', (request, response) => {
    const url = memberOf(request.body, 'url');
    if (url !== null && typeof url !== 'string') throw new TypeError('url: expected a text or null.');
    forward.set(url === null ? undefined : guard.checkUrl(url).href, sending().toOthers);
    response.json(forward.state);
  });
}

function addDocuments(router: Router): void {
  router.get('/openapi.json', (_request, response) => void response.json(openApi()));
  for (const name of ['asyncapi.yaml', 'observed.yaml'] as const) {
    router.get(`/contract/${name}`, async (_request, response) => {
      response.type('application/yaml').send(await contractFile(name));
    });
  }
}

function noStore(_request: Request, response: Response, next: () => void): void {
  response.set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  next();
}

/** Express takes a handler of four parameters for one of errors. */
// eslint-disable-next-line max-params -- see above
function onError(error: unknown, _request: Request, response: Response, _next: () => void): void {
  if (error instanceof WebhookError) return fail(response, 400, { error: error.message, code: error.code });
  if (error instanceof TypeError || error instanceof RangeError) {
    return fail(response, 400, { error: error.message });
  }
  const status = memberOf(error, 'status');
  if (typeof status !== 'number' || status < 400 || status > 499)
    return fail(response, 500, { error: 'It failed.' });
  return fail(response, status, { error: 'The request is no JSON, or too large.' });
}

function fail(response: Response, status: number, error: ApiError): void {
  response.status(status).json(error);
}

function optionalNumber(request: Request, name: 'before' | 'after'): Partial<Record<typeof name, number>> {
  const value = request.query[name];
  return value === undefined ? {} : { [name]: wholeNumber(value, name, Number.MAX_SAFE_INTEGER) };
}

function wholeNumber(value: unknown, name: string, max: number): number {
  const number = Number(value);
  if (typeof value === 'string' && /^\d{1,16}$/.test(value) && number >= 1 && number <= max) return number;
  throw new RangeError(`${name}: expected a whole number from 1 to ${max}.`);
}

function harOptions({ urls, version }: ReceiverInfo): { origin: string; version: string } {
  return { origin: new URL(urls[0]?.url ?? 'http://localhost').origin, version };
}
