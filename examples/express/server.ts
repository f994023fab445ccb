import type { AddressInfo } from 'node:net';
import express from 'express';
import { maxunWebhooks } from './maxun-webhooks.js';

const { PORT = '3000' } = process.env;

const app = express();
// Before any body parser, since the signature covers the raw bytes.
app.use(maxunWebhooks);
app.use(express.json());

const server = app.listen(Number(PORT), () => {
  console.log(`Listening on port ${(server.address() as AddressInfo).port}`);
});
