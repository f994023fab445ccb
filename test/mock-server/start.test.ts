import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { observedShapes } from '#generated/events.js';
import { documentedExamples, observedExamples } from '#generated/examples.js';
import { type MockReceiver, startMockReceiver } from '../../mock-server/index.ts';

let mock: MockReceiver;
beforeEach(async () => {
  mock = await startMockReceiver({ maxBodyBytes: 100_000 });
});
afterEach(async () => mock.close());

const JSON_TYPE = { 'content-type': 'application/json' };

async function post(
  body: string,
  headers: Record<string, string> = JSON_TYPE,
  url = mock.url,
): Promise<Response> {
  return fetch(url, { method: 'POST', headers, body });
}

describe('the hook', () => {
  test.each(Object.values(documentedExamples))('answers 200 to a documented example', async ({ payload }) => {
    const body = JSON.stringify(payload);
    expect((await post(body)).status).toBe(200);
    expect(Buffer.from(mock.deliveries[0]!.body).toString()).toBe(body);
    expect(mock.deliveries[0]).toMatchObject({ id: '1', verdict: { shape: 'documented', drift: [] } });
  });

  test.each(Object.keys(observedShapes) as (keyof typeof observedShapes)[])(
    'answers 200 to %s, and 422 where strict',
    async (shape) => {
      const body = JSON.stringify(observedExamples[shape].payload);
      expect((await post(body)).status).toBe(200);
      expect(mock.deliveries[0]!.verdict.shape).toBe(shape);
      expect(mock.deliveries[0]!.verdict.drift).not.toEqual([]);
      await using strict = await startMockReceiver({ strict: true });
      expect((await post(body, JSON_TYPE, strict.url)).status).toBe(422);
    },
  );

  test('answers 422 with the issues where no shape matches, and keeps the delivery', async () => {
    const answer = await post('{"event_type":"run.completed"}');
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ ok: false, issues: [{ path: '/event_type' }] });
    expect(mock.deliveries).toHaveLength(1);
  });

  test.each([
    [400, '{', JSON_TYPE],
    [413, `"${'x'.repeat(100_000)}"`, JSON_TYPE],
    [415, '{}', { 'content-type': 'text/plain' }],
    [415, '{}', { ...JSON_TYPE, 'content-encoding': 'gzip' }],
  ])('answers %i to what it cannot take', async (status, body, headers) => {
    expect((await post(body, headers as Record<string, string>)).status).toBe(status);
    expect(mock.deliveries[0]!.verdict.expectedStatus).toBe(status);
  });
});

describe('the control routes', () => {
  test('give back what arrived', async () => {
    await post('{"event_type":"x"}');
    const all = (await (await fetch(new URL('/__mock/deliveries', mock.url))).json()) as {
      deliveries: unknown[];
    };
    expect(all.deliveries).toHaveLength(1);
    const one: unknown = await (await fetch(new URL('/__mock/deliveries/1', mock.url))).json();
    expect(one).toMatchObject({ id: '1', body: '{"event_type":"x"}' });
    expect((await fetch(new URL('/__mock/deliveries/2', mock.url))).status).toBe(404);
  });

  test.each([
    ['evil.example', 403],
    ['localhost:80', 200],
    ['127.0.0.1', 200],
    ['[::1]:4400', 200],
    ['localhost.evil.example', 403],
  ])('asked under the name %s answer %i', async (host, status) => {
    const answered = await new Promise<number | undefined>((resolve, reject) => {
      request(
        { port: mock.port, host: '127.0.0.1', path: '/__mock/deliveries', headers: { host } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(answered).toBe(status);
  });
});

test('a taken port is a typed error', async () => {
  await expect(startMockReceiver({ port: mock.port })).rejects.toMatchObject({
    code: 'ERR_WEBHOOK_PORT_IN_USE',
  });
});

test.each([
  { secret: null },
  { secret: 0 },
  { secret: '' },
  { auth: 5 },
  { auth: {} },
  { token: '' },
  { token: null },
  { token: 5 },
])('an option that would check nothing, or fail later, is misuse: %j', async (options) => {
  await expect(startMockReceiver(options as never)).rejects.toThrow(/expected|is empty|not a text/);
});

test('the oldest deliveries give way', async () => {
  await using small = await startMockReceiver({ maxDeliveries: 2 });
  for (const n of [1, 2, 3]) await post(String(n), JSON_TYPE, small.url);
  expect(small.deliveries.map(({ id }) => id)).toEqual(['2', '3']);
});
