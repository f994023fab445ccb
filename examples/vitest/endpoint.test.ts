// Checks an endpoint of your own: here one is started for the test.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createReceiver } from 'maxun-webhooks';
import { nodeHandler } from 'maxun-webhooks/node';
import 'maxun-webhooks/vitest'; // the matchers
import { afterAll, beforeAll, expect, test } from 'vitest';

const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
const handle = nodeHandler(createReceiver({ secrets, silent: true }));
const server = createServer((request, response) => void handle(request, response));

beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

test('the endpoint is right', async () => {
  const { port } = server.address() as AddressInfo;
  const skip = ['upload-slow', 'upload-dripped']; // they take some 20 s
  await expect(`http://127.0.0.1:${port}/`).toPassProbe({ secrets, skip });
}, 60_000);
