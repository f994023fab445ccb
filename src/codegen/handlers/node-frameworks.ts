/**
 * Express, Fastify, Koa, and Node's own `http`.
 *
 * @module codegen/handlers/node-frameworks
 */
import { type FrameworkText, plainFile } from './framework.ts';

export const express: FrameworkText = {
  packages: ['express'],
  types: ['@types/express'],
  handlers: plainFile({
    imports: [
      "import { Router } from 'express';",
      "import { expressHandler } from 'maxun-webhooks/express';",
    ],
    mount: `// For all methods: a redirect turns Maxun's POST into a GET, and the receiver's answer explains that.
export const maxunWebhooks = Router();
maxunWebhooks.all('/hooks/maxun', expressHandler(receiver));
`,
  }),
  test: {
    imports: ["import express from 'express';"],
    start: `const app = express();
app.use(maxunWebhooks);
return createServer(app);`,
  },
  mount: `import { maxunWebhooks } from './maxun-webhooks.js';
app.use(maxunWebhooks); // before app.use(express.json()): the exact bytes are signed`,
};

export const fastify: FrameworkText = {
  packages: ['fastify'],
  handlers: plainFile({
    imports: ["import { fastifyPlugin } from 'maxun-webhooks/fastify';"],
    mount: `export const maxunWebhooks = fastifyPlugin(receiver, { path: '/hooks/maxun' });\n`,
  }),
  test: {
    imports: ["import Fastify from 'fastify';"],
    start: `const app = Fastify();
await app.register(maxunWebhooks);
await app.ready();
return app.server;`,
  },
  mount: `import { maxunWebhooks } from './maxun-webhooks.js';
await app.register(maxunWebhooks);`,
};

export const koa: FrameworkText = {
  packages: ['koa'],
  types: ['@types/koa'],
  handlers: plainFile({
    imports: [
      `⟦import type { Middleware } from 'koa';⟧`,
      "import { koaMiddleware } from 'maxun-webhooks/koa';",
    ],
    mount: `const receive = koaMiddleware(receiver);

export const maxunWebhooks⟦: Middleware⟧ = async (context, next) => {
  await (context.path === '/hooks/maxun' ? receive(context) : next());
};
`,
  }),
  test: {
    imports: ["import Koa from 'koa';"],
    start: `const app = new Koa();
app.use(maxunWebhooks);
return createServer(app.callback());`,
  },
  mount: `import { maxunWebhooks } from './maxun-webhooks.js';
app.use(maxunWebhooks); // before any body parser: the exact bytes are signed`,
};

export const node: FrameworkText = {
  handlers: plainFile({
    imports: [
      `⟦import type { IncomingMessage, ServerResponse } from 'node:http';⟧`,
      "import { nodeHandler } from 'maxun-webhooks/node';",
    ],
    mount: `const receive = nodeHandler(receiver);

/** Answers a request if it is for the path of the webhook. Returns whether it is. */
export function maxunWebhooks(request⟦: IncomingMessage⟧, response⟦: ServerResponse⟧)⟦: boolean⟧ {
  if (request.url?.split('?')[0] !== '/hooks/maxun') return false;
  void receive(request, response);
  return true;
}
`,
  }),
  test: {
    start: `return createServer((request, response) => {
  if (!maxunWebhooks(request, response)) response.writeHead(404).end();
});`,
  },
  mount: `import { createServer } from 'node:http';
import { slowSenderLimits } from 'maxun-webhooks/node';
import { maxunWebhooks } from './maxun-webhooks.js';
createServer(slowSenderLimits, (request, response) => {
  if (maxunWebhooks(request, response)) return;
  response.writeHead(404).end(); // the rest of your app
}).listen(3000);`,
};
