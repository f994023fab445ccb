// Serves generated handlers, each as its framework does. Arguments: framework and file, in turn. Prints the ports of all.
import 'reflect-metadata';
import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import Fastify from 'fastify';
import Koa from 'koa';

// oxlint-disable-next-line typescript/no-explicit-any -- what a generated file exports depends on its framework
type Handlers = any;

function serveWeb(fetch: (request: Request) => Response | Promise<Response>): Server {
  return createServer(getRequestListener(fetch));
}

const STARTS: Readonly<Record<string, (handlers: Handlers) => Server | Promise<Server>>> = {
  express: ({ maxunWebhooks }) => createServer(express().use(maxunWebhooks)),
  async fastify({ maxunWebhooks }) {
    const app = Fastify();
    await app.register(maxunWebhooks);
    await app.ready();
    return app.server;
  },
  koa: ({ maxunWebhooks }) => createServer(new Koa().use(maxunWebhooks).callback() as RequestListener),
  async nest({ MaxunWebhooksModule }) {
    const options = { rawBody: true, logger: false } as const;
    const app = await NestFactory.create<NestExpressApplication>(MaxunWebhooksModule, options);
    app.useBodyParser('json', { limit: '10mb' });
    await app.init();
    return app.getHttpServer() as Server;
  },
  next: ({ GET, POST }) => serveWeb((request) => (request.method === 'POST' ? POST(request) : GET(request))),
  hono: ({ maxunWebhooks }) => serveWeb((request) => maxunWebhooks.fetch(request)),
  workers: ({ worker }) =>
    serveWeb((request) => worker.fetch(request, process.env, { waitUntil: () => undefined })),
  lambda: ({ handler }) =>
    createServer((request, response) => {
      void (async () => {
        const [rawPath, rawQueryString = ''] = (request.url ?? '').split('?');
        const body = (await buffer(request)).toString('base64');
        const requestContext = { http: { method: request.method } };
        const event = { rawPath, rawQueryString, requestContext, headers: request.headers, body };
        const result = await handler({ ...event, isBase64Encoded: true });
        response.writeHead(result.statusCode, result.headers).end(result.body);
        // A sender that breaks off is not the handler's to see.
      })().catch(() => response.destroy());
    }),
  node: ({ maxunWebhooks }) =>
    createServer((request, response) => {
      if (!maxunWebhooks(request, response)) response.writeHead(404).end();
    }),
};

const args = process.argv.slice(2);
const ports: number[] = [];
for (let at = 0; at < args.length; at += 2) {
  const start = STARTS[args[at] ?? ''];
  const server = await start?.(await import(pathToFileURL(args[at + 1] ?? '').href));
  await once(server!.listen(0, '127.0.0.1'), 'listening');
  ports.push((server!.address() as AddressInfo).port);
}
console.log(`Ports: ${ports.join(' ')}.`);
