import type { AddressInfo } from 'node:net';
import express from 'express';
import { createReceiver } from 'maxun-webhooks';
import { expressHandler } from 'maxun-webhooks/express';

const { MAXUN_WEBHOOK_SECRET = '', PORT = '3000' } = process.env;

const receiver = createReceiver({ secrets: [MAXUN_WEBHOOK_SECRET] })
  .on('run_completed', ({ run }) => console.log({ completed: run.id, lists: Object.keys(run.lists) }))
  .on('run_failed', ({ run }) => console.log({ failed: run.id, why: run.error?.message }));

const app = express();
// Before any body parser, since the signature covers the raw bytes. For all methods: a redirect turns the POST into a GET,
// and the receiver's answer explains that.
app.all('/hooks/maxun', expressHandler(receiver));
app.use(express.json());

const server = app.listen(Number(PORT), () => {
  console.log(`Listening on port ${(server.address() as AddressInfo).port}`);
});
