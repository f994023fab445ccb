/**
 * A TCP (or TLS) server that a test scripts byte by byte.
 *
 * @module test/send/raw-server
 */
import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** A request as it came over the wire. */
export interface RawRequest {
  readonly head: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RawServer {
  readonly port: number;
  readonly origin: string;
  /** Every complete request, in its order. */
  readonly requests: RawRequest[];
  /** How many connections were accepted. */
  connections: number;
  /** Resolves once there were `count` requests. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Answers the `n`-th request (from 1) on its socket. */
export type Script = (socket: Socket, n: number) => void;

export interface RawServerOptions {
  readonly tls?: TlsOptions;
  /** Called for each connection before anything is read. */
  readonly onConnection?: (socket: Socket) => void;
}

export const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

/** A whole response with a status and nothing else. */
export function status(code: number, ...headers: string[]): string {
  return [`HTTP/1.1 ${code} Status`, 'content-length: 0', ...headers, '', ''].join('\r\n');
}

/** @param script what to do with each request */
export async function rawServer(script: Script, options: RawServerOptions = {}): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const waiting: { count: number; resolve: () => void }[] = [];
  const onSocket = (socket: Socket): void => {
    server.connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    options.onConnection?.(socket);
    let buffered = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      buffered = Buffer.concat([buffered, chunk]);
      for (let request = parse(buffered); request !== undefined; request = parse(buffered)) {
        buffered = buffered.subarray(request.length);
        server.requests.push(request);
        script(socket, server.requests.length);
        for (const { count, resolve } of waiting) if (server.requests.length >= count) resolve();
      }
    });
  };
  const listener: Server =
    options.tls === undefined ? createTcpServer(onSocket) : createTlsServer(options.tls, onSocket);
  listener.on('tlsClientError', () => undefined);
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const server: RawServer = {
    port,
    origin: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests: [],
    connections: 0,
    received: (count) =>
      new Promise((resolve) => {
        if (server.requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    async close() {
      for (const socket of sockets) socket.destroy();
      const closed = once(listener, 'close');
      listener.close();
      await closed;
    },
  };
  return server;
}

function parse(bytes: Buffer): (RawRequest & { readonly length: number }) | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [head = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const length = end + 4 + Number(headers['content-length'] ?? 0);
  if (bytes.length < length) return undefined;
  return { head, headers, body: bytes.subarray(end + 4, length).toString(), length };
}
