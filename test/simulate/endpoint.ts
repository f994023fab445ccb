/**
 * An endpoint on a socket of its own that answers what a test tells it to, and keeps what it was sent.
 *
 * @module test/simulate/endpoint
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request, as it arrived. */
export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

export interface Endpoint extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves when as many requests have arrived. */
  arrived(count: number): Promise<void>;
}

/** Answers the request of that number, from 1. */
export type Answer = (response: ServerResponse, number: number, request: IncomingMessage) => void;

/** An answer of that status, with headers. */
export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (response) => response.writeHead(code, headers).end('ok');
}

/** The first, then the second, …; the last again and again. */
export function inTurn(...answers: readonly Answer[]): Answer {
  return (response, number, request) =>
    answers[Math.min(number, answers.length) - 1]!(response, number, request);
}

export async function startEndpoint(answer: Answer): Promise<Endpoint> {
  const received: Received[] = [];
  let waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    void receive(request, response);
  });
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url: path, rawHeaders } = request;
    const body = await buffer(request);
    received.push({ method, path, rawHeaders, body: body.toString() });
    answer(response, received.length, request);
    for (const { count, resolve } of waiting) if (received.length >= count) resolve();
    waiting = waiting.filter(({ count }) => count > received.length);
  };
  const url = await listen(server);
  return {
    url,
    received,
    arrived: (count) =>
      received.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push({ count, resolve })),
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return stop(server);
    },
  };
}

/** A server below HTTP: `answer` writes bytes, once some of the request has come. */
export async function startSocket(
  answer: (socket: Socket, request: string) => void,
): Promise<AsyncDisposable & { readonly url: string }> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => answer(socket, bytes.toString()));
  });
  return {
    url: await listen(server),
    [Symbol.asyncDispose]: () => {
      for (const socket of sockets) socket.destroy();
      return stop(server);
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** The headers as they were written, a line each. */
export function headerLines({ rawHeaders }: Received): readonly string[] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []));
}

/** A URL at which nothing listens. */
export async function refusedUrl(): Promise<string> {
  await using endpoint = await startEndpoint(status(200));
  return endpoint.url;
}
