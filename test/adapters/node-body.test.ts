import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import { type AddressInfo, connect, type Server } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { nodeHandler } from '../../src/adapters/node.ts';
import { createReceiver, type Receiver, unsigned, type WebhookErrorCode } from '../../src/index.ts';
import { COMPLETED, JSON_HEADERS } from '../receive/deliveries.ts';

const MAX_BODY_BYTES = 20_000;
const BODY = JSON.stringify(COMPLETED);

let server: Server | undefined;
afterEach(() => server?.close());

function watched(): { receiver: Receiver; handled: string[]; refused: Promise<WebhookErrorCode> } {
  const handled: string[] = [];
  const receiver = createReceiver({ auth: unsigned(), maxBodyBytes: MAX_BODY_BYTES, bodyTimeoutMs: 2000 });
  receiver.onAny(({ delivery }) => handled.push(new TextDecoder().decode(delivery.body)));
  const refused = new Promise<WebhookErrorCode>((resolve) => {
    receiver.onError(({ code }) => resolve(code));
  });
  return { receiver, handled, refused };
}

async function listen(started: Server): Promise<number> {
  server = started.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Serves after a middleware of somebody's. */
async function serve(receiver: Receiver, before: (request: IncomingMessage) => void): Promise<number> {
  const handle = nodeHandler(receiver);
  const listener: RequestListener = (request, response) => {
    before(request);
    void handle(request, response);
  };
  return listen(createHttp(listener));
}

const post = (port: number): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers: JSON_HEADERS, body: BODY });

test('a request that a middleware has paused is read', async () => {
  const { receiver, handled } = watched();
  const port = await serve(receiver, (request) => request.pause());
  expect((await post(port)).status).toBe(200);
  expect(handled).toEqual([BODY]);
});

test('a test that fakes setImmediate after the import still gets an answer', async () => {
  const { receiver, handled } = watched();
  const port = await serve(receiver, () => undefined);
  vi.useFakeTimers({ toFake: ['setImmediate'] });
  try {
    expect((await post(port)).status).toBe(200);
  } finally {
    vi.useRealTimers();
  }
  expect(handled).toEqual([BODY]);
});

test('a request whose bytes a middleware has turned to text is said to be no longer raw', async () => {
  const { receiver, handled, refused } = watched();
  const port = await serve(receiver, (request) => request.setEncoding('utf8'));
  expect((await post(port)).status).toBe(500);
  expect(await refused).toBe('ERR_WEBHOOK_BODY_NOT_RAW');
  expect(handled).toEqual([]);
});

test('what is left of a body over the limit is taken off the wire, and the connection ends in order', async () => {
  const { receiver, refused } = watched();
  let read = 0;
  const port = await serve(receiver, ({ socket }) => {
    socket.once('close', () => (read = socket.bytesRead));
  });
  // Twenty chunks, of which the second is one too many, and no end.
  const chunk = `3e80\r\n${'x'.repeat(0x3e80)}\r\n`;
  const head =
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
  const socket = connect(port, '127.0.0.1', () => socket.write(head + chunk + chunk));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
  expect(await refused).toBe('ERR_WEBHOOK_BODY_TOO_LARGE');
  socket.write(chunk.repeat(18) + '0\r\n\r\n');
  socket.resume();
  await once(socket, 'close');
  await expect.poll(() => read).toBe(head.length + 20 * chunk.length + 5);
});

/** A frame of HTTP/2 on the first stream, or on the connection (RFC 9113, section 4.1). */
function frame(type: number, payload: Uint8Array, { flags = 0, stream = 1 } = {}): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.byteLength, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

test('an HTTP/2 stream that is reset in the tick in which it arrived is refused at once', async () => {
  const { receiver, handled, refused } = watched();
  const port = await listen(createHttp2(nodeHandler(receiver) as never));
  // RFC 7541: POST, http and / by their numbers in the static table, then :authority and content-type with a value.
  const type = 'application/json';
  const headers = Buffer.from(
    `\x83\x86\x84\x41\x01a\x5f${String.fromCharCode(type.length)}${type}`,
    'latin1',
  );
  const [endHeaders, cancel] = [0x4, Buffer.from([0, 0, 0, 8])];
  const socket = connect(port, '127.0.0.1', () => {
    const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    const settings = frame(4, new Uint8Array(), { stream: 0 });
    const frames = [frame(1, headers, { flags: endHeaders }), frame(0, Buffer.from(BODY)), frame(3, cancel)];
    socket.write(Buffer.concat([preface, settings, ...frames]));
  });
  const taken = new Promise((resolve) => {
    receiver.onAny(resolve);
  });
  expect(await Promise.race([refused, taken])).toBe('ERR_WEBHOOK_BODY_INCOMPLETE');
  expect(handled).toEqual([]);
  socket.destroy();
});

test('of bodies that are read at the same time, the one over maxBytesInFlight is answered 503', async () => {
  const limits = { maxBodyBytes: MAX_BODY_BYTES, maxBytesInFlight: 2 * MAX_BODY_BYTES };
  const receiver = createReceiver({ auth: unsigned(), ...limits, silent: true });
  const port = await listen(createHttp(nodeHandler(receiver)));
  const part = Buffer.alloc(0.75 * MAX_BODY_BYTES, ' ');
  const head = `POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${MAX_BODY_BYTES}\r\n\r\n`;
  const sockets = Array.from({ length: 3 }, () =>
    connect(port, '127.0.0.1', function (this: ReturnType<typeof connect>) {
      this.write(Buffer.concat([Buffer.from(head), part]));
    }),
  );
  const answers = sockets.map(async (socket) => String((await once(socket, 'data'))[0]));
  const refused = await Promise.race(answers);
  expect(refused).toMatch(/^HTTP\/1\.1 503 [^]*retry-after: 5/i);
  for (const socket of sockets) socket.destroy();
});
