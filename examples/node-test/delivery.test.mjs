import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertMatchesContract, assertReceived, assertRetried } from 'maxun-webhooks/assert';
import { reply, startMockReceiver } from 'maxun-webhooks/mock-receiver';
import { fixture } from 'maxun-webhooks/simulate';

let mock;
before(async () => {
  mock = await startMockReceiver();
});
after(() => mock.close());

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
  assertMatchesContract(await inbox.waitFor('run_failed'));
  assertReceived(inbox, 'run_failed', { status: 'failed' });
  inbox.close();
});

test('a refused delivery is sent again', async () => {
  mock.script(reply(503));
  const body = JSON.stringify(fixture('run_failed'));
  assert.deepEqual([await send(mock.url, body), await send(mock.url, body)], [503, 200]);
  assertRetried(mock.deliveries[0], 1);
});
