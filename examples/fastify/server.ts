import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { maxunWebhooks } from './maxun-webhooks.js';

const { PORT = '3000' } = process.env;

const app = Fastify();
await app.register(maxunWebhooks);

await app.listen({ port: Number(PORT) });
console.log(`Listening on port ${(app.server.address() as AddressInfo).port}`);
