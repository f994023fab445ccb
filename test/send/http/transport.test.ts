import { afterEach, describe, expect, it, vi } from 'vitest';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Socket } from 'node:net';
import {
  createAddressGuard,
  type AddressGuardOptions,
  type TlsOptions,
} from '../../../src/address-guard/index.ts';
import { type Clock, systemClock } from '../../../src/clock/clock.ts';
import { virtualClock } from '../../../src/clock/virtual-clock.ts';
import type { PostResult } from '../../../src/send/http/posting.ts';
import { Transport } from '../../../src/send/http/transport.ts';
import { ca, expiredCert, otherHostCert, selfSignedCert, serverKey, validCert } from '../certificates.ts';
import { OK, rawServer, type RawServer, type RawServerOptions, type Script, status } from '../raw-server.ts';

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function serve(script: Script, options?: RawServerOptions): Promise<RawServer> {
  const server = await rawServer(script, options);
  cleanups.push(() => server.close());
  return server;
}

interface TransportSettings extends AddressGuardOptions {
  readonly clock?: Clock;
  readonly tls?: TlsOptions;
}

function transportOf({ clock = systemClock(), tls, ...guard }: TransportSettings = {}): Transport {
  const transport = new Transport({
    guard: createAddressGuard({ allow: ['127.0.0.0/8'], ...guard }),
    clock,
    tls,
  });
  cleanups.push(() => transport.close());
  return transport;
}

const body = new TextEncoder().encode('{"a":1}');

function post(transport: Transport, origin: string, timeoutMs = 5_000): Promise<PostResult> {
  return transport.post({
    origin,
    path: '/hook?x=1',
    headers: ['content-type', 'application/json'],
    body,
    timeoutMs,
  });
}

/** The outcome of one request to a server that does this. */
async function outcomeOf(script: Script, options?: RawServerOptions): Promise<PostResult> {
  const server = await serve(script, options);
  return post(transportOf(), server.origin);
}

describe('a request', () => {
  it('is a POST of the very bytes, asks for no compression, and keeps its connection', async () => {
    const server = await serve((socket) => socket.write(OK));
    const transport = transportOf();
    expect(await post(transport, server.origin)).toEqual({
      kind: 'responded',
      status: 200,
      retryAfter: undefined,
    });
    expect(await post(transport, server.origin)).toMatchObject({ status: 200 });
    expect(server.connections).toBe(1);
    const [first] = server.requests;
    expect(first?.head).toBe('POST /hook?x=1 HTTP/1.1');
    expect(first?.headers).toEqual({
      host: `127.0.0.1:${server.port}`,
      connection: 'keep-alive',
      'content-type': 'application/json',
      'content-length': '7',
    });
    expect(first?.body).toBe('{"a":1}');
  });

  it('opens a connection for each of those that are under way at once, and uses them again', async () => {
    const server = await serve((socket, n) => {
      if (n === 3) for (const held of [...waiting, socket]) held.write(OK);
      else if (n < 3) waiting.push(socket);
      else socket.write(OK);
    });
    const waiting: { write: (text: string) => unknown }[] = [];
    const transport = transportOf();
    const both = await Promise.all([1, 2, 3].map(() => post(transport, server.origin)));
    expect(both.map((outcome) => outcome.kind)).toEqual(['responded', 'responded', 'responded']);
    await post(transport, server.origin);
    expect(server.connections).toBe(3);
  });

  it('tells the status and the Retry-After, one that is given twice being none', async () => {
    expect(await outcomeOf((socket) => socket.write(status(503, 'retry-after: 120')))).toMatchObject({
      status: 503,
      retryAfter: '120',
    });
    expect(
      await outcomeOf((socket) => socket.write(status(503, 'retry-after: 1', 'retry-after: 2'))),
    ).toMatchObject({ status: 503, retryAfter: undefined });
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %i', async (code) => {
    const target = await serve((socket) => socket.write(OK));
    const outcome = await outcomeOf((socket) => socket.write(status(code, `location: ${target.origin}/`)));
    expect(outcome).toMatchObject({ kind: 'responded', status: code });
    expect(target.connections).toBe(0);
  });
});

describe('a connection that fails', () => {
  it('is refused', async () => {
    const server = await serve(() => undefined);
    await server.close();
    cleanups.pop();
    expect(await post(transportOf(), server.origin)).toEqual({
      kind: 'failed',
      code: 'ERR_WEBHOOK_CONNECT_FAILED',
      detail: 'ECONNREFUSED',
    });
  });

  it.each<[string, Script, RawServerOptions?]>([
    ['is reset after the request', (socket) => socket.resetAndDestroy()],
    ['ends before the response', (socket) => socket.end()],
    ['ends within the status line', (socket) => socket.end('HTTP/1.1 20')],
    ['ends within the headers', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le')],
  ])('%s', async (_name, script, options) => {
    expect(await outcomeOf(script, options)).toMatchObject({
      kind: 'failed',
      code: 'ERR_WEBHOOK_CONNECTION_LOST',
    });
  });

  it('is reset when it is accepted', async () => {
    const onConnection = (socket: Socket): void => void socket.resetAndDestroy();
    const outcome = (await outcomeOf(() => undefined, { onConnection })) as { code: string };
    // Either side of the moment at which the request is written.
    expect(['ERR_WEBHOOK_CONNECT_FAILED', 'ERR_WEBHOOK_CONNECTION_LOST']).toContain(outcome.code);
  });

  it('is decided by the status line where it breaks within the body', async () => {
    for (const script of [
      (socket) =>
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok', () => socket.resetAndDestroy()),
      (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok'),
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'),
    ] as Script[]) {
      expect(await outcomeOf(script)).toMatchObject({ kind: 'responded', status: 200 });
    }
  });

  it('is refused by the guard, with no connection made', async () => {
    const server = await serve((socket) => socket.write(OK));
    expect(await post(transportOf({ allow: [] }), server.origin)).toMatchObject({
      kind: 'failed',
      code: 'ERR_WEBHOOK_ADDRESS_REFUSED',
    });
    const origin = `http://rebind.example:${server.port}`;
    const resolve = async () => ['127.0.0.1'];
    expect(await post(transportOf({ allow: [], resolve }), origin)).toMatchObject({
      code: 'ERR_WEBHOOK_ADDRESS_REFUSED',
    });
    expect(server.connections).toBe(0);
  });

  it('has a name that does not resolve, resolves to nothing, or to a thousand addresses of which one is private', async () => {
    const origin = 'http://hook.example:8080';
    const fail = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    };
    expect(await post(transportOf({ resolve: fail }), origin)).toMatchObject({
      code: 'ERR_WEBHOOK_DNS_FAILED',
    });
    expect(await post(transportOf({ resolve: async () => [] }), origin)).toMatchObject({
      code: 'ERR_WEBHOOK_DNS_FAILED',
    });
    const many = [...Array.from({ length: 999 }, () => '1.1.1.1'), '10.0.0.1'];
    expect(await post(transportOf({ resolve: async () => many }), origin)).toMatchObject({
      code: 'ERR_WEBHOOK_ADDRESS_REFUSED',
    });
  });

  it('is no fault of the endpoint where this process is out of files', async () => {
    const resolve = async () => {
      throw Object.assign(new Error('open EMFILE'), { code: 'EMFILE' });
    };
    expect(await post(transportOf({ resolve }), 'http://hook.example')).toMatchObject({
      code: 'ERR_WEBHOOK_LOCAL_RESOURCES',
    });
  });
});

describe('an answer that is no HTTP', () => {
  const invalid = { kind: 'failed', code: 'ERR_WEBHOOK_RESPONSE_INVALID' };

  it.each<[string, string]>([
    ['bytes that are not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['binary noise', '\u0000\u0001\u0016\u0003\u0001'],
    ['HTTP/0.9', 'hello'],
    ['status 000', 'HTTP/1.1 000 Zero\r\ncontent-length: 0\r\n\r\n'],
    ['status 999', 'HTTP/1.1 999 Denied\r\ncontent-length: 0\r\n\r\n'],
    ['status 20', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['a 100 that was not asked for', 'HTTP/1.1 100 Continue\r\n\r\n'],
    [
      'a 101 that was not asked for',
      'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    ],
    ['a flood of 1xx', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(10_000)],
    ['64 kB of headers', `HTTP/1.1 200 OK\r\n${`x-filler: ${'f'.repeat(1_000)}\r\n`.repeat(64)}\r\n`],
    ['10,000 headers', `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(10_000)}\r\n`],
    ['conflicting lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\na'],
    ['a length that is none', 'HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ])('is typed: %s', async (_name, response) => {
    expect(await outcomeOf((socket) => socket.write(response, 'latin1'))).toMatchObject(invalid);
  });

  it('takes a few interim responses before the final one', async () => {
    const hints = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(3);
    expect(await outcomeOf((socket) => socket.write(hints + OK))).toMatchObject({ status: 200 });
  });

  it('carries no bytes of the response', async () => {
    const outcome = await outcomeOf((socket) => socket.write('canary-of-the-body\r\n'));
    expect(JSON.stringify(outcome)).not.toContain('canary');
  });
});

describe('a response body', () => {
  it('is read no further than 64 KiB, and its connection is closed', async () => {
    let written = 0;
    const server = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
      const push = (): void => {
        while (!socket.destroyed && socket.write(chunk)) written += chunk.length;
      };
      socket.on('drain', push);
      push();
      socket.on('close', () => closed());
    });
    let closed: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (closed = resolve));
    expect(await post(transportOf(), server.origin)).toMatchObject({ status: 200 });
    await end;
    // What lay in the sockets' buffers of both sides (a few MB at most), far from endless.
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  it('is never inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024), { level: 1 });
    const brotli = brotliCompressSync(Buffer.alloc(50 * 1024 * 1024), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
    });
    for (const [encoding, bytes] of [
      ['gzip', bomb],
      ['br', brotli],
    ] as const) {
      const before = process.memoryUsage().rss;
      const outcome = await outcomeOf((socket) => {
        socket.write(
          `HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${bytes.length}\r\n\r\n`,
        );
        socket.write(bytes);
      });
      expect(outcome).toMatchObject({ status: 200 });
      expect(process.memoryUsage().rss - before).toBeLessThan(40 * 1024 * 1024);
    }
  });

  it('does not hold up the outcome where it drips, and its connection is closed at the deadline', async () => {
    const clock = virtualClock();
    let closed: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (closed = resolve));
    const server = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nx');
      socket.on('close', () => closed());
    });
    expect(await post(transportOf({ clock }), server.origin)).toMatchObject({ status: 200 });
    await clock.advance(5_000);
    await end;
  });

  it('does not let endpoints that never end theirs collect sockets', async () => {
    let open = 0;
    let most = 0;
    const server = await serve((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nx'), {
      onConnection: (socket) => {
        open += 1;
        most = Math.max(most, open);
        socket.on('close', () => (open -= 1));
      },
    });
    const transport = transportOf();
    for (let n = 0; n < 200; n += 1)
      expect(await post(transport, server.origin)).toMatchObject({ status: 200 });
    expect(most).toBeLessThan(100);
  });
});

describe('the deadline', () => {
  const timedOut = { kind: 'failed', code: 'ERR_WEBHOOK_ATTEMPT_TIMEOUT' };

  it('covers the wait for the response', async () => {
    const clock = virtualClock();
    const server = await serve(() => undefined);
    const outcome = post(transportOf({ clock }), server.origin);
    await server.received(1);
    await clock.advance(4_999);
    await clock.advance(1);
    expect(await outcome).toMatchObject(timedOut);
  });

  it('covers headers that drip', async () => {
    const clock = virtualClock();
    const server = await serve((socket) => socket.write('HTTP/1.1 200 OK\r\nx-drip: a'));
    const outcome = post(transportOf({ clock }), server.origin);
    await server.received(1);
    await clock.advance(5_000);
    expect(await outcome).toMatchObject(timedOut);
  });

  it('covers a name look-up that hangs', async () => {
    const clock = virtualClock();
    let asked: () => void = () => undefined;
    const asking = new Promise<void>((resolve) => (asked = resolve));
    const resolve = () => {
      asked();
      return new Promise<never>(() => undefined);
    };
    const outcome = post(transportOf({ clock, resolve }), 'http://slow.example');
    await asking;
    await clock.advance(5_000);
    expect(await outcome).toMatchObject(timedOut);
  });

  it('covers a connection that never comes about', async () => {
    const clock = virtualClock();
    // TEST-NET-1 (RFC 5737) is routed nowhere: a connection to it hangs, or is refused by the machine at once.
    const blackhole = transportOf({ clock, allow: ['192.0.2.0/24'] });
    const outcome = post(blackhole, 'http://192.0.2.1:9');
    await clock.advance(5_000);
    const { code } = (await outcome) as { code: string };
    expect(['ERR_WEBHOOK_ATTEMPT_TIMEOUT', 'ERR_WEBHOOK_CONNECT_FAILED']).toContain(code);
  });

  it('covers a TLS handshake that never comes about, and closes its socket', async () => {
    const clock = virtualClock();
    let accepted: () => void = () => undefined;
    let closed: () => void = () => undefined;
    const [accepting, closing] = [
      new Promise<void>((resolve) => (accepted = resolve)),
      new Promise<void>((resolve) => (closed = resolve)),
    ];
    const server = await serve(() => undefined, {
      onConnection: (socket) => {
        accepted();
        socket.on('close', () => closed());
      },
    });
    const outcome = post(transportOf({ clock }), `https://127.0.0.1:${server.port}`);
    await accepting;
    await clock.advance(5_000);
    expect(await outcome).toMatchObject(timedOut);
    await closing;
  });

  it('is no failure of a response that had arrived when the process stalled past it', async () => {
    const server = await serve((socket) => socket.write(OK));
    const transport = transportOf();
    const outcome = post(transport, server.origin, 300);
    await server.received(1);
    const until = performance.now() + 700;
    while (performance.now() < until);
    expect(await outcome).toMatchObject({ kind: 'responded', status: 200 });
    expect(server.requests).toHaveLength(1);
  });

  it('ends what is under way when the transport is closed', async () => {
    const server = await serve(() => undefined);
    const transport = transportOf();
    const outcome = post(transport, server.origin);
    await server.received(1);
    transport.close();
    expect(await outcome).toMatchObject({ code: 'ERR_WEBHOOK_ATTEMPT_ABORTED' });
  });
});

describe('a connection that was used before', () => {
  it('is replaced at once where it dies without a byte, and the request goes out again', async () => {
    const server = await serve((socket, n) => (n === 2 ? socket.resetAndDestroy() : socket.write(OK)));
    const transport = transportOf();
    expect(await post(transport, server.origin)).toMatchObject({ status: 200 });
    expect(await post(transport, server.origin)).toMatchObject({ status: 200 });
    expect(server.requests).toHaveLength(3);
    expect(server.connections).toBe(2);
    expect(server.requests[2]).toEqual(server.requests[1]);
  });

  it('is replaced once, not for ever', async () => {
    const server = await serve((socket, n) => (n === 1 ? socket.write(OK) : socket.resetAndDestroy()));
    const transport = transportOf();
    await post(transport, server.origin);
    expect(await post(transport, server.origin)).toMatchObject({
      code: 'ERR_WEBHOOK_CONNECTION_LOST',
    });
    expect(server.requests).toHaveLength(3);
  });

  it('is the endpoint’s own failure where a byte of the response had come', async () => {
    const server = await serve((socket, n) => {
      if (n === 1) socket.write(OK);
      else socket.write('H', () => socket.resetAndDestroy());
    });
    const transport = transportOf();
    await post(transport, server.origin);
    expect(await post(transport, server.origin)).toMatchObject({
      kind: 'failed',
      code: 'ERR_WEBHOOK_CONNECTION_LOST',
    });
    expect(server.requests).toHaveLength(2);
  });

  it('is replaced under TLS as well', async () => {
    const script: Script = (socket, n) => (n === 2 ? socket.end() : socket.write(OK));
    const server = await serve(script, { tls: { key: serverKey, cert: validCert } });
    const transport = transportOf({ tls: { ca } });
    expect(await post(transport, server.origin)).toMatchObject({ status: 200 });
    expect(await post(transport, server.origin)).toMatchObject({ status: 200 });
    expect(server.requests).toHaveLength(3);
  });

  it('is not waited for where the endpoint closed it while it was idle', async () => {
    let first: { end: () => void } | undefined;
    const server = await serve((socket) => {
      first ??= socket;
      socket.write(OK);
    });
    const transport = transportOf();
    await post(transport, server.origin);
    first?.end();
    expect(await post(transport, server.origin)).toMatchObject({ status: 200 });
    expect(server.connections).toBe(2);
  });
});

describe('TLS', () => {
  const failed = { kind: 'failed', code: 'ERR_WEBHOOK_TLS_FAILED' };
  const serveTls = (tls: RawServerOptions['tls']) =>
    serve((socket) => socket.write(OK), { tls: { key: serverKey, ...tls } });

  it('reaches an endpoint whose authority was given', async () => {
    const server = await serveTls({ cert: validCert });
    expect(await post(transportOf({ tls: { ca } }), server.origin)).toMatchObject({ status: 200 });
  });

  it.each([
    ['an authority that was not given', validCert, undefined],
    ['an expired certificate', expiredCert, ca],
    ['a self-signed certificate', selfSignedCert, ca],
    ['a certificate of another host', otherHostCert, ca],
  ])(
    'refuses %s, sends nothing, and does not give in to NODE_TLS_REJECT_UNAUTHORIZED',
    async (_name, cert, authority) => {
      const server = await serveTls({ cert });
      for (const value of ['1', '0']) {
        vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', value);
        cleanups.push(() => vi.unstubAllEnvs());
        expect(await post(transportOf({ tls: { ca: authority } }), server.origin)).toMatchObject(failed);
      }
      expect(server.requests).toEqual([]);
    },
  );

  it('refuses TLS below 1.2', async () => {
    const server = await serveTls({
      cert: validCert,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    expect(await post(transportOf({ tls: { ca } }), server.origin)).toMatchObject(failed);
  });

  it('names a handshake that is cut, and one with a server that speaks no TLS', async () => {
    const cut = await serve(() => undefined, {
      onConnection: (socket) => void socket.once('data', () => socket.destroy()),
    });
    expect(await post(transportOf({ tls: { ca } }), `https://127.0.0.1:${cut.port}`)).toMatchObject(failed);
    const plain = await serve(() => undefined, {
      onConnection: (socket) =>
        void socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    });
    expect(await post(transportOf({ tls: { ca } }), `https://127.0.0.1:${plain.port}`)).toMatchObject(failed);
  });
});
