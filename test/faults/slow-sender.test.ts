import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { nodeHandler, slowSenderLimits } from '../../src/adapters/node.ts';
import { createReceiver, unsigned, type WebhookErrorCode } from '../../src/index.ts';

/** A fifth of the real ones: the test takes 3 s instead of 15. */
const limits = Object.fromEntries(Object.entries(slowSenderLimits).map(([name, ms]) => [name, ms / 5]));
const HEAD = 'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';

test('a sender that drips its headers or its body is cut off in time', async () => {
  const codes: WebhookErrorCode[] = [];
  const receiver = createReceiver({ auth: unsigned() }).onError(({ code }) => codes.push(code));
  const handle = nodeHandler(receiver);
  const server = createServer(limits, (request, response) => void handle(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const drip = async (start: string, drop: string): Promise<{ seconds: number; answer: string }> =>
    new Promise((resolve) => {
      const begin = performance.now();
      let answer = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(start));
      const timer = setInterval(() => socket.write(drop), 200);
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(timer);
        resolve({ seconds: (performance.now() - begin) / 1000, answer });
      });
    });
  const [headers, body] = await Promise.all([
    drip(HEAD, 'x-a: b\r\n'),
    drip(`${HEAD}content-length: 100000\r\n\r\n`, ' '),
  ]);
  expect(slowSenderLimits).toMatchObject({ headersTimeout: 10_000, requestTimeout: 15_000 });
  // 2 s for the headers, 3 s for all of it; and a margin for a busy machine.
  expect(headers.seconds).toBeLessThan(20);
  expect(headers.answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(body.seconds).toBeLessThan(20);
  expect(body.answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(codes.every((code) => /BODY_(TIMEOUT|INCOMPLETE)$/.test(code))).toBe(true);
  server.closeAllConnections();
  server.close();
});
