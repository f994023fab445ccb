/**
 * The HTTP side of a relay: the hook, and what operators ask.
 *
 * @module relay/server
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { slowSenderLimits } from '../adapters/node.ts';
import { receiveRequest, writeAnswer } from '../adapters/node-body.ts';
import { listen } from '../listen.ts';
import type { Answer, CloseOptions, DeliveryHandler } from '../receive/index.ts';
import { hookUrl } from './auth.ts';
import type { Metrics } from './metrics.ts';
import type { RelaySettings } from './options.ts';
import type { RelayStats } from './store.ts';

/** What a {@link RelayServer} works with. */
export interface RelayServerParts {
  readonly settings: RelaySettings;
  readonly receiver: DeliveryHandler;
  readonly metrics: Metrics;
  /** Rejects if the queues cannot be read. */
  readonly stats: () => Promise<RelayStats>;
}

/** Listens for deliveries, and answers `/healthz`, `/readyz` and `/metrics`. */
export class RelayServer {
  readonly #parts: RelayServerParts;
  readonly #server: Server;
  #isClosing = false;

  constructor(parts: RelayServerParts) {
    this.#parts = parts;
    this.#server = createServer(
      slowSenderLimits,
      (request, response) => void this.#answer(request, response),
    );
  }

  /**
   * @returns the port
   * @throws {DeliveryError} ERR_WEBHOOK_PORT_IN_USE
   */
  async listen(): Promise<number> {
    const { port } = await listen(this.#server, this.#parts.settings);
    return port;
  }

  /**
   * Takes no more connections, and waits for the answers that are due.
   *
   * @param options `drainMs`, after which connections are cut
   */
  async close({ drainMs }: CloseOptions): Promise<void> {
    this.#isClosing = true;
    const cut = setTimeout(() => this.#server.closeAllConnections(), drainMs);
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
    clearTimeout(cut);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '/' } = request;
    const { settings } = this.#parts;
    const hook = URL.canParse(url, 'http://relay') ? hookUrl(url, settings.path) : undefined;
    const answer = await (hook === undefined ? this.#tell(request) : this.#receive(request, hook));
    // Else a connection that is kept alive could bring requests for ever.
    if (this.#isClosing) response.setHeader('connection', 'close');
    writeAnswer(request, response, answer);
  }

  async #receive(request: IncomingMessage, url: string): Promise<Answer> {
    const { receiver, metrics } = this.#parts;
    const answer = await receiveRequest(receiver, request, { url, kept: request, advice: '' });
    metrics.received(answer.status);
    return answer;
  }

  /** What operators ask. */
  async #tell({ url = '', method }: IncomingMessage): Promise<Answer> {
    const page = PAGES[url.split('?', 1)[0] ?? ''];
    const isRead = method === 'GET' || method === 'HEAD';
    const [status, body] =
      page === undefined || !isRead
        ? [404, `Not here: deliveries go to ${this.#parts.settings.path}.\n`]
        : await page(this.#parts);
    return { status, headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }, body };
  }
}

type Page = (parts: RelayServerParts) => Promise<[status: number, text: string]>;

const PAGES: Readonly<Record<string, Page>> = {
  '/healthz': async () => [200, 'ok\n'],
  '/readyz': async ({ stats }) =>
    stats().then(
      () => [200, 'ready\n'],
      () => [503, 'a queue cannot be read\n'],
    ),
  '/metrics': async ({ stats, metrics }) => {
    const queues = await stats().catch(() => ({}));
    return [200, metrics.text(queues, Date.now())];
  },
};
