/**
 * A server for each adapter, on a real socket: the columns of the matrix.
 */
import { serve } from '@hono/node-server';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import express from 'express';
import express4 from 'express4';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import 'reflect-metadata';
import { expressHandler } from '../../src/adapters/express.ts';
import { fastifyPlugin } from '../../src/adapters/fastify.ts';
import { koaMiddleware } from '../../src/adapters/koa.ts';
import { MaxunWebhookModule, nestMiddleware } from '../../src/adapters/nest.ts';
import { nodeHandler } from '../../src/adapters/node.ts';
import { webHandler } from '../../src/adapters/web.ts';
import type { DeliveryHandler } from '../../src/index.ts';
import { lambdaServer } from './lambda-server.ts';
import { webServer } from './web-server.ts';

/** Where the deliveries of every stack arrive. */
export const HOOK = '/hooks/maxun';

/** A server that listens. */
export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

/** One column of the matrix. */
export interface Stack {
  readonly name: string;
  /** Starts an app whose every request to {@link HOOK} is the receiver's. */
  start(receiver: DeliveryHandler): Promise<Running>;
  /** Starts an app whose JSON parser comes first; absent where none can. */
  startParsed?(this: void, receiver: DeliveryHandler): Promise<Running>;
  /** What the error of a parsed body advises. */
  readonly advice?: RegExp;
  /** The adapter is given whole bodies: whatever is before it reads them. */
  readonly buffers?: true;
}

/** Listens, and cuts every connection when it is closed. */
export async function listen(server: Server): Promise<Running> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function expressStack(name: string, create: typeof express): Stack {
  return {
    name,
    advice: /expressHandler before app\.use\(express\.json\(\)\)/,
    async start(receiver) {
      const app = create();
      app.all(HOOK, expressHandler(receiver));
      return listen(createServer(app));
    },
    async startParsed(receiver) {
      const app = create();
      app.use(create.json());
      app.all(HOOK, expressHandler(receiver));
      return listen(createServer(app));
    },
  };
}

const nodeStack: Stack = {
  name: 'node',
  advice: /before anything reads it/,
  start: async (receiver) => listen(createServer(nodeHandler(receiver) as RequestListener)),
  async startParsed(receiver) {
    const handle = nodeHandler(receiver);
    return listen(
      createServer((request, response) => {
        request.resume().on('end', () => void handle(request, response));
      }),
    );
  },
};

const fastifyStack: Stack = {
  name: 'fastify',
  async start(receiver) {
    const app = Fastify();
    await app.register(fastifyPlugin(receiver, { path: HOOK }));
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const close = async (): Promise<void> => {
      app.server.closeAllConnections();
      await app.close();
    };
    return { port, close };
  },
};

/** Koa prints every connection that breaks, unless it is silent. */
function newKoa(): Koa {
  const app = new Koa();
  app.silent = true;
  return app;
}

const koaStack: Stack = {
  name: 'koa',
  advice: /koaMiddleware before the body parser/,
  async start(receiver) {
    const app = newKoa();
    app.use(koaMiddleware(receiver));
    return listen(createServer(app.callback() as RequestListener));
  },
  async startParsed(receiver) {
    const app = newKoa();
    app.use(async ({ req, request }, next) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      (request as { body?: unknown }).body = JSON.parse(Buffer.concat(chunks).toString());
      await next();
    });
    app.use(koaMiddleware(receiver));
    return listen(createServer(app.callback() as RequestListener));
  },
};

/** Nest knows modules by their class. */
function newModule(): new () => object {
  return class {
    readonly isModule = true;
  };
}

async function nest(receiver: DeliveryHandler, rawBody: boolean): Promise<Running> {
  const token = Symbol('receiver');
  const ReceiverModule = newModule();
  Module({ providers: [{ provide: token, useValue: receiver }], exports: [token] })(ReceiverModule);
  const AppModule = newModule();
  Module({
    imports: [
      MaxunWebhookModule.forRootAsync({
        path: HOOK.slice(1),
        imports: [ReceiverModule],
        inject: [token],
        useFactory: (given: DeliveryHandler) => given,
      }),
    ],
  })(AppModule);
  const app = await NestFactory.create(AppModule, { rawBody, logger: false });
  await app.init();
  const running = await listen(createServer(app.getHttpAdapter().getInstance() as RequestListener));
  const close = async (): Promise<void> => {
    await running.close();
    await app.close();
  };
  return { port: running.port, close };
}

/** Before the app's `init`, which is when Nest puts its parsers in. */
const nestEarlyStack: Stack = {
  name: 'nest, before its parsers',
  async start(receiver) {
    const AppModule = newModule();
    Module({})(AppModule);
    const app = await NestFactory.create(AppModule, { logger: false });
    app.use(HOOK, nestMiddleware(receiver));
    await app.init();
    return listen(createServer(app.getHttpAdapter().getInstance() as RequestListener));
  },
};

const nestStack: Stack = {
  name: 'nest',
  advice: /rawBody: true/,
  // Nest's own parsers come first; with `rawBody: true` they keep the bytes.
  buffers: true,
  start: async (receiver) => nest(receiver, true),
  startParsed: async (receiver) => nest(receiver, false),
};

const honoStack: Stack = {
  name: 'hono',
  advice: /before request\.json\(\)/,
  async start(receiver) {
    const handle = webHandler(receiver);
    const app = new Hono();
    app.all(HOOK, async (context) => handle(context.req.raw));
    return startHono(app);
  },
  async startParsed(receiver) {
    const handle = webHandler(receiver);
    const app = new Hono();
    app.use(async (context, next) => {
      await context.req.json();
      await next();
    });
    app.all(HOOK, async (context) => handle(context.req.raw));
    return startHono(app);
  },
};

async function startHono(app: Hono): Promise<Running> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      const close = async (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done());
          (server as Server).closeAllConnections();
        });
      resolve({ port, close });
    });
  });
}

const webStack: Stack = {
  name: 'web',
  advice: /before request\.json\(\)/,
  start: async (receiver) => listen(webServer(webHandler(receiver))),
  async startParsed(receiver) {
    const handle = webHandler(receiver);
    return listen(
      webServer(async (request) => {
        await request.text();
        return handle(request);
      }),
    );
  },
};

const lambdaStacks: readonly Stack[] = (['1.0', '2.0', 'function-url'] as const).map((format) => ({
  name: `lambda ${format}`,
  buffers: true,
  advice: /the event as AWS sends it/,
  start: async (receiver) => listen(lambdaServer(receiver, { format })),
  startParsed: async (receiver) => listen(lambdaServer(receiver, { format, isParsed: true })),
}));

/** Every column of the matrix. */
export const stacks: readonly Stack[] = [
  nodeStack,
  expressStack('express 5', express),
  expressStack('express 4', express4),
  fastifyStack,
  koaStack,
  nestStack,
  nestEarlyStack,
  honoStack,
  webStack,
  ...lambdaStacks,
];
