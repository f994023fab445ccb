import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { slowSenderLimits } from 'maxun-webhooks/node';
import { maxunWebhooks } from './maxun-webhooks.js';

const { PORT = '3000' } = process.env;

const server = createServer(slowSenderLimits, (request, response) => {
  if (!maxunWebhooks(request, response)) response.writeHead(404).end();
});

server.listen(Number(PORT), () => {
  console.log(`Listening on port ${(server.address() as AddressInfo).port}`);
});
