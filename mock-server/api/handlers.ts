/**
 * What each route of the control API does.
 *
 * @module mock-server/api/handlers
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { openApi } from '#generated/mock-api.js';
import type { Mask } from '../../src/errors/mask-values.ts';
import type { ProbeResult } from '../../src/probe/index.ts';
import type { Delivery } from '../journal/delivery.ts';
import type { Journal } from '../journal/journal.ts';
import { fixtureList } from '../outgoing/fixtures.ts';
import type { Forward } from '../outgoing/forward.ts';
import type { GrowingGuard } from '../outgoing/growing-guard.ts';
import { replay, sendFixture, type SendingContext } from '../outgoing/sending.ts';
import type { Probes } from '../probe/probes.ts';
import { parseScript } from '../script/parse.ts';
import { presets } from '../script/presets.ts';
import type { Script } from '../script/script.ts';
import { contractFile } from './contract-files.ts';
import { detailOf, fixtureOf } from './detail.ts';
import type { EventStream } from './event-stream.ts';
import { harText } from './har.ts';
import { HttpError } from './http-error.ts';
import { readRequest } from './read-request.ts';
import type * as api from './types.ts';

/** What the control API works with. */
export interface ControlContext {
  readonly journal: Journal;
  readonly script: Script;
  readonly forward: Forward;
  readonly events: EventStream;
  readonly guard: GrowingGuard;
  readonly probes: Probes;
  readonly mask: Mask;
  readonly csrfToken: string;
  /** Origins of the page behind a proxy. */
  readonly origins: readonly string[] | undefined;
  /** The most bytes of a request. */
  readonly maxBodyBytes: number;
  /** Known only once the receiver listens. */
  readonly info: () => api.ReceiverInfo;
  /** The same. */
  readonly sending: () => SendingContext;
}

/** Gives the JSON to answer with; `undefined` if it has answered by itself. */
export type Handler = (context: ControlContext, request: Request, response: Response) => unknown;

/** The handler of each method and path of the description. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  'GET /receiver': ({ info }) => info(),
  'GET /health': (): api.Health => ({ ok: true }),
  'GET /stats': ({ journal, events }): api.Stats => ({ ...journal.stats, listeners: events.listeners }),
  'GET /deliveries': listDeliveries,
  'DELETE /deliveries': ({ journal }): api.Cleared => ({ cleared: journal.clear() }),
  'GET /deliveries/{id}': (context, request) => detailOf(deliveryOf(context, request)),
  'GET /deliveries/{id}/body': (context, request, response) => {
    const { id, body } = deliveryOf(context, request);
    sendBody(body, { name: `delivery-${id}`, context, response });
  },
  'GET /deliveries/{id}/run': (context, request) => deliveryOf(context, request).run,
  'GET /deliveries/{id}/har': async (context, request, response) => {
    const delivery = deliveryOf(context, request);
    await sendHar([delivery], { name: `delivery-${delivery.id}`, context, response });
  },
  'GET /deliveries/{id}/fixture': (context, request, response) => {
    const delivery = deliveryOf(context, request);
    response.attachment(`delivery-${delivery.id}.json`);
    response.send(context.mask(JSON.stringify(fixtureOf(delivery), undefined, 2)));
  },
  'POST /deliveries/{id}/replay': async (context, request) =>
    replay(deliveryOf(context, request), readRequest('ReplayRequest', request.body), context.sending()),
  'GET /har': async (context, _request, response) =>
    sendHar(context.journal.deliveries, { name: 'deliveries', context, response }),
  'GET /fixtures': ({ sending }) => fixtureList(sending().clock),
  'POST /send': async ({ sending }, { body }) => sendFixture(readRequest('SendRequest', body), sending()),
  'POST /allow': ({ guard }, { body }): api.AllowState => {
    guard.allow(readRequest('AllowRequest', body).host);
    return { allowed: guard.allowed };
  },
  'GET /probe': ({ probes }) => probes.state,
  'POST /probe': async ({ probes }, { body }) => probes.start(readRequest('ProbeRequest', body)),
  'DELETE /probe': ({ probes }) => probes.stop(),
  'GET /probe/cases/{id}': async ({ probes }, request) => probes.detailOf(idOf(request)),
  'GET /probe/cases/{id}/body': (context, request, response) => {
    const id = idOf(request);
    sendBody(context.probes.caseOf(id).body, { name: `probe-${id}`, context, response });
  },
  'GET /probe/report.json': async (context, _request, response) => sendReport('json', context, response),
  'GET /probe/report.xml': async (context, _request, response) => sendReport('xml', context, response),
  'GET /probe/report.md': async (context, _request, response) => sendReport('md', context, response),
  'GET /script': ({ script }): api.ScriptState => script.state,
  'PUT /script': ({ script }, { body }): api.ScriptState => {
    script.set(parseScript(body));
    return script.state;
  },
  'DELETE /script': ({ script }): api.ScriptState => {
    script.set([]);
    return script.state;
  },
  'GET /presets': (): api.PresetList => ({ presets }),
  'PUT /forward': setForward,
  'GET /events': ({ events }, request, response) => {
    const { lastEventId } = readRequest('EventsQuery', request.query);
    events.open(request.get('last-event-id') ?? lastEventId, response);
  },
  'GET /contract/asyncapi.yaml': async (_context, _request, response) =>
    sendContract('asyncapi.yaml', response),
  'GET /contract/observed.yaml': async (_context, _request, response) =>
    sendContract('observed.yaml', response),
  'GET /openapi.json': () => openApi,
};

function idOf(request: Request): string {
  return String(request.params['id']);
}

function deliveryOf({ journal }: ControlContext, request: Request): Delivery {
  const delivery = journal.find(idOf(request));
  if (delivery === undefined) throw new HttpError(404, 'No delivery with this id is kept.');
  return delivery;
}

function listDeliveries({ journal, events }: ControlContext, request: Request): api.DeliveryList {
  const numbers = Object.entries(request.query).map(([name, text]) => [name, numberOf(text)]);
  const query = readRequest('ListQuery', Object.fromEntries(numbers));
  const { lastEventId } = events;
  const { deliveries, hasMore } = journal.page({ limit: 200, ...query });
  return { deliveries: deliveries.map(({ summary }) => summary), hasMore, lastEventId };
}

/** A query is text; what is not written as a number stays one, to be refused. */
function numberOf(text: unknown): unknown {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : text;
}

interface ToSave {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly context: ControlContext;
  readonly response: Response;
}

function sendBody(body: Uint8Array, { name, context, response }: ToSave): void {
  // Never to be rendered, whatever a payload holds: plain text, and a file to save.
  response.set('content-type', 'text/plain; charset=utf-8');
  response.set('content-disposition', `attachment; filename="${name}.txt"`);
  // Latin-1 keeps every byte; only where a secret of the receiver stands, the bytes are others.
  const text = Buffer.from(body).toString('latin1');
  const masked = context.mask(text);
  response.end(masked === text ? body : Buffer.from(masked.replaceAll('…', '...'), 'latin1'));
}

async function sendHar(deliveries: readonly Delivery[], { name, context, response }: ToSave): Promise<void> {
  const { urls, version } = context.info();
  const origin = new URL(urls[0]?.url ?? 'http://localhost').origin;
  response.attachment(`${name}.har`).type('json');
  const pieces = harText(deliveries, { origin, version });
  try {
    await pipeline(Readable.from(masked(pieces, context)), response);
  } catch (error) {
    if (!response.destroyed) throw error;
  }
}

function* masked(pieces: Iterable<string>, { mask }: ControlContext): Generator<string> {
  for (const piece of pieces) yield mask(piece);
}

/** The report of a probe, by the ending of its file. */
const REPORTS = {
  json: (result: ProbeResult) => JSON.stringify(result, undefined, 2),
  xml: async (result: ProbeResult) => (await import('../../src/probe/index.ts')).probeToJUnit(result),
  md: async (result: ProbeResult) => (await import('../../src/probe/index.ts')).probeToMarkdown(result),
};

async function sendReport(
  ending: keyof typeof REPORTS,
  { probes, mask }: ControlContext,
  response: Response,
): Promise<void> {
  // Before the headers: without a report, the answer is an error in JSON.
  const report = await REPORTS[ending](probes.result);
  response.attachment(`probe.${ending}`).send(mask(report));
}

async function sendContract(name: 'asyncapi.yaml' | 'observed.yaml', response: Response): Promise<void> {
  response.type('application/yaml').send(await contractFile(name));
}

function setForward({ forward, guard, sending }: ControlContext, { body }: Request): api.ForwardState {
  const { url } = readRequest('ForwardRequest', body);
  forward.set(url === null ? undefined : guard.checkUrl(url).href, sending().toOthers);
  return forward.state;
}
