/**
 * The control API as programs use it, each answer held against the OpenAPI document that it serves.
 *
 * @module test/mock-server/api/api
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { harText } from '../../../mock-server/api/har.ts';
import type { api } from '../../../mock-server/index.ts';
import { type MockReceiver, startMockReceiver } from '../../../mock-server/index.ts';
import { generateSecret } from '../../../src/signature/index.ts';
import { fixtureNames } from '../../../src/simulate/index.ts';
import { shapeOf } from '../../../src/validation/index.ts';
import { COMPLETED, failure, post } from '../post.ts';
import { type Asking, askingFor, type OpenApi } from './ask.ts';

const { secret } = await generateSecret();
let mock: MockReceiver;
let document: OpenApi;
let ask: Asking['ask'];

beforeEach(async () => {
  mock = await startMockReceiver({ secret, onLate: () => undefined });
  ({ document, ask } = await askingFor(mock));
});
afterEach(async () => mock.close());

function url(path: string): URL {
  return new URL(`/__mock/${path}`, mock.url);
}

test('answers as its document says, route by route', async () => {
  await post(mock.url, failure());
  await post(mock.url, '{');
  await post(mock.url, COMPLETED, {
    'content-type': 'application/json',
    'webhook-id': 'x',
    'webhook-timestamp': '1',
  });
  for (const path of Object.keys(document.paths)) {
    const plain = path.replace('/__mock/', '').replace('{id}', '1');
    if (document.paths[path]?.['get'] === undefined || /events|body$|yaml$/.test(path)) continue;
    await ask('GET', plain);
  }
  for (const id of ['2', '3']) await ask('GET', `deliveries/${id}`);
  expect(document.openapi).toBe('3.1.0');
});

test('lists in pages, newest first', async () => {
  for (let index = 0; index < 5; index++) await post(mock.url, COMPLETED);
  const first = (await ask('GET', 'deliveries?limit=2')) as api.DeliveryList;
  expect([first.deliveries.map(({ id }) => id), first.hasMore]).toEqual([['5', '4'], true]);
  const rest = (await ask('GET', 'deliveries?limit=3&before=4')) as api.DeliveryList;
  expect([rest.deliveries.map(({ id }) => id), rest.hasMore]).toEqual([['3', '2', '1'], false]);
  const newer = (await ask('GET', 'deliveries?after=3')) as api.DeliveryList;
  expect(newer.deliveries.map(({ id }) => id)).toEqual(['5', '4']);
  for (const query of ['limit=0', 'limit=1001', 'limit=x', 'before=-1', 'after=1e3']) {
    expect((await fetch(url(`deliveries?${query}`))).status).toBe(400);
  }
});

test('gives one delivery whole, its bytes as an attachment of plain text', async () => {
  const html = '<script>alert(1)</script>';
  await post(mock.url, html);
  const detail = (await ask('GET', 'deliveries/1')) as api.DeliveryDetail;
  expect(detail).toMatchObject({
    body: html,
    isUtf8: true,
    status: 401,
    response: { by: 'verdict', status: 401 },
  });
  const body = await fetch(url('deliveries/1/body'));
  expect(await body.text()).toBe(html);
  expect(Object.fromEntries(body.headers)).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': 'attachment; filename="delivery-1.txt"',
    'x-content-type-options': 'nosniff',
  });
  expect((await fetch(url('deliveries/7'))).status).toBe(404);
});

test('exports a fixture and an archive', async () => {
  await post(mock.url, COMPLETED, { 'content-type': 'application/json', authorization: 'Bearer s3cret' });
  expect(await ask('GET', 'deliveries/1/fixture')).toEqual({
    shape: 'documented',
    headers: expect.objectContaining({ 'content-type': 'application/json' }) as object,
    payload: COMPLETED,
  });
  const { log } = (await ask('GET', 'deliveries/1/har')) as api.Har;
  expect(log.entries).toMatchObject([
    { request: { method: 'POST', postData: { text: JSON.stringify(COMPLETED) } }, response: { status: 401 } },
  ]);
  expect(JSON.stringify(log)).not.toContain('s3cret');
});

test('exports binary bodies as more than a hundred megabytes of text, piece by piece', async () => {
  const body = Buffer.alloc(8_000_000, 0xff);
  await using large = await startMockReceiver();
  for (let index = 0; index < 5; index++) {
    await fetch(large.url, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body });
  }
  const response = await fetch(new URL('/__mock/har', large.url));
  let [bytes, start, end] = [0, '', ''];
  for await (const chunk of response.body!) {
    bytes += chunk.length;
    if (start === '') start = Buffer.from(chunk.subarray(0, 200)).toString();
    end = Buffer.from(chunk.subarray(-3)).toString();
  }
  // Each byte becomes U+FFFD, three bytes of UTF-8.
  expect(bytes).toBeGreaterThan(5 * 24_000_000);
  expect([start.startsWith('{"log":{"version":"1.2"'), end]).toEqual([true, ']}}']);
}, 60_000);

test('writes an archive delivery by delivery', async () => {
  await post(mock.url, COMPLETED);
  const [delivery] = mock.deliveries;
  let taken = 0;
  const source = (function* () {
    for (; taken < 3; taken++) yield delivery!;
  })();
  const pieces = harText(source, { origin: mock.url, version: '0' });
  pieces.next();
  pieces.next();
  expect(taken).toBe(0);
  expect([...pieces]).toHaveLength(3);
});

test('sets a script, a preset, and takes both away', async () => {
  const steps = [{ action: { type: 'reply', status: 503 }, times: 2, when: { eventType: 'run_completed' } }];
  expect(await ask('PUT', 'script', { steps })).toMatchObject({
    steps: [{ title: '503, 2 times, for run_completed' }],
  });
  expect((await post(mock.url, COMPLETED)).status).toBe(503);
  expect(await ask('GET', 'script')).toMatchObject({ steps: [{ used: 1 }] });
  expect(await ask('PUT', 'script', { preset: 'give-up' })).toMatchObject({ steps: [{ times: 'always' }] });
  expect(await ask('DELETE', 'script')).toEqual({ steps: [] });
  expect(await ask('PUT', 'script', { steps: 5 })).toMatchObject({
    error: expect.stringContaining('steps') as string,
  });
});

describe('sending', () => {
  test('a fixture is signed with the receiver’s secret, and changed where asked', async () => {
    const sent = await ask('POST', 'send', {
      fixture: 'failed-run',
      set: { 'data.robot_name': 'prices', 'data.new.deep': 1 },
    });
    expect(sent).toMatchObject({ ok: true, status: 200 });
    expect(mock.deliveries[0]).toMatchObject({
      robotName: 'prices',
      verdict: { signature: { state: 'valid' } },
    });
    expect(mock.deliveries[0]!.payload).toMatchObject({ data: { new: { deep: 1 } } });
  });

  test('there is a fixture of every shape, of another run each time', async () => {
    const [first, second] = [await ask('GET', 'fixtures'), await ask('GET', 'fixtures')] as api.FixtureList[];
    expect(first!.fixtures.map(({ name }) => name)).toEqual([...fixtureNames]);
    expect(first!.fixtures.map(({ payload }) => shapeOf(payload))).toEqual(
      first!.fixtures.map(({ shape }) => shape),
    );
    expect(second!.fixtures[0]!.payload).not.toEqual(first!.fixtures[0]!.payload);
    for (const fixture of ['failed-run', 'failed-run']) await ask('POST', 'send', { fixture });
    const runs = mock.deliveries.map(({ runId }) => runId);
    expect(new Set(runs).size).toBe(2);
  });

  test('every fault breaks a body in its own way, and the fixture it is of', async () => {
    const { faults } = (await ask('GET', 'fixtures')) as api.FixtureList;
    expect(faults.map(({ name }) => name)).toContain('not-utf8');
    expect(await ask('POST', 'send', { fixture: 'failed-run', fault: 'truncated' })).toMatchObject({
      ok: false,
    });
    expect(await ask('POST', 'send', { fixture: 'run_completed', fault: 'not-utf8' })).toMatchObject({
      ok: false,
    });
    const [half, bytes] = mock.deliveries;
    expect(half!.text).toMatch(/^\{"event_type":"run_failed"/);
    expect(() => JSON.parse(half!.text) as unknown).toThrow(SyntaxError);
    expect([...bytes!.body].at(-2)).toBe(0xff);
  });

  test('a text that is not JSON is sent as it is, unsigned', async () => {
    expect(await ask('POST', 'send', { body: '{', signing: 'unsigned' })).toMatchObject({
      ok: false,
      status: 401,
    });
    expect(mock.deliveries[0]!.text).toBe('{');
  });

  test('a delivery is replayed byte by byte, as it came or signed anew', async () => {
    await post(mock.url, '{"event_type" :"run_completed"}');
    expect(await ask('POST', 'deliveries/1/replay', {})).toMatchObject({ status: 401 });
    expect(await ask('POST', 'deliveries/1/replay', { signing: 'sign' })).toMatchObject({ status: 422 });
    expect(mock.deliveries.map(({ text }) => text)).toEqual(
      Array.from({ length: 3 }, () => '{"event_type" :"run_completed"}'),
    );
    expect(mock.deliveries[2]!.verdict.signature.state).toBe('valid');
  });

  test('this machine may be sent to, and another private address once it is allowed', async () => {
    const got: string[] = [];
    const server = createServer((request, response) => {
      got.push(request.url ?? '');
      response.end('thanks');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await post(mock.url, COMPLETED);
    const replayTo = async (host: string): Promise<unknown> =>
      ask('POST', 'deliveries/1/replay', { url: `http://${host}:${port}/${host}` });
    expect(await replayTo('127.0.0.1')).toMatchObject({ ok: true, body: 'thanks' });
    // Leads to this machine too, but is not loopback.
    const refused = { code: 'ERR_WEBHOOK_ADDRESS_REFUSED' };
    expect(await replayTo('0.0.0.0')).toMatchObject({ ok: false, status: null, error: refused });
    expect(await ask('PUT', 'forward', { url: `http://0.0.0.0:${port}/` })).toMatchObject(refused);
    expect(await ask('POST', 'allow', { host: 'http://0.0.0.0/' })).toEqual({
      error: expect.stringContaining('CIDR block'),
    });
    expect(await ask('POST', 'allow', { host: '0.0.0.0' })).toEqual({
      allowed: ['127.0.0.0/8', '::1/128', 'localhost', '0.0.0.0'],
    });
    expect(await replayTo('0.0.0.0')).toMatchObject({ ok: true });
    expect(got).toEqual(['/127.0.0.1', '/0.0.0.0']);
    server.close();
  });

  test.each([
    ['send', {}, 'Give a fixture'],
    ['send', { fixture: 5 }, 'fixture: found 5, expected string'],
    ['send', { fixture: 'failed-run', fault: 'toString' }, 'fault: expected one of missing-field'],
    ['send', { fault: 'truncated' }, 'Give a fixture'],
    ['send', { fixture: 'failed-run', set: { 'data.run_id.x': 1 } }, "Cannot change 'data.run_id.x'"],
    ['send', { fixture: 'failed-run', set: { '': 1 } }, 'Expected a place'],
    ['send', { fixture: 'failed-run', signing: 'twice' }, 'signing: found "twice", expected sign, unsigned'],
    ['send', { fixture: 'failed-run', secret: 'whsec_short' }, ''],
  ])('misuse is told: %s %j', async (path, body, message) => {
    const answer = (await ask('POST', path, body)) as api.ApiError;
    expect(answer.error).toContain(message);
    expect(mock.deliveries).toEqual([]);
  });

  test('a path with __proto__ makes a key, and changes no prototype', async () => {
    await ask('POST', 'send', { fixture: 'failed-run', set: { '__proto__.polluted': 'yes' } });
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});

test('forwards byte by byte, and gives the endpoint’s answer back', async () => {
  const got: { body: string; id: string | undefined }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      got.push({ body, id: request.headers['webhook-id'] as string | undefined });
      response.writeHead(202, { 'x-endpoint': 'yes' }).end('{"took":"it"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const forward = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=abc`;
  await using receiver = await startMockReceiver({ forward });
  const body = `{ "event_type":"run_completed" ,"x":"\u00e9"}`;
  const answer = await post(receiver.url, body, {
    'content-type': 'application/json',
    'webhook-id': 'msg_7',
  });
  expect([answer.status, answer.headers.get('x-endpoint'), await answer.text()]).toEqual([
    202,
    'yes',
    '{"took":"it"}',
  ]);
  expect(got).toEqual([{ body, id: 'msg_7' }]);
  expect(receiver.deliveries[0]!.response).toMatchObject({
    by: 'forward',
    status: 202,
    body: '{"took":"it"}',
  });
  const info = (await (await fetch(new URL('/__mock/receiver', receiver.url))).json()) as api.ReceiverInfo;
  expect(info.forward.url).not.toContain('abc');
  server.close();
  server.closeAllConnections();
  expect((await post(receiver.url, COMPLETED)).status).toBe(502);
});

test('secrets are masked wherever the API tells of them', async () => {
  const info = (await ask('GET', 'receiver')) as api.ReceiverInfo;
  expect(info.secrets).toEqual(['whsec_…']);
  await post(mock.url, COMPLETED);
  for (const path of ['receiver', 'deliveries', 'deliveries/1', 'har', 'script', 'openapi.json', 'stats']) {
    expect(await (await fetch(url(path))).text()).not.toContain(secret.slice(6));
  }
});

test('clears, and counts', async () => {
  await post(mock.url, COMPLETED);
  expect(await ask('GET', 'stats')).toMatchObject({ arrived: 1, kept: 1, dropped: 0, late: 0 });
  expect(await ask('DELETE', 'deliveries')).toEqual({ cleared: 1 });
  expect(await ask('GET', 'deliveries')).toMatchObject({ deliveries: [], hasMore: false });
});

test('serves the contracts', async () => {
  expect(await (await fetch(url('contract/asyncapi.yaml'))).text()).toMatch(/^asyncapi: 3/m);
  expect((await fetch(url('contract/observed.yaml'))).status).toBe(200);
  expect((await fetch(url('contract/package.json'))).status).toBe(404);
});
