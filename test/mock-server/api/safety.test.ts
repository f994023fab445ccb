/**
 * Who may use the page and the control API, on raw sockets: DNS rebinding, CSRF, path traversal, greedy listeners.
 *
 * @module test/mock-server/api/safety
 */
import { createConnection, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { api } from '../../../mock-server/index.ts';
import { type MockReceiver, startMockReceiver } from '../../../mock-server/index.ts';
import { COMPLETED, post } from '../post.ts';

let mock: MockReceiver;
let token: string;
const sockets = new Set<Socket>();

beforeEach(async () => {
  mock = await startMockReceiver({ control: { hosts: ['Mock.Internal'] } });
  const info = (await (await fetch(new URL('/__mock/receiver', mock.url))).json()) as api.ReceiverInfo;
  token = info.csrfToken;
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await mock.close();
});

interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends the lines of a request as they are, and reads until the other side ends. */
async function raw(...lines: readonly string[]): Promise<RawAnswer> {
  const [head = '', ...rest] = lines;
  return rawText([head, 'connection: close', ...rest, '', ''].join('\r\n'));
}

async function rawText(sent: string): Promise<RawAnswer> {
  const socket = createConnection(mock.port, '127.0.0.1');
  sockets.add(socket);
  socket.write(sent);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await new Promise((resolve) => socket.on('close', resolve));
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]), text };
}

const CONTROL = [
  '/',
  '/__mock/receiver',
  '/__mock/deliveries',
  '/__mock/events',
  '/__mock/har',
  '/__mock/inspector/inspector.js',
];

describe('a name that is not of this machine', () => {
  test.each(CONTROL)('is refused at %s', async (path) => {
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '',
      'localhost@evil.example',
    ]) {
      expect((await raw(`GET ${path} HTTP/1.1`, `host: ${host}`)).status).toBe(403);
    }
  });

  test.each(['localhost', 'LOCALHOST:80', '127.0.0.1:1', '[::1]:4400', 'mock.internal:4400'])(
    'but %s is one',
    async (host) => {
      expect((await raw('GET /__mock/receiver HTTP/1.1', `host: ${host}`)).status).toBe(200);
    },
  );

  test('keeps the token from whoever rebinds', async () => {
    expect((await raw('GET /__mock/receiver HTTP/1.1', 'host: evil.example')).text).not.toContain(token);
  });

  test('may deliver all the same: the hook is for everybody', async () => {
    const { pathname } = new URL(mock.url);
    const { status } = await raw(
      `POST ${pathname} HTTP/1.1`,
      'host: host.docker.internal',
      'content-length: 0',
    );
    expect(status).toBe(415);
    expect(mock.deliveries).toHaveLength(1);
  });
});

describe('behind a proxy or tunnel', () => {
  const ORIGIN = 'https://mock.example.com';
  const GET = 'GET /__mock/receiver HTTP/1.1';

  test.each([
    'x-forwarded-for: 203.0.113.7',
    'X-Forwarded-Host: abc.tunnel.example',
    'x-forwarded-proto: https',
    'forwarded: for=203.0.113.7',
    'x-real-ip: 203.0.113.7',
    'via: 1.1 proxy',
  ])('a request with %s is refused, although Host says localhost', async (header) => {
    const { status, text } = await raw(GET, 'host: localhost', header);
    expect([status, text.includes(token)]).toEqual([403, false]);
    expect((await raw('GET / HTTP/1.1', 'host: localhost', header)).status).toBe(403);
  });

  test('the origin that was named may read and change, and no other', async () => {
    await mock.close();
    mock = await startMockReceiver({ control: { origins: [ORIGIN] } });
    const forwarded = [
      'host: localhost',
      'x-forwarded-for: 203.0.113.7',
      'x-forwarded-host: mock.example.com',
    ];
    const { text } = await raw(GET, ...forwarded);
    const own = /"csrfToken":"([^"]+)"/.exec(text)?.[1] ?? '';
    expect((await raw(GET, 'host: mock.example.com', 'x-forwarded-proto: https')).status).toBe(200);
    expect((await raw(GET, 'host: localhost', 'x-forwarded-host: other.example')).status).toBe(403);
    const remove = async (origin: string): Promise<number> =>
      (await raw('DELETE /__mock/script HTTP/1.1', ...forwarded, `x-csrf-token: ${own}`, `origin: ${origin}`))
        .status;
    expect(await remove(ORIGIN)).toBe(200);
    expect(await remove('http://mock.example.com')).toBe(403);
    expect(await remove('https://other.example')).toBe(403);
  });

  test('the event stream is neither kept nor compressed on its way', async () => {
    const response = await fetch(new URL('/__mock/events', mock.url));
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('cache-control')).toContain('no-transform');
    await response.body?.cancel();
  });

  test.each(['https://mock.example.com/', 'mock.example.com', 'ftp://x', 'https://x/path'])(
    'an origin has to be one: %s',
    async (origin) => {
      const starting = startMockReceiver({ control: { origins: [origin] } });
      if (origin === `${ORIGIN}/`) await (await starting).close();
      else await expect(starting).rejects.toThrow(TypeError);
    },
  );
});

describe('a password', () => {
  const basic = (text: string): string => `authorization: Basic ${Buffer.from(text).toString('base64')}`;

  test('is asked for by page and control API, and not by the hook', async () => {
    await mock.close();
    mock = await startMockReceiver({ control: { password: 'correct horse' } });
    for (const path of CONTROL) {
      for (const headers of [[], [basic('x:wrong')], [basic('correct horse')], ['authorization: Bearer x']]) {
        const { status, text } = await raw(`GET ${path} HTTP/1.1`, 'host: localhost', ...headers);
        expect([path, status]).toEqual([path, 401]);
        expect(text.toLowerCase()).toContain('www-authenticate: basic ');
      }
    }
    const known = await raw('GET /__mock/receiver HTTP/1.1', 'host: localhost', basic('me:correct horse'));
    expect(known.status).toBe(200);
    expect((await post(mock.url, COMPLETED)).status).toBe(200);
  });

  test('must not be empty', async () => {
    await expect(startMockReceiver({ control: { password: '' } })).rejects.toThrow(TypeError);
  });
});

describe('a request target', () => {
  test('may be absolute, for the hook and for the API', async () => {
    const { pathname } = new URL(mock.url);
    expect((await raw('GET http://localhost:1/__mock/receiver HTTP/1.1', 'host: localhost')).status).toBe(
      200,
    );
    const sent = await raw(`POST http://any.example${pathname} HTTP/1.1`, 'host: x', 'content-length: 0');
    expect(sent.status).toBe(415);
    expect(mock.deliveries).toHaveLength(1);
  });

  test('may have no path', async () => {
    expect((await raw('GET http://localhost HTTP/1.1', 'host: localhost')).status).toBeGreaterThanOrEqual(
      200,
    );
  });

  test.each([
    ['OPTIONS * HTTP/1.1', 204],
    ['CONNECT example.com:443 HTTP/1.1', 405],
  ])('%s is told what the server takes', async (line, expected) => {
    const { status, text } = await raw(line, 'host: localhost');
    expect(status).toBe(expected);
    expect(text).toMatch(/^allow: GET, HEAD, POST, PUT, DELETE, OPTIONS\r$/im);
  });

  test('with another method is told what is allowed', async () => {
    const { status, text } = await raw(
      'PATCH /__mock/script HTTP/1.1',
      'host: localhost',
      'content-length: 0',
      `x-csrf-token: ${token}`,
      'content-type: application/json',
    );
    expect(status).toBe(405);
    expect(text).toMatch(/^allow: GET, PUT, DELETE\r$/im);
    const hook = await fetch(mock.url, { method: 'GET' });
    expect([hook.status, hook.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('a wrong path', () => {
  test.each(['/', '//', '/hook/', '//hook', '/HOOK', '/webhook', '/hook//~x'])(
    '%s is recorded as such',
    async (path) => {
      await mock.close();
      mock = await startMockReceiver({ path: '/hook' });
      const { status, text } = await raw(
        `POST ${path} HTTP/1.1`,
        'host: x',
        'content-type: application/json',
        'content-length: 2',
        '',
        '{}',
      );
      expect([status, text.includes('hook')]).toEqual([404, false]);
      expect(mock.deliveries).toEqual([]);
      const [delivery] = mock.misdirected;
      expect(delivery).toMatchObject({
        summary: { misdirected: true, status: 404, expectedStatus: 404, level: 'bad' },
        verdict: {
          refusal: `The path ${path} is not the path of the hook: register the URL exactly as the receiver shows it.`,
        },
      });
      const list = (await (await fetch(new URL('/__mock/deliveries', mock.url))).json()) as api.DeliveryList;
      expect(list.deliveries[0]!.sentence).toBe(
        'Expected status 404: wrong path; 1 issue, none of the accepted shapes.',
      );
    },
  );

  test('is named by whoever waits for what came there', async () => {
    await post(`${mock.url}/`, COMPLETED);
    await expect(mock.waitFor('run_completed', {}, { timeoutMs: 0 })).rejects.toThrow(
      /1 came to another path, such as POST .*\/: send to the URL of the receiver\./,
    );
  });

  test('is not told where the hook is', async () => {
    const { text } = await raw('GET /elsewhere HTTP/1.1', 'host: x');
    expect(text).not.toContain(new URL(mock.url).pathname);
  });
});

describe('a change', () => {
  const BODY = '{"steps":[]}';
  const put = async (headers: readonly string[]): Promise<RawAnswer> => {
    const head = ['PUT /__mock/script HTTP/1.1', 'host: localhost', 'connection: close', ...headers];
    return rawText([...head, `content-length: ${BODY.length}`, '', BODY].join('\r\n'));
  };
  const JSON_LINE = 'content-type: application/json';

  test('goes through with the token, as JSON', async () => {
    expect((await put([JSON_LINE, `x-csrf-token: ${token}`])).status).toBe(200);
  });

  test.each([
    ['without a token', [JSON_LINE], 403],
    ['with another token', [JSON_LINE, 'x-csrf-token: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'], 403],
    ['as a form', ['content-type: application/x-www-form-urlencoded'], 403],
    ['as plain text', ['content-type: text/plain', 'x-csrf-token: TOKEN'], 415],
    ['from another origin', [JSON_LINE, 'x-csrf-token: TOKEN', 'origin: http://evil.example'], 403],
    [
      'from another port of this machine',
      [JSON_LINE, 'x-csrf-token: TOKEN', 'origin: http://localhost:1'],
      403,
    ],
    ['from a sandboxed frame', [JSON_LINE, 'x-csrf-token: TOKEN', 'origin: null'], 403],
    ['from another site', [JSON_LINE, 'x-csrf-token: TOKEN', 'sec-fetch-site: cross-site'], 403],
    ['from a sibling site', [JSON_LINE, 'x-csrf-token: TOKEN', 'sec-fetch-site: same-site'], 403],
  ])('%s is refused', async (_, headers, status) => {
    const filled = headers.map((header) => header.replace('TOKEN', token));
    expect((await put(filled)).status).toBe(status);
  });

  test('of every kind needs the token', async () => {
    for (const [method, path] of [
      ['DELETE', 'deliveries'],
      ['DELETE', 'script'],
      ['POST', 'send'],
      ['POST', 'deliveries/1/replay'],
      ['PUT', 'forward'],
    ]) {
      const { status } = await raw(
        `${method} /__mock/${path} HTTP/1.1`,
        'host: localhost',
        JSON_LINE,
        'content-length: 0',
      );
      expect(status).toBe(403);
    }
  });

  test('has another token after each start', async () => {
    await using other = await startMockReceiver();
    const info = (await (await fetch(new URL('/__mock/receiver', other.url))).json()) as api.ReceiverInfo;
    expect(info.csrfToken).not.toBe(token);
    expect(info.csrfToken).toMatch(/^[\w-]{32}$/);
  });
});

test('nothing allows another origin', async () => {
  for (const path of CONTROL) {
    const { text } = await raw(`OPTIONS ${path} HTTP/1.1`, 'host: localhost', 'origin: http://evil.example');
    expect(text.toLowerCase()).not.toContain('access-control-allow');
  }
});

test.each([
  '/__mock/inspector/../../package.json',
  '/__mock/inspector/..%2f..%2fpackage.json',
  '/__mock/inspector/%2e%2e/%2e%2e/package.json',
  '/__mock/inspector//etc/passwd',
  '/__mock/inspector/inspector.js%00.png',
  '/__mock/contract/..%2fpackage.json',
  '/../package.json',
])('%s leads nowhere', async (path) => {
  const { status, text } = await raw(`GET ${path} HTTP/1.1`, 'host: localhost');
  expect(status).toBe(404);
  expect(text).not.toContain('devDependencies');
});

test('the page may load nothing but its own files', async () => {
  const { headers } = await fetch(new URL('/', mock.url));
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining(["default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'"]),
  );
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

describe('the event stream', () => {
  /** Opens the stream; `read` resolves with everything so far, once it holds a match. */
  function listen(headers: readonly string[] = []): {
    read: (pattern: RegExp) => Promise<string>;
    socket: Socket;
  } {
    const socket = createConnection(mock.port, '127.0.0.1');
    sockets.add(socket);
    socket.write(['GET /__mock/events HTTP/1.1', 'host: localhost', ...headers, '', ''].join('\r\n'));
    let text = '';
    const looks = new Set<() => void>();
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const look of looks) look();
    });
    const read = async (pattern: RegExp): Promise<string> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!pattern.test(text)) return;
          looks.delete(look);
          resolve(text);
        };
        looks.add(look);
        look();
      });
    return { read, socket };
  }

  test('tells of each delivery once it is answered, and resumes from the last event', async () => {
    const { read, socket } = listen();
    await read(/retry: 1000/);
    await post(mock.url, COMPLETED);
    const text = await read(/event: delivery\ndata: .*\n\n/);
    expect(text).toMatch(/"id":"1".*"status":200/);
    const id = /id: (\S+)\nevent: delivery/.exec(text)![1]!;
    socket.destroy();
    await post(mock.url, COMPLETED);
    const resumed = await listen([`last-event-id: ${id}`]).read(/"id":"2"/);
    expect(resumed).not.toMatch(/event: resync/);
    expect(resumed.match(/event: delivery/g)).toHaveLength(1);
  });

  test.each(['other-1', 'x', '-1', ''])('asks to read the list again after the id %j', async (id) => {
    await listen([`last-event-id: ${id}`]).read(/event: resync/);
  });

  test('asks so too after an event of this start that cannot be', async () => {
    const { read } = listen();
    await read(/retry: 1000/);
    await post(mock.url, COMPLETED);
    const [, start = ''] =
      /id: (\S+)-\d+\nevent: delivery/.exec(await read(/event: delivery\ndata: .*\n\n/)) ?? [];
    for (const number of ['NaN', '0.5', 'Infinity']) {
      await listen([`last-event-id: ${start}-${number}`]).read(/event: resync/);
    }
  });

  test('tells of clearing and of scripts', async () => {
    const { read } = listen();
    await read(/retry/);
    mock.script();
    mock.clear();
    const text = await read(/event: cleared/);
    expect(text).toMatch(/event: script\ndata: {"steps":\[\]}/);
  });

  test('takes so many listeners and no more', async () => {
    const listeners = Array.from({ length: 32 }, () => listen());
    await Promise.all(listeners.map(async ({ read }) => read(/retry/)));
    expect((await raw('GET /__mock/events HTTP/1.1', 'host: localhost')).status).toBe(503);
    expect(mock.stats.listeners).toBe(32);
  });

  test('drops a listener that does not read', async () => {
    const { socket, read } = listen();
    await read(/retry/);
    socket.pause();
    const closed = new Promise((resolve) => socket.on('close', resolve));
    const name = 'x'.repeat(200);
    const steps = Array.from({ length: 900 }, () => ({
      action: { type: 'reply', status: 200, body: name.repeat(20) },
    }));
    const headers = { 'content-type': 'application/json', 'x-csrf-token': token };
    const put = async (): Promise<unknown> =>
      fetch(new URL('/__mock/script', mock.url), { method: 'PUT', headers, body: JSON.stringify({ steps }) });
    for (let index = 0; index < 12 && mock.stats.listeners > 0; index++) await put();
    expect(mock.stats.listeners).toBe(0);
    socket.resume();
    await closed;
  });
});

test('a body over the limit is answered 413 from its announced length, without being read', async () => {
  await using small = await startMockReceiver({ maxBodyBytes: 1000 });
  const socket = createConnection(small.port, '127.0.0.1');
  sockets.add(socket);
  const { pathname } = new URL(small.url);
  socket.write(
    `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2000000000\r\n\r\n{`,
  );
  const first = await new Promise<string>((resolve) =>
    socket.once('data', (chunk) => resolve(String(chunk))),
  );
  expect(first).toMatch(/^HTTP\/1\.1 413 /);
});
