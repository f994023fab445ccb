/**
 * The smallest server of `Request` and `Response`: what a web runtime does for its handlers.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Readable } from 'node:stream';

export function webServer(handle: (request: Request) => Promise<Response>): Server {
  return createServer((incoming, outgoing) => {
    void (async () => {
      const response = await handle(toRequest(incoming));
      if (outgoing.destroyed) return;
      const early = incoming.complete ? {} : { connection: 'close' };
      outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), ...early });
      outgoing.end(await response.text());
    })();
  });
}

function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? '');
  }
  const { method = 'GET', url = '/' } = incoming;
  const body =
    method === 'GET'
      ? {}
      : { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: 'half' as const };
  return new Request(new URL(url, 'http://localhost'), { method, headers, ...body });
}
