/**
 * A server for each framework, with an endpoint per flaw: the flaw is the first part of the path.
 *
 * @module test/probe/endpoints/frameworks
 */
import express from 'express';
import Fastify from 'fastify';
import Koa from 'koa';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen, type Running } from '../../adapters/stacks.ts';
import { Endpoint, type Flaw, type PlainAnswer, type PlainRequest, StockEndpoint } from './receive.ts';

/** A server of flawed endpoints. */
export interface FlawedServer extends Running {
  endpointOf(flaw: Flaw): Endpoint;
}

class Endpoints {
  readonly #all = new Map<string, Endpoint>();

  of(flaw: string): Endpoint {
    const isStock = flaw.startsWith('stock-');
    const made = (): Endpoint =>
      isStock ? new StockEndpoint(flaw.slice(6) as 'none') : new Endpoint(flaw as Flaw);
    const endpoint = this.#all.get(flaw) ?? made();
    this.#all.set(flaw, endpoint);
    return endpoint;
  }

  async receive(request: PlainRequest): Promise<PlainAnswer> {
    return this.of(/^\/([\w-]+)/.exec(request.url)?.[1] ?? 'none').receive(request);
  }
}

const LARGE = 20_000_000;

export async function startExpress(): Promise<FlawedServer> {
  const endpoints = new Endpoints();
  const app = express();
  const parse = express.raw({ type: () => true, limit: LARGE, inflate: false });
  // Express's own limit is 100 kB.
  app.use('/limit-100-kb', express.raw({ type: () => true, inflate: false }));
  app.use(parse);
  app.use((request, response, next) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const { method, originalUrl: url, headers, rawHeaders } = request;
    const answered = endpoints.receive({ method, url, headers, rawHeaders, body });
    answered.then((answer) => response.status(answer.status).set(answer.headers).send(answer.body), next);
  });
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
  const refuse: express.ErrorRequestHandler = (error: { status?: number }, _request, response, next) => {
    if (response.headersSent) next();
    else response.status(error.status ?? 500).send('refused');
  };
  app.use(refuse);
  return { ...(await listen(createServer(app))), endpointOf: (flaw) => endpoints.of(flaw) };
}

export async function startFastify(): Promise<FlawedServer> {
  const endpoints = new Endpoints();
  const app = Fastify({ bodyLimit: LARGE });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const receive = async (
    request: { raw: { rawHeaders: string[] } } & Omit<PlainRequest, 'rawHeaders' | 'body'> & {
        body?: unknown;
      },
  ) =>
    endpoints.receive({
      method: request.method,
      url: request.url,
      headers: request.headers,
      rawHeaders: request.raw.rawHeaders,
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    });
  // Fastify's own limit is 1 MiB.
  for (const [url, bodyLimit] of [
    ['/limit-1-mb', 1_048_576],
    ['/:flaw', LARGE],
  ] as const) {
    app.all(url, { bodyLimit }, async (request, reply) => {
      const { status, headers, body } = await receive(request);
      return reply
        .code(status)
        .headers(headers ?? {})
        .send(body);
    });
  }
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    app.server.closeAllConnections();
    await app.close();
  };
  return { port, close, endpointOf: (flaw) => endpoints.of(flaw) };
}

export async function startKoa(): Promise<FlawedServer> {
  const endpoints = new Endpoints();
  const app = new Koa();
  app.silent = true;
  app.use(async (context) => {
    const chunks: Buffer[] = [];
    for await (const chunk of context.req) chunks.push(chunk as Buffer);
    const { method, url, headers } = context;
    const { rawHeaders } = context.req;
    const answer = await endpoints.receive({ method, url, headers, rawHeaders, body: Buffer.concat(chunks) });
    context.status = answer.status;
    context.set(answer.headers ?? {});
    context.body = answer.body;
  });
  const running = await listen(createServer(app.callback() as RequestListener));
  return { ...running, endpointOf: (flaw) => endpoints.of(flaw) };
}
