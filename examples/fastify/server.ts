import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { createReceiver } from 'maxun-webhooks';
import { fastifyPlugin } from 'maxun-webhooks/fastify';

const { MAXUN_WEBHOOK_SECRET = '', PORT = '3000' } = process.env;

const receiver = createReceiver({ secrets: [MAXUN_WEBHOOK_SECRET] })
  .on('run_completed', ({ run }) => console.log({ completed: run.id, lists: Object.keys(run.lists) }))
  .on('run_failed', ({ run }) => console.log({ failed: run.id, why: run.error?.message }));

const app = Fastify();
await app.register(fastifyPlugin(receiver, { path: '/hooks/maxun' }));

await app.listen({ port: Number(PORT) });
console.log(`Listening on port ${(app.server.address() as AddressInfo).port}`);
