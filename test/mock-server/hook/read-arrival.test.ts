import { once } from 'node:events';
import { createServer, request, type ClientRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { readArrival } from '../../../mock-server/hook/read-arrival.ts';
import { BytesInFlight } from '../../../src/receive/bytes-in-flight.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections();
});

/** Serves requests that share a limit of bytes, and answers with why a body was not read whole. */
async function serve(
  bytesInFlight: BytesInFlight,
): Promise<{ port: number; arrived: () => Promise<unknown> }> {
  const server = createServer((incoming, response) => {
    const options = { maxBodyBytes: 1000, bytesInFlight, now: () => 0 };
    void readArrival(incoming, options).then(({ unread }) => response.end(JSON.stringify({ unread })));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(server);
  return { port: (server.address() as AddressInfo).port, arrived: () => once(server, 'request') };
}

function post(port: number, headers: Record<string, number> = {}): ClientRequest {
  return request({ port, host: '127.0.0.1', method: 'POST', headers }).on('error', () => undefined);
}

async function answerOf(sending: ClientRequest): Promise<unknown> {
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  return JSON.parse(await text(response));
}

async function send(port: number, body: string): Promise<unknown> {
  const sending = post(port, { 'content-length': body.length });
  sending.end(body);
  return answerOf(sending);
}

test('bodies that would not fit into the memory together are refused with 503, until others are read', async () => {
  const bytesInFlight = new BytesInFlight(1500);
  const { port } = await serve(bytesInFlight);
  const other = bytesInFlight.start();
  other.add(1000);
  const busy = { expectedStatus: 503, code: 'ERR_WEBHOOK_RECEIVER_BUSY' };
  expect(await send(port, 'x'.repeat(600))).toMatchObject({ unread: busy });
  expect(await send(port, 'x'.repeat(400))).toEqual({});
  other.end();
  expect(await send(port, 'x'.repeat(600))).toEqual({});
});

test('slow senders without a length count only what they have sent', async () => {
  const { port, arrived } = await serve(new BytesInFlight(1500));
  const slow: ClientRequest[] = [];
  for (let count = 0; count < 25; count += 1) {
    const arrival = arrived();
    const sending = post(port);
    sending.write('{');
    slow.push(sending);
    await arrival;
  }
  expect(await send(port, 'x'.repeat(1000))).toEqual({});
  const answers = slow.map(answerOf);
  for (const sending of slow) sending.end('}');
  expect(await Promise.all(answers)).toEqual(slow.map(() => ({})));
});

test('a body whose announced length is too large is refused before it is read', async () => {
  const { port } = await serve(new BytesInFlight(1500));
  const sending = post(port, { 'content-length': 1001 });
  sending.flushHeaders();
  expect(await answerOf(sending)).toMatchObject({ unread: { expectedStatus: 413 } });
  sending.destroy();
});
