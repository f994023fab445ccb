import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createReceiver,
  type Receiver,
  type Authenticated,
  type ReceiverOptions,
  sign,
  urlToken,
  type WebhookErrorCode,
} from '../../src/index.ts';
import {
  COMPLETED,
  encode,
  FAILED_F,
  now,
  NOW,
  OTHER_SECRET,
  SECRET,
  signed,
  type SignedRequest,
} from '../receive/deliveries.ts';
import { gate } from '../queue/recorder.ts';
import { HOOK, type Running, stacks } from './stacks.ts';

const MAX_BODY_BYTES = 20_000;
const TOKEN = 'a/token+with&odd=characters';

/** A receiver that remembers what its handlers and its listener were given. */
class Watch {
  readonly receiver: Receiver;
  readonly bodies: Uint8Array[] = [];
  readonly errors: { code: WebhookErrorCode; message: string }[] = [];
  work: (call: number) => unknown = () => undefined;
  readonly failed = gate<void>();

  constructor(options: Partial<ReceiverOptions> = {}) {
    const auth = options.auth === undefined ? { secrets: [SECRET] } : {};
    this.receiver = createReceiver({
      now,
      maxBodyBytes: MAX_BODY_BYTES,
      ...auth,
      ...options,
    } as Authenticated<ReceiverOptions>)
      .onAny(async ({ delivery }) => {
        this.bodies.push(delivery.body);
        return this.work(this.bodies.length);
      })
      .onError(({ code, message }) => {
        this.errors.push({ code, message });
        this.failed.open();
      });
  }
}

interface Answered {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Sent extends Partial<SignedRequest> {
  readonly method?: string;
  readonly path?: string;
  readonly multiHeaders?: Readonly<Record<string, string[]>>;
}

describe.each(stacks)('$name', (stack) => {
  let running: Running | undefined;
  let watch: Watch;
  beforeEach(() => {
    watch = new Watch();
  });
  afterEach(async () => running?.close());

  async function start(parsed = false): Promise<void> {
    const { startParsed } = stack;
    running = await (parsed && startParsed ? startParsed(watch.receiver) : stack.start(watch.receiver));
  }

  async function send({
    method = 'POST',
    path = HOOK,
    headers = {},
    multiHeaders = {},
    body,
  }: Sent): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const { port } = running!;
      const options = { port, host: '127.0.0.1', method, path, headers: { ...headers, ...multiHeaders } };
      httpRequest(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const { statusCode: status, headers } = response;
          resolve({ status, headers, body: Buffer.concat(chunks).toString() });
        });
      })
        .on('error', reject)
        .end(body);
    });
  }

  /** Sends raw text and takes what comes back until the end, or until there is a status and a body. */
  async function sendRaw(text: string, more?: () => string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(running!.port, '127.0.0.1', () => socket.write(text));
      let answer = '';
      const pump = (): void => {
        if (more && !socket.destroyed && answer === '') socket.write(more(), () => setImmediate(pump));
      };
      socket.on('connect', pump);
      socket.on('data', (chunk: Buffer) => {
        answer += chunk.toString();
        if (!answer.includes('\r\n\r\n{')) return;
        socket.destroy();
        resolve(answer);
      });
      socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
      socket.on('end', () => resolve(answer));
    });
  }

  const head = (fields: Readonly<Record<string, string>>): string => {
    const lines = Object.entries({ host: 'localhost', ...fields }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    return `POST ${HOOK} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  };

  test('hands an authentic delivery over, byte for byte', async () => {
    await start();
    // Bytes that JSON.stringify would not give back: spaces, an escape, and text beyond ASCII.
    const request = await signed(
      ` {"event_type" : "run_completed", "data": {"x": "\\u00e9 é 💥 \u2028"} }\n`,
    );
    expect(await send(request)).toMatchObject({
      status: 200,
      body: '{"ok":true}',
      headers: {
        'content-type': expect.stringMatching(/^application\/json/) as unknown,
        'content-length': '11',
      },
    });
    expect(watch.bodies.map((body) => Buffer.from(body))).toEqual([Buffer.from(request.body)]);
  });

  test.each<[string, (good: SignedRequest) => Sent | Promise<Sent>]>([
    ['another secret', async () => signed(COMPLETED, { secret: OTHER_SECRET })],
    ['another body', (good) => ({ ...good, body: encode(FAILED_F) })],
    ['no signature', ({ body }) => ({ body, headers: { 'content-type': 'application/json' } })],
    [
      'an id that is there twice',
      ({ body, headers: { 'webhook-id': id = '', ...headers } }) => ({
        body,
        headers,
        multiHeaders: { 'webhook-id': [id, id] },
      }),
    ],
  ])('answers 401 to a delivery with %s', async (_name, change) => {
    await start();
    const sent = await change(await signed(COMPLETED));
    expect(await send(sent)).toMatchObject({
      status: 401,
      body: '{"ok":false,"error":"The delivery is not authentic."}',
    });
    expect(watch.bodies).toEqual([]);
    expect(watch.errors).toHaveLength(1);
  });

  test.each([
    ['ERR_WEBHOOK_CONTENT_ENCODING', { 'content-encoding': 'gzip' }],
    ['ERR_WEBHOOK_CONTENT_TYPE', { 'content-type': 'text/plain' }],
  ])('answers 415 by the headers: %s', async (code, headers) => {
    await start();
    const body = gzipSync(encode(COMPLETED));
    const request = await signed(COMPLETED);
    expect((await send({ body, headers: { ...request.headers, ...headers } })).status).toBe(415);
    expect(watch.errors).toMatchObject([{ code }]);
    expect(watch.bodies).toEqual([]);
  });

  test.each([
    ['no JSON', '{"event_type":', 400],
    ['nothing', '', 400],
    ['no UTF-8', Buffer.from('"\xff"', 'latin1'), 400],
  ])('answers a signed body that is %s', async (_name, content, status) => {
    await start();
    const body = typeof content === 'string' ? encode(content) : content;
    const { headers } = await signed(content.toString());
    const request = { body, headers: { ...headers, ...(await signedBytes(body)) } };
    // What is not UTF-8 cannot pass through the text of an event of AWS unharmed: there it is not authentic.
    const expected = stack.name.startsWith('lambda') && typeof content !== 'string' ? [400, 401] : [status];
    expect(expected).toContain((await send(request)).status);
    expect(watch.bodies).toEqual([]);
  });

  test('answers 405 to what is no POST', async () => {
    await start();
    for (const method of ['GET', 'PUT']) {
      expect(await send({ method, headers: { 'content-type': 'application/json' } })).toMatchObject({
        status: 405,
        headers: { allow: 'POST' },
      });
    }
    expect(watch.errors.map(({ code }) => code)).toEqual(Array(2).fill('ERR_WEBHOOK_METHOD_NOT_ALLOWED'));
  });

  test('handles a repetition once', async () => {
    await start();
    const request = await signed(COMPLETED);
    expect((await send(request)).body).toBe('{"ok":true}');
    expect(await send(request)).toMatchObject({ status: 200, body: '{"ok":true,"duplicate":true}' });
    expect(watch.bodies).toHaveLength(1);
  });

  test('answers 503 with Retry-After while the same delivery is handled', async () => {
    await start();
    const [begun, end] = [gate<void>(), gate<void>()];
    watch.work = async () => {
      begun.open();
      await end.promise;
    };
    const request = await signed(COMPLETED);
    const first = send(request);
    await begun.promise;
    expect(await send(request)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    end.open();
    expect((await first).status).toBe(200);
    expect(watch.bodies).toHaveLength(1);
  });

  test('answers 500 to a handler that throws, says nothing of it, and calls it again', async () => {
    await start();
    watch.work = (call) => {
      if (call === 1) throw new Error('db-password');
    };
    const request = await signed(COMPLETED);
    const answer = await send(request);
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer)).not.toContain('db-password');
    expect((await send(request)).body).toBe('{"ok":true}');
  });

  test('gives up a handler that hangs, and calls it again', async () => {
    watch = new Watch({ handlerTimeoutMs: 30 });
    await start();
    watch.work = (call) => (call === 1 ? new Promise(() => undefined) : undefined);
    const request = await signed(COMPLETED);
    expect((await send(request)).status).toBe(503);
    expect(watch.errors).toMatchObject([{ code: 'ERR_WEBHOOK_HANDLER_TIMEOUT' }]);
    expect((await send(request)).status).toBe(200);
  });

  test('takes a token in the URL in place of a signature', async () => {
    watch = new Watch({ auth: urlToken('token', TOKEN) });
    await start();
    const request = { body: encode(COMPLETED), headers: { 'content-type': 'application/json' } };
    for (const [query, status] of [
      ['', 401],
      [`?token=${encodeURIComponent(TOKEN)}x`, 401],
      [`?token=${encodeURIComponent(TOKEN)}&token=x`, 401],
      [`?a=1&token=${encodeURIComponent(TOKEN)}`, 200],
    ] as const) {
      expect((await send({ ...request, path: HOOK + query })).status).toBe(status);
    }
  });

  test('answers 413 to a whole body over the limit', async () => {
    await start();
    const request = await signed({ event_type: 'run_completed', x: 'x'.repeat(MAX_BODY_BYTES) });
    expect((await send(request)).status).toBe(413);
    expect(watch.bodies).toEqual([]);
  });

  const { startParsed, advice, buffers } = stack;
  if (startParsed && advice)
    test('says what to do where a body parser was first', async () => {
      await start(true);
      const answer = await send(await signed(COMPLETED));
      expect(answer).toMatchObject({ status: 500, body: expect.not.stringMatching(/pars/) as unknown });
      expect(watch.errors).toMatchObject([{ code: 'ERR_WEBHOOK_BODY_NOT_RAW' }]);
      expect(watch.errors[0]?.message).toMatch(advice);
    });

  if (!buffers)
    describe('without waiting for the body', () => {
      const json = { 'content-type': 'application/json' };

      test('answers 413 to an announced length over the limit at once', async () => {
        await start();
        await send(await signed(COMPLETED)); // everything is loaded
        const begin = performance.now();
        const answer = await sendRaw(head({ ...json, 'content-length': '2147483648' }) + '{"event_type"');
        // The promise is 100 ms; the machine may be busy with other tests, and the body never comes.
        expect(performance.now() - begin).toBeLessThan(5_000);
        expect(answer).toMatch(/^HTTP\/1\.1 413 /);
        expect(watch.errors).toMatchObject([{ code: 'ERR_WEBHOOK_BODY_TOO_LARGE' }]);
      });

      test('answers 413 to a stream as soon as it is over the limit', async () => {
        await start();
        const { headers } = await signed(COMPLETED);
        const answer = await sendRaw(
          head({ ...headers, 'transfer-encoding': 'chunked' }),
          () => `400\r\n${'x'.repeat(1024)}\r\n`,
        );
        expect(answer).toMatch(/^HTTP\/1\.1 413 /);
        expect(watch.errors).toMatchObject([{ code: 'ERR_WEBHOOK_BODY_TOO_LARGE' }]);
      });

      test('answers 408 to a body that stops coming', async () => {
        watch = new Watch({ bodyTimeoutMs: 50 });
        await start();
        const { headers } = await signed(COMPLETED);
        const answer = await sendRaw(head({ ...headers, 'content-length': '100' }) + '{');
        expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      });

      test('answers 401 to missing and to old signing headers', async () => {
        await start();
        for (const headers of [json, (await signed(COMPLETED, { at: NOW - 301_000 })).headers]) {
          const answer = await sendRaw(head({ ...headers, 'content-length': '100' }) + '{');
          expect(answer).toMatch(/^HTTP\/1\.1 401 /);
        }
        expect(watch.errors.map(({ code }) => code)).toEqual([
          'ERR_WEBHOOK_HEADER_MISSING',
          'ERR_WEBHOOK_TIMESTAMP_TOO_OLD',
        ]);
      });

      test('handles nothing of an upload that is cut, and goes on', async () => {
        await start();
        const { body, headers } = await signed(COMPLETED);
        const socket = connect(running!.port, '127.0.0.1');
        socket.write(head({ ...headers, 'content-length': String(body.byteLength) }));
        socket.write(body.subarray(0, 100), () => setTimeout(() => socket.resetAndDestroy(), 20));
        await watch.failed.promise;
        expect(watch.errors).toMatchObject([{ code: 'ERR_WEBHOOK_BODY_INCOMPLETE' }]);
        expect(watch.bodies).toEqual([]);
        expect((await send({ body, headers })).body).toBe('{"ok":true}');
      });

      test('handles nothing of a body whose chunks lie, and goes on', async () => {
        await start();
        const { body, headers } = await signed(COMPLETED);
        const text = head({ ...headers, 'transfer-encoding': 'chunked' });
        await sendRaw(`${text}10\r\n${Buffer.from(body).toString().slice(0, 16)}\r\nzz\r\n`).catch(
          () => undefined,
        );
        expect(watch.bodies).toEqual([]);
        expect((await send({ body, headers })).body).toBe('{"ok":true}');
      });
    });
});

/** Signs bytes that are no text. */
async function signedBytes(body: Uint8Array): Promise<Record<string, string>> {
  return { ...(await sign(body, { id: 'msg_1', secrets: [SECRET], timestamp: Math.floor(now() / 1000) })) };
}
