import { nearestShape } from '../../src/validation/shape.ts';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  fixture,
  type MaxunWebhook,
  simulateMaxun,
  type SimulatedAttempt,
  virtualClock,
} from '../../src/simulate/index.ts';
import { verify } from '../../src/signature/index.ts';
import { headerLines, inTurn, refusedUrl, startEndpoint, startSocket, status } from './endpoint.ts';

const event = fixture('extract-run');
const json = JSON.stringify(event);

/** Sends one event to one webhook, and lets time pass until its end. */
async function sendTo(url: string, config: Partial<MaxunWebhook> = {}) {
  const clock = virtualClock();
  const start = clock.now();
  await using maxun = simulateMaxun({ webhooks: [{ url, ...config }], clock });
  const [delivery] = await clock.until(maxun.send(event));
  return { ...delivery!, seconds: delivery!.attempts.map(({ at }) => (at - start) / 1000) };
}

describe('an attempt', () => {
  test('posts the bytes with the headers of axios, in its order and spelling, and no other', async () => {
    await using endpoint = await startEndpoint(status(200));
    await sendTo(endpoint.url);
    const [request] = endpoint.received;
    expect(request).toMatchObject({ method: 'POST', path: '/hook', body: json });
    expect(headerLines(request!)).toEqual([
      'Accept: application/json, text/plain, */*',
      'Content-Type: application/json',
      'User-Agent: axios/1.11.0',
      `Content-Length: ${Buffer.byteLength(json)}`,
      'Accept-Encoding: gzip, compress, deflate, br',
      `Host: ${new URL(endpoint.url).host}`,
      'Connection: keep-alive',
    ]);
  });

  test.each([200, 201, 204, 299])('is delivered by %i', async (code) => {
    await using endpoint = await startEndpoint(status(code));
    const delivery = await sendTo(endpoint.url);
    expect(delivery).toMatchObject({ delivered: true, how: 'post', lost: false });
    expect(delivery.attempts).toHaveLength(1);
    expect(delivery.attempts[0]).toMatchObject({ number: 1, status: code, delivered: true });
    expect(delivery.attempts[0]).not.toHaveProperty('retryAt');
  });

  test.each([300, 304, 400, 401, 404, 410, 413, 422, 429, 500, 503])(
    'is made again after %i, whatever it means elsewhere',
    async (code) => {
      await using endpoint = await startEndpoint(inTurn(status(code), status(200)));
      const delivery = await sendTo(endpoint.url);
      expect(delivery.attempts.map((attempt) => attempt.status)).toEqual([code, 200]);
      expect(delivery).toMatchObject({ delivered: true, how: 'post' });
    },
  );

  test('takes an answer for none whose body is cut off, or cannot be decoded', async () => {
    await using cut = await startSocket((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab');
    });
    await using garbled = await startEndpoint((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain');
    });
    await using zipped = await startEndpoint((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('plain'));
    });
    const codes = async (url: string) => (await sendTo(url)).attempts.map(({ error }) => error?.code);
    expect(await codes(cut.url)).toEqual(Array(3).fill('ERR_WEBHOOK_CONNECTION_LOST'));
    expect(await codes(garbled.url)).toEqual(Array(3).fill('ERR_WEBHOOK_RESPONSE_INVALID'));
    expect(await codes(zipped.url)).toEqual([undefined]);
  });

  test.each([
    ['a connection that is refused', refusedUrl, 'ERR_WEBHOOK_CONNECT_FAILED'],
    ['a name that is unknown', async () => 'http://nowhere.invalid/hook', 'ERR_WEBHOOK_DNS_FAILED'],
  ])('names %s', async (_what, urlOf, code) => {
    const { attempts, delivered } = await sendTo(await urlOf());
    expect(attempts.map(({ error }) => error?.code)).toEqual([code, code, code]);
    expect(attempts[0]).not.toHaveProperty('status');
    expect(delivered).toBe(false);
  });

  test('names a connection that is cut, an answer that is not HTTP, and TLS to a server without it', async () => {
    await using cut = await startSocket((socket) => socket.destroy());
    await using garbled = await startSocket((socket) => socket.end('SMTP ready\r\n'));
    const first = async (url: string) => (await sendTo(url)).attempts[0]?.error?.code;
    expect(await first(cut.url)).toBe('ERR_WEBHOOK_CONNECTION_LOST');
    expect(await first(garbled.url)).toBe('ERR_WEBHOOK_RESPONSE_INVALID');
    expect(await first(garbled.url.replace('http:', 'https:'))).toBe('ERR_WEBHOOK_TLS_FAILED');
  });
});

describe('retries', () => {
  test('come 5 s and then 10 s later, three attempts in all, with the same bytes', async () => {
    await using endpoint = await startEndpoint(status(503));
    const { seconds, attempts, delivered } = await sendTo(endpoint.url);
    expect(seconds).toEqual([0, 5, 15]);
    expect(attempts.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(delivered).toBe(false);
    expect(endpoint.received.map(({ body }) => body)).toEqual([json, json, json]);
  });

  test('take no notice of retry-after', async () => {
    await using endpoint = await startEndpoint(status(429, { 'retry-after': '120' }));
    expect((await sendTo(endpoint.url)).seconds).toEqual([0, 5, 15]);
  });

  test.each([
    [{ retryAttempts: 5, retryDelay: 2 }, [0, 2, 6, 14, 30]],
    [{ retryAttempts: 1 }, [0]],
    [{ retryAttempts: 0, retryDelay: 0, timeout: 0 }, [0, 5, 15]],
  ])('follow the configuration of the webhook, where 0 is the default: %j', async (config, expected) => {
    await using endpoint = await startEndpoint(status(500));
    expect((await sendTo(endpoint.url, config)).seconds).toEqual(expected);
  });

  test('are lost by a restart, as is the attempt that is under way', async () => {
    await using endpoint = await startEndpoint(inTurn(status(500), () => undefined));
    const clock = virtualClock();
    await using maxun = simulateMaxun({ url: endpoint.url, clock, onAttempt: () => maxun.restart() });
    const [waiting] = await clock.until(maxun.send(event));
    expect(waiting).toMatchObject({ delivered: false, lost: true });
    expect(waiting!.attempts.map((attempt) => attempt.status)).toEqual([500]);

    const sending = maxun.send(event);
    await endpoint.arrived(2);
    maxun.restart();
    expect(await sending).toMatchObject([{ delivered: false, lost: true, attempts: [] }]);
    await clock.advance(60_000);
    expect(endpoint.received).toHaveLength(2);
  });

  test('go on after a restart for what is sent then', async () => {
    await using endpoint = await startEndpoint(inTurn(status(500), status(200)));
    const clock = virtualClock();
    await using maxun = simulateMaxun({ url: endpoint.url, clock });
    maxun.restart();
    expect(await clock.until(maxun.send(event))).toMatchObject([{ delivered: true, lost: false }]);
  });

  test('on the clock of the machine wait for real', async () => {
    await using endpoint = await startEndpoint(inTurn(status(500), status(200)));
    await using maxun = simulateMaxun({ webhooks: [{ url: endpoint.url, retryDelay: 0.02 }] });
    const [delivery] = await maxun.send(event);
    expect(delivery!.attempts.map((attempt) => attempt.status)).toEqual([500, 200]);
  });
});

describe('the timeout', () => {
  test('is 30 s, after which the attempt is made again', async () => {
    await using endpoint = await startEndpoint(inTurn(() => undefined, status(200)));
    const clock = virtualClock();
    await using maxun = simulateMaxun({ url: endpoint.url, clock });
    const sending = maxun.send(event);
    await endpoint.arrived(1);
    await clock.advance(29_999);
    expect(endpoint.received).toHaveLength(1);
    await clock.advance(1);
    const [delivery] = await clock.until(sending);
    expect(delivery!.attempts[0]!.error).toMatchObject({
      code: 'ERR_WEBHOOK_ATTEMPT_TIMEOUT',
      message: 'The endpoint did not answer within 30 s.',
    });
    expect(delivery!.attempts[0]!.durationMs).toBe(30_000);
    expect(delivery).toMatchObject({ delivered: true });
  });

  test('is the webhook’s own, where it has one', async () => {
    await using endpoint = await startEndpoint(() => undefined);
    const clock = virtualClock();
    await using maxun = simulateMaxun({
      webhooks: [{ url: endpoint.url, timeout: 2, retryAttempts: 1 }],
      clock,
    });
    const sending = maxun.send(event);
    await endpoint.arrived(1);
    await clock.advance(2000);
    expect((await sending)[0]!.attempts[0]!.durationMs).toBe(2000);
  });

  test('is not put off by a drip of headers', async () => {
    const started = deferred();
    await using endpoint = await startSocket((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-drip: 1\r\n', () => started.resolve(undefined));
    });
    const clock = virtualClock();
    await using maxun = simulateMaxun({ webhooks: [{ url: endpoint.url, retryAttempts: 1 }], clock });
    const sending = maxun.send(event);
    await started.promise;
    await clock.advance(30_000);
    expect((await sending)[0]!.attempts[0]!.error?.code).toBe('ERR_WEBHOOK_ATTEMPT_TIMEOUT');
  });

  test('is, once the headers are there, the longest pause in the body', async () => {
    const drips: (() => void)[] = [];
    await using endpoint = await startEndpoint((response) => {
      response.writeHead(200).flushHeaders();
      drips.push(
        () => response.write('x'),
        () => response.end(),
      );
    });
    const clock = virtualClock();
    const paused = pausesSeen(clock);
    await using maxun = simulateMaxun({
      webhooks: [{ url: endpoint.url, retryAttempts: 1 }],
      clock: paused.clock,
    });
    const sending = maxun.send(event);
    await paused.armed(2);
    await clock.advance(29_000);
    drips[0]!();
    await paused.armed(3);
    await clock.advance(29_000);
    drips[1]!();
    expect((await sending)[0]).toMatchObject({ delivered: true, attempts: [{ durationMs: 58_000 }] });
  });
});

function deferred() {
  let resolve: (value: unknown) => void = () => undefined;
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Tells how many waits have begun. */
function pausesSeen(clock: ReturnType<typeof virtualClock>) {
  let count = 0;
  const waiting: { at: number; resolve: () => void }[] = [];
  return {
    clock: {
      now: () => clock.now(),
      hold: () => clock.hold(),
      after: (delayMs: number, callback: () => void) => {
        count += 1;
        for (const { at, resolve } of waiting) if (count >= at) resolve();
        return clock.after(delayMs, callback);
      },
    },
    armed: async (at: number) =>
      count >= at ? undefined : new Promise<void>((resolve) => waiting.push({ at, resolve })),
  };
}

describe('redirects', () => {
  test.each([301, 302, 303])('%i turns the delivery into an empty GET, whose 200 counts', async (code) => {
    await using endpoint = await startEndpoint(inTurn(status(code, { location: '/login' }), status(200)));
    const { attempts, delivered, how } = await sendTo(endpoint.url);
    expect({ delivered, how }).toEqual({ delivered: true, how: 'empty-get' });
    expect(attempts).toHaveLength(1);
    expect(attempts[0]!.redirects).toEqual([{ status: code, to: new URL('/login', endpoint.url).href }]);
    const [, second] = endpoint.received;
    expect(second).toMatchObject({ method: 'GET', path: '/login', body: '' });
    expect(headerLines(second!)).toEqual([
      'Accept: application/json, text/plain, */*',
      'User-Agent: axios/1.11.0',
      'Accept-Encoding: gzip, compress, deflate, br',
      `Host: ${new URL(endpoint.url).host}`,
      'Connection: keep-alive',
    ]);
  });

  test.each([307, 308, 300])('%i keeps the POST and its bytes', async (code) => {
    await using endpoint = await startEndpoint(inTurn(status(code, { location: '/moved' }), status(200)));
    expect(await sendTo(endpoint.url)).toMatchObject({ delivered: true, how: 'post' });
    expect(endpoint.received[1]).toMatchObject({ method: 'POST', path: '/moved', body: json });
  });

  test('lead to another host too, and an empty GET that fails is made again from the start', async () => {
    await using target = await startEndpoint(inTurn(status(404), status(200)));
    await using endpoint = await startEndpoint(status(302, { location: target.url }));
    const { attempts, how } = await sendTo(endpoint.url);
    expect(attempts.map((attempt) => attempt.status)).toEqual([404, 200]);
    expect(how).toBe('empty-get');
    expect(endpoint.received.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });

  test('fail the attempt at the 22nd, and where they lead out of HTTP', async () => {
    await using loop = await startEndpoint(status(307, { location: '/hook' }));
    await using away = await startEndpoint(status(302, { location: 'ftp://127.0.0.1/' }));
    const once = { retryAttempts: 1 };
    const { attempts } = await sendTo(loop.url, once);
    expect(attempts[0]!.error?.code).toBe('ERR_WEBHOOK_REDIRECTED');
    expect(loop.received).toHaveLength(22);
    expect((await sendTo(away.url, once)).attempts[0]!.error?.code).toBe('ERR_WEBHOOK_REDIRECTED');
  });

  test('without a location are answers like any other', async () => {
    await using endpoint = await startEndpoint(inTurn(status(302), status(200)));
    expect((await sendTo(endpoint.url)).attempts.map((attempt) => attempt.status)).toEqual([302, 200]);
  });
});

describe('webhooks', () => {
  test('are sent to at once, each with its own id, retries and clock', async () => {
    const clock = virtualClock();
    const start = clock.now();
    await using failing = await startEndpoint(status(500));
    await using fine = await startEndpoint(status(200));
    const seen: [string | undefined, number, number][] = [];
    await using maxun = simulateMaxun({
      webhooks: [
        { id: 'one', url: failing.url, retryDelay: 1 },
        { id: 'two', url: fine.url },
        { id: 'three', url: failing.url, retryAttempts: 2 },
      ],
      clock,
      onAttempt: ({ webhook, number, at }) => seen.push([webhook.id, number, (at - start) / 1000]),
    });
    const outcome = await clock.until(maxun.send(event));
    expect(outcome.map(({ webhook, delivered }) => [webhook.id, delivered])).toEqual([
      ['one', false],
      ['two', true],
      ['three', false],
    ]);
    expect(new Set(seen.slice(0, 3).map(([id]) => id))).toEqual(new Set(['one', 'two', 'three']));
    expect(seen.slice(3)).toEqual([
      ['one', 2, 1],
      ['one', 3, 3],
      ['three', 2, 5],
    ]);
    expect(JSON.parse(fine.received[0]!.body)).toEqual({ ...event, webhook_id: 'two' });
  });

  test('are sent only what their events name exactly, and nothing while they are switched off', async () => {
    await using endpoint = await startEndpoint(status(200));
    const { url } = endpoint;
    await using maxun = simulateMaxun({
      webhooks: [
        { id: 'dots', url, events: ['run.completed', 'run.failed'] },
        { id: 'failures', url, events: ['run_failed'] },
        { id: 'off', url, events: ['run_completed'], active: false },
        { id: 'runs', url, events: ['run_completed', 'run_failed'] },
      ],
    });
    const ids = async (payload: { event_type: string }) =>
      (await maxun.send(payload)).map(({ webhook }) => webhook.id);
    expect(await ids(event)).toEqual(['runs']);
    expect(await ids(fixture('failed-run'))).toEqual(['failures', 'runs']);
    expect(await ids({ ...event, event_type: 'run.completed' })).toEqual(['dots']);
  });

  test('are posted bytes as they are', async () => {
    await using endpoint = await startEndpoint(status(200));
    await using maxun = simulateMaxun({
      webhooks: [{ id: 'one', url: endpoint.url, events: ['run_failed'] }],
    });
    await maxun.send(Buffer.from('{"half":'));
    expect(endpoint.received[0]!.body).toBe('{"half":');
  });

  test.each([
    [{}, TypeError, 'either a `url` or `webhooks`'],
    [{ url: 'http://a/', webhooks: [] }, TypeError, 'and not both'],
    [{ webhooks: [] }, TypeError, 'is empty'],
    [{ url: 'localhost:4400' }, TypeError, 'http:// or https://'],
    [{ url: 'nonsense' }, TypeError, 'http:// or https://'],
  ])('that cannot be sent to are refused: %j', (options, kind, message) => {
    expect(() => simulateMaxun(options)).toThrow(kind);
    expect(() => simulateMaxun(options)).toThrow(message);
  });
});

describe('a stored number is read as JavaScript reads it', () => {
  test.each([
    [2.5, 3],
    [-1, 1],
    ['3', 3],
    [0, 3],
    [null, 3],
    ['', 3],
    ['often', 1],
    [1, 1],
  ])('%j attempts are %i', async (retryAttempts, attempts) => {
    await using endpoint = await startEndpoint(status(500));
    const clock = virtualClock();
    await using maxun = simulateMaxun({ webhooks: [{ url: endpoint.url, retryAttempts }], clock });
    const [delivery] = await clock.until(maxun.send(event));
    expect(delivery!.attempts).toHaveLength(attempts);
  });

  test('in the delay and in the timeout too', async () => {
    await using endpoint = await startEndpoint(() => undefined);
    const clock = virtualClock();
    const webhook = { url: endpoint.url, retryAttempts: 2, retryDelay: '2', timeout: '1' };
    await using maxun = simulateMaxun({ webhooks: [webhook], clock });
    const sent = maxun.send(event);
    await endpoint.arrived(1);
    await clock.advance(1000);
    await clock.advance(10_000);
    const [delivery] = await clock.until(sent);
    const [first] = delivery!.attempts;
    expect(first).toMatchObject({ durationMs: 1000, error: { code: 'ERR_WEBHOOK_ATTEMPT_TIMEOUT' } });
    expect(first!.retryAt).toBe(first!.at + 3000);
  });
});

describe('as axios does', () => {
  test('user information in the URL is sent as Basic, without percent-decoding', async () => {
    await using endpoint = await startEndpoint(status(200));
    const url = endpoint.url.replace('http://', 'http://us%40er:p%3Aw@');
    await using maxun = simulateMaxun({ url });
    await maxun.send(event);
    const basic = Buffer.from('us%40er:p%3Aw').toString('base64');
    expect(endpoint.received[0]!.rawHeaders).toContain(`Basic ${basic}`);
  });

  test('a proxy gets the whole URL', async () => {
    await using proxy = await startEndpoint(status(200));
    await using maxun = simulateMaxun({ url: 'http://hooks.invalid/hook?a=1', proxy: proxy.url });
    const [delivery] = await maxun.send(event);
    expect(delivery!.delivered).toBe(true);
    expect(proxy.received[0]!.path).toBe('http://hooks.invalid/hook?a=1');
    expect(proxy.received[0]!.rawHeaders).toContain('hooks.invalid');
  });
});

describe('the end of a run', () => {
  test.each([
    [{ robot: 'extract' }, ['extract-run']],
    [{ robot: 'extract', startedBy: 'schedule' }, ['extract-run']],
    [{ robot: 'extract', startedBy: 'api' }, ['extract-run']],
    [{ robot: 'scrape' }, ['scrape-run-ui']],
    [{ robot: 'scrape', startedBy: 'api' }, ['scrape-run']],
    [{ robot: 'scrape', startedBy: 'schedule' }, ['scrape-run']],
    [{ robot: 'document', startedBy: 'api' }, ['document-run']],
    [{ robot: 'extract', outcome: 'failed' }, ['failed-run']],
    [{ robot: 'scrape', outcome: 'failed' }, ['failed-run']],
    [{ robot: 'scrape', startedBy: 'api', outcome: 'failed' }, ['failed-scrape-api', 'failed-run']],
    [{ robot: 'document', outcome: 'failed' }, []],
    [{ robot: 'document', outcome: 'aborted-with-error' }, []],
    [{ robot: 'extract', outcome: 'aborted' }, []],
    [{ robot: 'extract', outcome: 'aborted-with-error' }, ['failed-run']],
    [{ robot: 'extract', startedBy: 'api', outcome: 'aborted' }, ['extract-run']],
    [{ robot: 'extract', startedBy: 'schedule', outcome: 'aborted' }, ['extract-run']],
    [{ robot: 'extract', startedBy: 'api', outcome: 'aborted-with-error' }, ['failed-run']],
    [{ robot: 'crawl' }, ['extract-run']],
    [{ robot: 'search', startedBy: 'schedule' }, ['extract-run']],
  ] as const)('%j sends %j', async (run, shapes) => {
    await using endpoint = await startEndpoint(status(200));
    await using maxun = simulateMaxun({ url: endpoint.url });
    await maxun.finishRun(run);
    expect(endpoint.received.map(({ body }) => nearestShape(JSON.parse(body)))).toEqual(shapes);
  });

  test('the second failure of a scrape comes before the retries of the first', async () => {
    await using endpoint = await startEndpoint(status(500));
    const clock = virtualClock();
    const start = clock.now();
    const seen: [string, number][] = [];
    await using maxun = simulateMaxun({
      url: endpoint.url,
      clock,
      onAttempt: ({ body, at }) => seen.push([shapeOf(body), (at - start) / 1000]),
    });
    const outcome = await clock.until(
      maxun.finishRun({ robot: 'scrape', startedBy: 'api', outcome: 'failed' }),
    );
    expect(outcome.map(({ attempts }) => attempts.length)).toEqual([3, 3]);
    expect(seen.slice(0, 2)).toEqual([
      ['G', 0],
      ['F', 0],
    ]);
    expect(seen.slice(2).map(([, at]) => at)).toEqual([5, 5, 15, 15]);
  });

  function shapeOf(body: Uint8Array): string {
    const { data } = JSON.parse(Buffer.from(body).toString()) as { data: object };
    return 'metadata' in data ? 'F' : 'G';
  }
});

describe('the test button', () => {
  test.each([
    [200, true],
    [404, true],
    [499, true],
    [500, false],
    [503, false],
  ])('makes one attempt, and takes %i for sent: %s', async (code, sent) => {
    await using endpoint = await startEndpoint(status(code));
    const clock = virtualClock();
    await using maxun = simulateMaxun({
      webhooks: [{ id: 'w', url: endpoint.url, active: false, events: [] }],
      clock,
    });
    expect(await clock.until(maxun.sendTest('w'))).toMatchObject({ sent, attempt: { status: code } });
    await clock.advance(60_000);
    expect(endpoint.received).toHaveLength(1);
    expect(JSON.parse(endpoint.received[0]!.body)).toMatchObject({
      event_type: 'webhook_test',
      webhook_id: 'w',
      data: { status: 'test', metadata: { test_mode: true } },
    });
  });

  test('is not sent where nothing listens, and knows only webhooks that there are', async () => {
    await using maxun = simulateMaxun({ url: await refusedUrl() });
    expect(await maxun.sendTest()).toMatchObject({
      sent: false,
      attempt: { error: { code: 'ERR_WEBHOOK_CONNECT_FAILED' } },
    });
    await expect(maxun.sendTest('other')).rejects.toThrow(RangeError);
  });
});

describe('the server', () => {
  test('closes: what was due is lost, and nothing is sent any more', async () => {
    await using endpoint = await startEndpoint(status(500));
    const attempts: SimulatedAttempt[] = [];
    const maxun = simulateMaxun({
      url: endpoint.url,
      clock: virtualClock(),
      onAttempt: (attempt) => {
        attempts.push(attempt);
        void maxun.close();
      },
    });
    expect(await maxun.send(event)).toMatchObject([{ lost: true }]);
    await expect(maxun.send(event)).rejects.toThrow('is closed');
    expect(attempts).toHaveLength(1);
  });

  test('hands on what a callback throws, and is not stuck', async () => {
    await using endpoint = await startEndpoint(status(200));
    const clock = virtualClock();
    await using maxun = simulateMaxun({
      url: endpoint.url,
      clock,
      onAttempt: () => {
        throw new Error('of the caller');
      },
    });
    await expect(clock.until(maxun.finishRun({ robot: 'extract' }))).rejects.toThrow('of the caller');
  });
});

test('a secret signs each attempt for its own time, with the same id', async () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  await using endpoint = await startEndpoint(status(500));
  const clock = virtualClock();
  const start = Math.floor(clock.now() / 1000);
  await using maxun = simulateMaxun({ url: endpoint.url, clock, secret });
  await clock.until(maxun.send(event));
  const verified = await Promise.all(
    endpoint.received.map(({ body, rawHeaders }) =>
      verify(body, rawHeaders, { secrets: [secret], now: () => clock.now() }),
    ),
  );
  const id = verified[0]?.ok ? verified[0].id : undefined;
  expect(verified).toEqual([0, 5, 15].map((after) => ({ ok: true, id, timestamp: start + after })));
  expect(() => simulateMaxun({ url: endpoint.url, secret: 'whsec_' })).toThrow(TypeError);
});
