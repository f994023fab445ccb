// Checks an endpoint of your own: here one is started for the test.
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { createReceiver } from 'maxun-webhooks';
import { assertPassesProbe } from 'maxun-webhooks/assert';
import { nodeHandler } from 'maxun-webhooks/node';

const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
const server = createServer(nodeHandler(createReceiver({ secrets, silent: true })));

before(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
after(() => new Promise((resolve) => server.close(resolve)));

test('the endpoint is right', async () => {
  const skip = ['upload-slow', 'upload-dripped']; // they take some 20 s
  await assertPassesProbe(`http://127.0.0.1:${server.address().port}/`, { secrets, skip });
});
