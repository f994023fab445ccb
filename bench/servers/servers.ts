/**
 * The servers that receive: each framework by hand, and with this package.
 *
 * @module bench/servers/servers
 */
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { expressHandler } from '../../dist/src/adapters/express.js';
import { fastifyPlugin } from '../../dist/src/adapters/fastify.js';
import { nodeHandler } from '../../dist/src/adapters/node.js';
import { webHandler } from '../../dist/src/adapters/web.js';
import { createReceiver, unsigned } from '../../dist/src/index.js';
import { sqliteQueue } from '../../dist/src/queue/sqlite/index.js';
import { startMockReceiver } from '../../dist/mock-server/index.js';
import { handleByHand, readBytes, SECRET } from './by-hand.ts';

const PATH = '/hook';
/** Deliveries that a receiver keeps, the newest ones. */
const KEPT = 1000;

async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function receiver(): ReturnType<typeof createReceiver> {
  return createReceiver({ secrets: [SECRET] }).on('run_completed', () => undefined);
}

async function receiverWithInbox(): Promise<ReturnType<typeof createReceiver>> {
  const inbox = await sqliteQueue(join(await mkdtemp(join(tmpdir(), 'maxun-bench-')), 'inbox.db'));
  return createReceiver({ auth: unsigned(), inbox }).on('run_completed', () => undefined);
}

/** Starters by name. */
export const SERVERS: Readonly<Record<string, () => Promise<Pick<Server, 'address'>>>> = {
  sink: () =>
    listen((request, response) => {
      request.resume().on('end', () => response.end('{"ok":true}'));
    }),
  'sink that hangs at /hang': () => {
    let met = false;
    return listen((request, response) => {
      request.resume().on('end', () => {
        // Healthy when it is met, so that it is given all its concurrency before it hangs.
        if (request.url !== '/hang' || !met) response.end('{"ok":true}');
        met ||= request.url === '/hang';
      });
    });
  },
  'node:http, verified and kept by hand': () => {
    const kept: Buffer[] = [];
    return listen(async (request, response) => {
      const body = await readBytes(request);
      const status = handleByHand(body, request.headers);
      kept.push(body);
      if (kept.length > KEPT) kept.shift();
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"ok":true}');
    });
  },
  'mock receiver': async () => {
    const mock = await startMockReceiver({ path: PATH, secret: SECRET, maxDeliveries: KEPT });
    return { address: () => ({ port: mock.port, family: 'IPv4', address: '127.0.0.1' }) };
  },
  'node:http by hand': () =>
    listen(async (request, response) => {
      const status = handleByHand(await readBytes(request), request.headers);
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"ok":true}');
    }),
  'node:http': () => listen(nodeHandler(receiver())),
  'node:http, unsigned': () =>
    listen(nodeHandler(createReceiver({ auth: unsigned() }).on('run_completed', () => undefined))),
  'with an inbox that is handled': async () => listen(nodeHandler(await receiverWithInbox())),
  'with an inbox that is paused': async () => {
    const paused = await receiverWithInbox();
    paused.pause();
    return listen(nodeHandler(paused));
  },
  'Express by hand': () => {
    const app = express();
    app.post(PATH, express.raw({ type: 'application/json', limit: '10mb' }), (request, response) => {
      response.status(handleByHand(request.body as Buffer, request.headers)).json({ ok: true });
    });
    return listen(app);
  },
  Express: () => {
    const app = express();
    app.post(PATH, expressHandler(receiver()));
    return listen(app);
  },
  'Fastify by hand': async () => {
    const app = fastify();
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    app.post(PATH, (request, reply) => {
      reply.code(handleByHand(request.body as Buffer, request.headers)).send({ ok: true });
    });
    await app.listen();
    return app.server;
  },
  Fastify: async () => {
    const app = fastify();
    app.register(fastifyPlugin(receiver(), { path: PATH }));
    await app.listen();
    return app.server;
  },
  'Hono by hand': () => {
    const app = new Hono();
    app.post(PATH, async (context) => {
      const body = Buffer.from(await context.req.arrayBuffer());
      const status = handleByHand(body, context.req.header());
      return context.json({ ok: true }, status === 200 ? 200 : 401);
    });
    return listen(getRequestListener(app.fetch));
  },
  Hono: () => {
    const app = new Hono();
    const handle = webHandler(receiver());
    app.post(PATH, (context) => handle(context.req.raw));
    return listen(getRequestListener(app.fetch));
  },
};
