import { afterEach, describe, expect, it } from 'vitest';
import { bench, cleanUp, completed, failed, SECRET } from './fixture.ts';

afterEach(cleanUp);

const circle: Record<string, unknown> = {};
circle['again'] = circle;

/** A chain of objects, deeper than the stack reaches. */
function nested(levels: number): object {
  let inner: object = {};
  for (let level = 0; level < levels; level += 1) inner = { inner };
  return inner;
}

describe('a poison event', () => {
  it.each<[string, unknown, string]>([
    ['a BigInt', { id: 1n }, 'a BigInt'],
    ['a circle', circle, 'a circle'],
    [
      'a toJSON that throws',
      {
        toJSON() {
          throw new Error('canary');
        },
      },
      'a toJSON that throws',
    ],
    ['NaN', { count: Number.NaN }, 'the number NaN'],
    ['Infinity', { list: [1, Number.NEGATIVE_INFINITY] }, 'the number -Infinity'],
    ['half a surrogate pair', { text: 'a\ud83d' }, 'half a surrogate pair'],
    ['half a surrogate pair after a backslash', { text: '\\\udc00' }, 'half a surrogate pair'],
    ['half a surrogate pair in a key', { '\ud800': 1 }, 'half a surrogate pair'],
    ['nothing, in an array', { list: [undefined] }, 'undefined'],
  ])('is refused: %s', async (_name, poison, found) => {
    const { sender, endpoint } = await bench();
    for (const contract of ['documented', 'off'] as const) {
      const event = { event_type: 'run_failed' as const, data: { ...failed.data, poison } };
      const error = await sender.send(endpoint, event, { contract }).catch((cause: unknown) => cause);
      expect(error).toMatchObject({
        code: 'ERR_WEBHOOK_PAYLOAD_INVALID',
        issues: [{ kind: 'limit', found }],
      });
      expect((error as Error).message).not.toContain('canary');
    }
    expect(await sender.stats()).toMatchObject({ waiting: 0, inFlight: 0 });
  });

  it('is refused where it nests deeper than the stack reaches', async () => {
    const { sender, endpoint } = await bench();
    await expect(
      sender.send(endpoint, { event_type: 'x', data: nested(200_000) }, { contract: 'off' }),
    ).rejects.toMatchObject({ code: 'ERR_WEBHOOK_BODY_TOO_DEEP' });
  });

  it('is refused where it is larger than the limit, by a byte', async () => {
    const body = 1_000;
    const { sender, endpoint } = await bench({ maxBodyBytes: body });
    const envelope = '{"event_type":"x","timestamp":"t","webhook_id":"w","data":{"a":""}}'.length;
    const of = (length: number) => ({
      event_type: 'x',
      timestamp: 't',
      webhook_id: 'w',
      data: { a: 'a'.repeat(length) },
    });
    await expect(sender.send(endpoint, of(body - envelope + 1), { contract: 'off' })).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_BODY_TOO_LARGE',
    });
    await sender.send(endpoint, of(body - envelope), { contract: 'off' });
  });

  it('is one that does not meet the contract, strictly the documented one by default', async () => {
    const { sender, endpoint } = await bench();
    const { robotName: _, ...data } = failed.data;
    const event = { event_type: 'run_failed', data } as never;
    await expect(sender.send(endpoint, event)).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_PAYLOAD_INVALID',
      issues: [{ path: '/data/robotName', kind: 'missing' }],
    });
    for (const broken of [
      null,
      undefined,
      'text',
      {},
      { event_type: '', data: {} },
      { event_type: 'x', data: null },
    ]) {
      await expect(sender.send(endpoint, broken as never, { contract: 'off' })).rejects.toMatchObject({
        code: 'ERR_WEBHOOK_PAYLOAD_INVALID',
      });
    }
  });

  it('is not one that holds null, a pair of surrogates, or an escape that looks like half of one', async () => {
    const { sender, server, endpoint, until } = await bench();
    const data = {
      ...failed.data,
      nothing: null,
      emoji: '😀',
      text: '\\ud800',
      when: new Date(0),
      nullable: 'null',
    };
    await sender.send(endpoint, { event_type: 'run_failed', data }, { contract: 'off' });
    await until('delivered', 1);
    expect(JSON.parse(server.requests[0]?.body ?? '').data).toEqual({
      ...data,
      when: '1970-01-01T00:00:00.000Z',
    });
  });
});

describe('an endpoint that cannot be used', () => {
  const invalid = { code: 'ERR_WEBHOOK_ENDPOINT_INVALID' };
  const refused = { code: 'ERR_WEBHOOK_ADDRESS_REFUSED' };

  it.each(['ftp://example.com', 'file:///etc/passwd', 'example.com', '', 'http://', 'javascript:alert(1)'])(
    'is refused at send: %s',
    async (url) => {
      const { sender } = await bench();
      await expect(sender.send({ url, secret: SECRET }, failed)).rejects.toMatchObject(invalid);
    },
  );

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://127.1/',
    'http://１２７.0.0.1/',
    'http://user@127.0.0.1/',
    'http://127.0.0.1./',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[64:ff9b::a00:1]/',
    'http://[fd00::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
  ])('is refused at send, with no connection made: %s', async (url) => {
    const { sender } = await bench({ allow: [] });
    await expect(sender.send({ url, secret: SECRET }, failed)).rejects.toMatchObject(refused);
  });

  it('is refused at the moment of connecting where its name resolves to a private address', async () => {
    const { sender, server, until, emitted } = await bench({ allow: [], resolve: async () => ['127.0.0.1'] });
    await sender.send({ url: `http://rebind.example:${server.port}/`, secret: SECRET }, failed);
    await until('attempt', 1);
    expect(emitted.attempt[0]).toMatchObject({ code: 'ERR_WEBHOOK_ADDRESS_REFUSED', outcome: 'retry' });
    expect(server.connections).toBe(0);
  });

  it.each<[string, Record<string, string>]>([
    ['a line end in a value', { 'x-a': 'a\r\nx-b: b' }],
    ['a lone line feed in a value', { 'x-a': 'a\nb' }],
    ['NUL in a value', { 'x-a': 'a\u0000b' }],
    ['a value beyond ASCII', { 'x-a': 'café' }],
    ['a line end in a name', { 'x-a\r\nx-b': 'b' }],
    ['a space in a name', { 'x a': 'b' }],
    ['an empty name', { '': 'b' }],
    ['host', { Host: 'evil.example' }],
    ['content-length', { 'Content-Length': '0' }],
    ['transfer-encoding', { 'transfer-encoding': 'chunked' }],
    ['connection', { connection: 'close' }],
    ['expect', { expect: '100-continue' }],
    ['accept-encoding', { 'accept-encoding': 'gzip' }],
    ['content-type', { 'content-type': 'text/plain' }],
    ['a signing header', { 'webhook-signature': 'v1,x' }],
    ['__proto__', JSON.parse('{"__proto__":"x"}') as Record<string, string>],
    ['constructor', JSON.parse('{"constructor":"x"}') as Record<string, string>],
    ['a value that is no text', { 'x-a': 1 as never }],
    ['a name twice, in two cases', { 'X-A': '1', 'x-a': '2' }],
  ])('is refused for a header: %s', async (_name, headers) => {
    const { sender, endpoint } = await bench();
    await expect(sender.send({ ...endpoint, headers }, failed)).rejects.toMatchObject(invalid);
  });

  it('may have headers of its own, a user and a password', async () => {
    const { sender, server, endpoint, until } = await bench();
    const url = `http://u%20ser:p%C3%A4ss@127.0.0.1:${server.port}/`;
    await sender.send(
      { ...endpoint, url, headers: { 'X-Tenant': 'a b', 'User-Agent': 'mine/1' } },
      completed,
    );
    await until('delivered', 1);
    expect(server.requests[0]?.headers).toMatchObject({
      'x-tenant': 'a b',
      'user-agent': 'mine/1',
      authorization: `Basic ${Buffer.from('u ser:päss').toString('base64')}`,
    });
  });

  it.each([
    { timeoutMs: 0 },
    { timeoutMs: Number.NaN },
    { concurrency: 0 },
    { concurrency: 1.5 },
    { ratePerSecond: 0 },
    { ratePerSecond: Number.NaN },
  ])('is refused for a number out of its range: %o', async (settings) => {
    const { sender, endpoint } = await bench();
    await expect(sender.send({ ...endpoint, ...settings }, failed)).rejects.toThrow(RangeError);
  });
});
