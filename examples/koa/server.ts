import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { maxunWebhooks } from './maxun-webhooks.js';

const { PORT = '3000' } = process.env;

const app = new Koa();
// Before any body parser, since the signature covers the raw bytes.
app.use(maxunWebhooks);

const server = app.listen(Number(PORT), () => {
  console.log(`Listening on port ${(server.address() as AddressInfo).port}`);
});
