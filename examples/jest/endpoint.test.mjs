// Checks an endpoint of your own: here one is started for the test.
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createReceiver } from 'maxun-webhooks';
import { matchers } from 'maxun-webhooks/assert';
import { nodeHandler } from 'maxun-webhooks/node';

expect.extend(matchers);

const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
const server = createServer(nodeHandler(createReceiver({ secrets, silent: true })));

beforeAll(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('the endpoint is right', async () => {
  const skip = ['upload-slow', 'upload-dripped']; // they take some 20 s
  await expect(`http://127.0.0.1:${server.address().port}/`).toPassProbe({ secrets, skip });
}, 60_000);
