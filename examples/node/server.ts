import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createReceiver } from 'maxun-webhooks';
import { nodeHandler, slowSenderLimits } from 'maxun-webhooks/node';

const { MAXUN_WEBHOOK_SECRET = '', PORT = '3000' } = process.env;

const receiver = createReceiver({ secrets: [MAXUN_WEBHOOK_SECRET] })
  .on('run_completed', ({ run }) => console.log({ completed: run.id, lists: Object.keys(run.lists) }))
  .on('run_failed', ({ run }) => console.log({ failed: run.id, why: run.error?.message }));
const handle = nodeHandler(receiver);

const server = createServer(slowSenderLimits, (request, response) => {
  if (request.method === 'POST' && request.url === '/hooks/maxun') void handle(request, response);
  else response.writeHead(404).end();
});

server.listen(Number(PORT), () => {
  console.log(`Listening on port ${(server.address() as AddressInfo).port}`);
});
