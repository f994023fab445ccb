import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createReceiver,
  type ErrorContext,
  type Receiver,
  unsigned,
  unwrap,
  verify,
  type WebhookError,
} from '../../src/index.ts';
import { COMPLETED, encode, FAILED_F, JSON_HEADERS, now, NOW, SECRET, signed } from './deliveries.ts';

const STATUSES = [200, 400, 401, 405, 408, 413, 415, 422, 500, 503];

interface Watched {
  readonly receiver: Receiver<'report'>;
  readonly errors: { error: WebhookError; context: ErrorContext }[];
  readonly handled: unknown[];
}

function watched(options: { isSigned?: boolean } = {}): Watched {
  const auth = options.isSigned === false ? { auth: unsigned() } : { secrets: [SECRET] };
  const handled: unknown[] = [];
  const errors: Watched['errors'] = [];
  const receiver = createReceiver({ now, ...auth })
    .onAny(({ run }) => handled.push(run))
    .onError((error, context) => errors.push({ error, context }));
  return { receiver, errors, handled };
}

describe('an id that is signed and cannot be used', () => {
  test.each([
    ['a dot', 'msg.1'],
    ['nothing', ''],
    ['a line feed', 'msg\n1'],
    ['a control character', 'msg\u001b[31m'],
    ['a line separator', 'msg\u2028'],
    ['10 kB', 'x'.repeat(10_000)],
  ])('because of %s is answered 401, and never stored', async (_name, id) => {
    const { receiver, errors, handled } = watched();
    const good = await signed(COMPLETED);
    const request = { ...good, headers: { ...good.headers, 'webhook-id': id } };
    expect((await receiver.handle(request)).status).toBe(401);
    expect(errors[0]?.error.code).toMatch(/^ERR_WEBHOOK_HEADER_/);
    expect(handled).toEqual([]);
  });
});

test('a replay within the tolerance is handled once', async () => {
  const { receiver, handled } = watched();
  const request = await signed(COMPLETED, { at: NOW - 299_000 });
  for (let n = 0; n < 3; n++) expect((await receiver.handle(request)).status).toBe(200);
  expect(handled).toHaveLength(1);
});

test.each([[COMPLETED], [null], [undefined], [7], [[1, 2]]])(
  'a body that is not raw (%j) is said so',
  async (body) => {
    const options = { secrets: [SECRET], now };
    await expect(unwrap(body as never, JSON_HEADERS, options)).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_BODY_NOT_RAW',
      message: expect.stringMatching(/Express.*Fastify.*Koa.*Nest.*Hono.*Lambda/s) as unknown,
    });
  },
);

test.each<[string, unknown, string]>([
  ['a Promise', Promise.resolve('{}'), 'ERR_WEBHOOK_BODY_NOT_AWAITED'],
  ['a detached ArrayBuffer', detached().buffer, 'ERR_WEBHOOK_BODY_NOT_RAW'],
  ['a view of a detached ArrayBuffer', detached(), 'ERR_WEBHOOK_BODY_NOT_RAW'],
  ['a proxy of bytes', new Proxy(new Uint8Array(3), {}), 'ERR_WEBHOOK_BODY_NOT_RAW'],
  ['a proxy that throws', throwing(), 'ERR_WEBHOOK_BODY_NOT_RAW'],
])('a body that is %s has an error of its own', async (_name, body, code) => {
  const good = await signed(COMPLETED);
  const options = { secrets: [SECRET], now };
  await expect(unwrap(body as never, good.headers, options)).rejects.toMatchObject({ code });
  await expect(verify(body as never, good.headers, options)).resolves.toMatchObject({ ok: false, code });
  const { receiver, errors } = watched();
  const read = (): never => body as never;
  if (code.endsWith('RAW')) await receiver.handle({ ...good, body: read });
  else await receiver.handle({ ...good, body: body as never });
  expect(errors[0]?.error.code).toBe(code);
});

test.each<[string, unknown, string]>([
  ['a Promise', Promise.resolve(new Headers()), 'ERR_WEBHOOK_HEADERS_NOT_AWAITED'],
  ['absent', undefined, 'ERR_WEBHOOK_HEADERS_UNREADABLE'],
  ['a request', new Request('http://a.test'), 'ERR_WEBHOOK_HEADERS_UNREADABLE'],
  ['a proxy that throws', throwing(), 'ERR_WEBHOOK_HEADERS_UNREADABLE'],
])('headers that are %s have an error of their own, signed or not', async (_name, headers, code) => {
  for (const isSigned of [true, false]) {
    const { receiver, errors } = watched({ isSigned });
    const answer = await receiver.handle({ headers: headers as never, body: '{}' });
    expect([answer.status, errors[0]?.error.code]).toEqual([500, code]);
    const options = isSigned ? { secrets: [SECRET], now } : { auth: unsigned() };
    await expect(unwrap('{}', headers as never, options)).rejects.toMatchObject({ code });
  }
});

function detached(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

function throwing(): object {
  const fail = (): never => {
    throw new Error('no');
  };
  return new Proxy({}, { get: fail, getPrototypeOf: fail, ownKeys: fail, has: fail });
}

const objectOf = (keys: number): string =>
  JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, n) => [n, n])));

describe('a payload that is made to harm', () => {
  test.each<[string, string | Uint8Array, number]>([
    ['a byte order mark', '\ufeff{}', 400],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), 400],
    ['an overlong encoding', new Uint8Array([0x22, 0xc0, 0xaf, 0x22]), 400],
    ['100,000 levels', '['.repeat(100_000) + ']'.repeat(100_000), 400],
    [
      '__proto__',
      '{"event_type":"run_completed","__proto__":{"polluted":1},"data":{"__proto__":{"run_id":"r"}}}',
      200,
    ],
    [
      'constructor',
      '{"event_type":"run_completed","data":{"constructor":{"prototype":{"polluted":1}}}}',
      200,
    ],
    ['10,000 keys', objectOf(10_000), 200],
    ['10,001 keys', objectOf(10_001), 400],
    [
      'numbers beyond doubles',
      '{"event_type":"run_completed","data":{"run_id":9007199254740993,"x":1e400}}',
      200,
    ],
    ['a string', '"run_completed"', 200],
    ['null', 'null', 200],
  ])('%s has an answer, and pollutes nothing', async (_name, content, status) => {
    const { receiver } = watched({ isSigned: false });
    const body = typeof content === 'string' ? encode(content) : content;
    expect((await receiver.handle({ body, headers: JSON_HEADERS })).status).toBe(status);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('duplicate keys are reported', async () => {
    const body = encode('{"event_type":"run_failed","event_type":"run_completed"}');
    const unwrapped = await unwrap(body, JSON_HEADERS, { auth: unsigned() });
    expect(unwrapped.duplicateKeys).toEqual(['/event_type']);
    expect(unwrapped.drift.documented).toContainEqual(
      expect.objectContaining({ kind: 'duplicate', path: '/event_type' }),
    );
  });
});

test('nothing that a sender writes is in a message that may be logged, but escaped', async () => {
  const bad = 'evil\r\n[ERROR] \u001b[31m\u2028\u202e\u0000';
  const payloads = [
    { ...FAILED_F, event_type: bad },
    { ...FAILED_F, timestamp: bad, webhook_id: bad },
    {
      ...FAILED_F,
      data: { ...FAILED_F.data, robot_name: bad, run_id: bad, status: bad, [bad]: bad, error: bad },
    },
  ];
  const messages: string[] = [];
  for (const payload of payloads) {
    const options = { secrets: [SECRET], now };
    const { body, headers } = await signed(payload);
    await unwrap(body, headers, { ...options, validation: 'strict' }).catch(
      (error: WebhookError & { issues?: never[] }) => {
        messages.push(error.message, JSON.stringify(error.issues));
      },
    );
    const { drift, run } = await unwrap(body, headers, options);
    messages.push(...[...drift.documented, ...drift.observed, ...run.repairs].map(({ message }) => message));
    const forged = { ...headers, 'webhook-id': bad, 'webhook-signature': bad, 'webhook-timestamp': bad };
    await unwrap(body, forged, options).catch((error: WebhookError) => messages.push(error.message));
  }
  expect(messages.length).toBeGreaterThan(20);
  for (const message of messages) expect(message).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
});

test('whatever comes, there is an answer of the table, and every refusal is typed', async () => {
  const headerValue = fc.oneof(
    fc.string(),
    fc.constant('application/json'),
    fc.constant('msg_1'),
    fc.string({ unit: 'binary' }),
  );
  const names = [
    'content-type',
    'content-encoding',
    'content-length',
    'webhook-id',
    'webhook-timestamp',
    'webhook-signature',
  ];
  const headers = fc.oneof(
    fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(headerValue, fc.array(headerValue), fc.constant(undefined)),
    ),
    fc.array(fc.oneof(fc.constantFrom(...names), headerValue)),
    fc.anything(),
  );
  const body = fc.oneof(fc.uint8Array(), fc.string(), fc.json(), fc.anything());
  const receivers = [watched(), watched({ isSigned: false })];
  await fc.assert(
    fc.asyncProperty(headers, body, fc.boolean(), async (given, content, isPlain) => {
      const { receiver, errors } = receivers[isPlain ? 1 : 0]!;
      const before = errors.length;
      const used = isPlain ? JSON_HEADERS : given;
      const answer = await receiver.handle({ headers: used as never, body: content as never });
      expect(STATUSES).toContain(answer.status);
      expect(Number(answer.headers['content-length'])).toBe(Buffer.byteLength(answer.body));
      if (answer.status !== 200) expect(errors[before]?.error.code).toMatch(/^ERR_WEBHOOK_/);
    }),
    { numRuns: 500 },
  );
});
