/**
 * The Express app of the mock receiver: the hook, and the control routes under `/__mock/`.
 *
 * @module mock-server/app
 */
import express, { type Express, type Request, type Response } from 'express';
import { PayloadError } from '../src/errors/index.ts';
import { answerOf, judge, refusal } from './answer.ts';
import type { Delivery, Journal, Verdict } from './journal.ts';
import { loopbackOnly } from './loopback.ts';
import { readBody } from './read-body.ts';

/** What {@link createApp} takes. */
export interface AppOptions {
  /** Keeps what arrives. */
  readonly journal: Journal;
  /** Path of the hook. */
  readonly hookPath: string;
  /** Answer 422 to what does not meet the documented contract. */
  readonly strict: boolean;
  /** The most bytes that a body may have. */
  readonly maxBodyBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The app. It listens nowhere yet.
 *
 * @param options where to keep what arrives, and how to judge it
 */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.post(options.hookPath, (request, response) => receive(request, response, options));
  app.use('/__mock', loopbackOnly, controlRoutes(options.journal));
  app.use((_request, response) => {
    response.status(404).json({ error: `Nothing is here. Deliveries go to POST ${options.hookPath}.` });
  });
  return app;
}

async function receive(request: Request, response: Response, options: AppOptions): Promise<void> {
  const { body, verdict } = await judgeRequest(request, options);
  const { journal, now } = options;
  const { method, originalUrl: url, rawHeaders } = request;
  journal.add({ receivedAt: new Date(now()).toISOString(), method, url, rawHeaders, body, verdict });
  if (response.destroyed) return;
  // Whoever is refused before the end of the body is not read on, so the connection cannot be used again.
  const close = request.readableEnded ? {} : { connection: 'close' };
  response.writeHead(verdict.status, { 'content-type': 'application/json', ...close });
  response.end(answerOf(verdict));
}

async function judgeRequest(
  request: Request,
  { strict, maxBodyBytes }: AppOptions,
): Promise<{ body: Uint8Array; verdict: Verdict }> {
  try {
    const body = await readBody(request, maxBodyBytes);
    return { body, verdict: judge(body, strict) };
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    return { body: new Uint8Array(), verdict: refusal(error) };
  }
}

function controlRoutes(journal: Journal): express.Router {
  const router = express.Router();
  router.get('/deliveries', (_request, response) => {
    response.json({ deliveries: journal.deliveries.map(toJson) });
  });
  router.get('/deliveries/:id', (request, response) => {
    const delivery = journal.find(request.params.id);
    if (delivery) response.json(toJson(delivery));
    else response.status(404).json({ error: 'No delivery of that id is kept.' });
  });
  return router;
}

function toJson({ body, ...delivery }: Delivery): Record<string, unknown> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return { ...delivery, body: bytes.toString('utf8'), bodyBase64: bytes.toString('base64') };
}
