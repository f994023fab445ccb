/**
 * Forwarding and replaying, on raw sockets: whole and byte-exact, or not at all.
 *
 * @module test/mock-server/outgoing/forward
 */
import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { api } from '../../../mock-server/index.ts';
import { type Delivery, type MockReceiver, startMockReceiver } from '../../../mock-server/index.ts';
import { COMPLETED, JSON_TYPE, post } from '../post.ts';

/** An answer that no text survives: bytes that are not UTF-8, a header twice, a header in Latin-1, an own reason. */
const BODY = Buffer.from([0x1f, 0x8b, 0xff, 0xfe, 0x00, 0xc3]);
const ANSWER = Buffer.concat([
  Buffer.from(
    'HTTP/1.1 207 My Own Reason\r\nX-Odd-Case: caf\u00e9\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n' +
      `Content-Encoding: gzip\r\nConnection: close, X-Hop\r\nX-Hop: mine\r\nContent-Length: ${BODY.length}\r\n\r\n`,
    'latin1',
  ),
  BODY,
]);

let endpoint: Server;
let url = '';
let requests: Buffer[] = [];
let answer = ANSWER;

beforeAll(async () => {
  endpoint = createServer((socket) => {
    let got = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      got = Buffer.concat([got, chunk]);
      const head = got.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(got.toString('latin1'))?.[1] ?? 0);
      if (head < 0 || got.length < head + 4 + length) return;
      requests.push(got);
      socket.end(answer);
    });
  });
  endpoint.listen(0, '127.0.0.1');
  await once(endpoint, 'listening');
  url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/endpoint`;
});
afterAll(() => void endpoint.close());
beforeEach(() => {
  requests = [];
  answer = ANSWER;
});

interface Got {
  readonly status: number | undefined;
  readonly reason: string | undefined;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** Sends a body with headers as they are, and reads the answer as it is. */
async function exchange(target: string, headers: readonly string[], body: Buffer): Promise<Got> {
  const request = httpRequest(target, { method: 'POST', headers: [...headers] });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { statusCode: status, statusMessage: reason, rawHeaders } = response;
  return { status, reason, rawHeaders, body: Buffer.concat(chunks) };
}

describe('forwarding', () => {
  test('passes on bytes and headers as they are, both ways', async () => {
    await using mock = await startMockReceiver({ forward: url });
    const body = Buffer.from([0x7b, 0xff, 0x00, 0x7d]);
    const headers = [
      'Host',
      'hook',
      'X-Twice',
      'a',
      'X-Twice',
      'caf\u00e9',
      'Accept-Encoding',
      'gzip',
      'content-length',
      '4',
    ];
    const got = await exchange(mock.url, headers, body);
    expect([got.status, got.reason, got.body]).toEqual([207, 'My Own Reason', BODY]);
    const pairs = got.rawHeaders.join('\n');
    expect(pairs).toContain(
      'X-Odd-Case\ncaf\u00e9\nSet-Cookie\na=1\nSet-Cookie\nb=2\nContent-Encoding\ngzip',
    );
    expect(pairs).not.toContain('X-Hop');
    const sent = requests[0]!;
    expect(sent.subarray(sent.indexOf('\r\n\r\n') + 4)).toEqual(body);
    const head = sent.toString('latin1');
    expect(head).toContain('X-Twice: a\r\nX-Twice: caf\u00e9\r\nAccept-Encoding: gzip\r\n');
    expect(mock.deliveries[0]!.response).toMatchObject({
      by: 'forward',
      status: 207,
      body: '(6 bytes, gzip)',
    });
  });

  test('sends nothing on of a body over the limit, and tells the sender why', async () => {
    await using mock = await startMockReceiver({ forward: url, maxBodyBytes: 100 });
    const refused = await post(mock.url, `"${'x'.repeat(200)}"`, { ...JSON_TYPE, 'webhook-id': 'msg_1' });
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ code: 'ERR_WEBHOOK_BODY_TOO_LARGE' });
    expect(requests).toEqual([]);
    expect(mock.deliveries[0]).toMatchObject({ isComplete: false, response: { by: 'verdict', status: 413 } });
  });

  test('sends nothing on of a body that was cut off', async () => {
    await using mock = await startMockReceiver({ forward: url });
    const request = httpRequest(mock.url, {
      method: 'POST',
      headers: { ...JSON_TYPE, 'content-length': 1000 },
    });
    request.on('error', () => undefined).write('{"half":');
    await new Promise((resolve) => request.once('socket', (socket) => socket.once('connect', resolve)));
    const responded = new Promise<Delivery>((resolve) => mock.onResponded(resolve));
    setImmediate(() => request.destroy());
    expect(await responded).toMatchObject({
      isComplete: false,
      verdict: { code: 'ERR_WEBHOOK_BODY_INCOMPLETE' },
    });
    expect(requests).toEqual([]);
  });

  test.each([
    ['in UTF-8', 'Cr\u00c3\u00a9\u00c3\u00a9', 'Cr\u00c3\u00a9\u00c3\u00a9'],
    ['in Latin-1, of which the client keeps nothing', 'Cr\u00e9\u00e9', ''],
  ])('passes on an answer whose reason is %s', async (_, sent, got) => {
    answer = Buffer.from(`HTTP/1.1 201 ${sent}\r\ncontent-length: 0\r\n\r\n`, 'latin1');
    await using mock = await startMockReceiver({ forward: url });
    const { status, reason } = await exchange(
      mock.url,
      ['Host', 'hook', 'content-length', '2'],
      Buffer.from('{}'),
    );
    expect([status, reason]).toEqual([201, got]);
  });

  test('passes nothing on of an answer over the limit, and says why', async () => {
    answer = Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n${'y'.repeat(500)}`);
    await using mock = await startMockReceiver({ forward: url, maxBodyBytes: 400 });
    const got = await post(mock.url, '{}');
    expect(got.status).toBe(502);
    expect(await got.json()).toMatchObject({
      error: expect.stringContaining('more than 400 bytes') as string,
    });
  });
});

describe('replaying', () => {
  const ask = async (mock: MockReceiver, id: string): Promise<api.SendResult & api.ApiError> => {
    const info = (await (await fetch(new URL('/__mock/receiver', mock.url))).json()) as api.ReceiverInfo;
    const response = await fetch(new URL(`/__mock/deliveries/${id}/replay`, mock.url), {
      method: 'POST',
      headers: { ...JSON_TYPE, 'x-csrf-token': info.csrfToken },
      body: JSON.stringify({ url }),
    });
    return (await response.json()) as api.SendResult & api.ApiError;
  };

  test('sends the same bytes and headers, twice a header too', async () => {
    await using mock = await startMockReceiver({ allow: ['127.0.0.1'] });
    const body = Buffer.from([0x7b, 0xff, 0x00, 0x7d]);
    await exchange(mock.url, ['Host', 'hook', 'X-Twice', 'a', 'X-Twice', 'b', 'content-length', '4'], body);
    expect(await ask(mock, '1')).toMatchObject({ status: 207, body: '(6 bytes, gzip)' });
    const sent = requests[0]!;
    expect(sent.subarray(sent.indexOf('\r\n\r\n') + 4)).toEqual(body);
    expect(sent.toString('latin1')).toContain('X-Twice: a\r\nX-Twice: b\r\n');
  });

  test('refuses what was not read whole, after a restart too', async () => {
    await using mock = await startMockReceiver({ allow: ['127.0.0.1'], maxBodyBytes: 100 });
    await post(mock.url, COMPLETED);
    expect((await ask(mock, '1')).error).toContain('was not read whole');
    expect(requests).toEqual([]);
  });
});
