import { expect } from 'vitest';
import { reply } from 'maxun-webhooks/mock-receiver';
import { fixture } from 'maxun-webhooks/simulate';
import { test } from 'maxun-webhooks/vitest';

async function send(url: string, body = JSON.stringify(fixture('run_failed'))): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return response.status;
}

test('a failed run is told of', async ({ mock }) => {
  await send(mock.url);
  const delivery = await mock.waitFor('run_failed', { status: 'failed' });
  expect(delivery).toMatchContract();
  expect(mock).toHaveReceivedTimes(1, { eventType: 'run_failed' });
});

test('a refused delivery is sent again', async ({ mock }) => {
  mock.script(reply(503));
  const body = JSON.stringify(fixture('run_failed'));
  expect(await send(mock.url, body)).toBe(503);
  expect(await send(mock.url, body)).toBe(200);
  expect(mock.deliveries[0]).toHaveBeenRetried(1);
});
