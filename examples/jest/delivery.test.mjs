// Jest's own loader cannot require() an ES module. So this test is an ES module itself, and package.json starts Jest with
// node --experimental-vm-modules.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { matchers } from 'maxun-webhooks/assert';
import { reply, startMockReceiver } from 'maxun-webhooks/mock-receiver';
import { fixture } from 'maxun-webhooks/simulate';

expect.extend(matchers);

let mock;
beforeAll(async () => {
  mock = await startMockReceiver();
});
afterAll(() => mock.close());

async function send(url, body = JSON.stringify(fixture('run_failed'))) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return response.status;
}

test('a failed run is told of', async () => {
  const inbox = mock.isolate();
  await send(inbox.url);
  expect(await inbox.waitFor('run_failed')).toMatchContract();
  expect(inbox).toHaveReceived('run_failed', { status: 'failed' });
  inbox.close();
});

test('a refused delivery is sent again', async () => {
  mock.script(reply(503));
  const body = JSON.stringify(fixture('run_failed'));
  expect([await send(mock.url, body), await send(mock.url, body)]).toEqual([503, 200]);
  expect(mock.deliveries[0]).toHaveBeenRetried(1);
});
