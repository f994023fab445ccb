/**
 * Starts a mock receiver on a socket of its own.
 *
 * @module mock-server/start
 */
import { createServer, type Server } from 'node:http';
import { slowSenderLimits } from '../src/adapters/node.ts';
import { listen } from '../src/listen.ts';
import type { ScriptState, Stats } from './api/types.ts';
import { ALLOWED_METHODS, createApp } from './server/app.ts';
import { assemble, type Assembly } from './server/assemble.ts';
import type { IsolatedInbox } from './inbox/inboxes.ts';
import { createAccessGuard } from './api/guards.ts';
import type { Delivery } from './journal/delivery.ts';
import type { Inbox } from './inbox/inbox.ts';
import { type MockReceiverOptions, settingsOf } from './server/options.ts';

/** A mock receiver that listens. */
export interface MockReceiver extends Inbox, AsyncDisposable {
  /** Where to send deliveries; with the token, if one is set. */
  readonly url: string;
  /** The port that it listens on. */
  readonly port: number;
  /** Kept deliveries that arrived after their inbox, or the receiver, was closed. */
  readonly late: readonly Delivery[];
  /** Kept deliveries that arrived by POST at a path that is not an inbox. */
  readonly misdirected: readonly Delivery[];
  /** The script in force. */
  readonly scriptState: ScriptState;
  /** Counts since the start, or the last clearing. */
  readonly stats: Stats;
  /** Forgets what arrived, in every isolated inbox too. */
  clear(): void;
  /**
   * Opens an inbox with an address of its own, for one of several tests that share the receiver.
   *
   * @returns the inbox; to be closed
   */
  isolate(): IsolatedInbox;
  /**
   * Calls a function with each delivery that arrives from now on.
   *
   * @param listener gets the delivery
   * @returns stops the calls
   */
  onDelivery(listener: (delivery: Delivery) => void): () => void;
  /**
   * Calls a function with each delivery once it was answered.
   *
   * @param listener gets the delivery
   * @returns stops the calls
   */
  onResponded(listener: (delivery: Delivery) => void): () => void;
  /** Stops listening, cuts every connection, and rejects pending `waitFor` calls. A second call does nothing. */
  close(): Promise<void>;
}

/**
 * Starts a mock receiver. It listens when the promise resolves.
 *
 * @param options port, host, path, how strict, secrets and more; all optional
 * @returns the receiver
 * @throws {DeliveryError} ERR_WEBHOOK_PORT_IN_USE if the port is taken
 * @throws {StoreError} if the file of `store` cannot be used
 * @throws {RangeError} if a number is out of range
 * @throws {TypeError} if a secret, the token, the path or a URL cannot be used
 * @example
 * ```ts
 * const mock = await startMockReceiver({ secret });
 * mock.script(reply(503).times(2), reply(200));
 * const delivery = await mock.waitFor('run_completed', { runId }, { timeoutMs: 2_000 });
 * delivery.verdict.shape; // 'documented'
 * await mock.close(); // or `await using mock = …`, where the runtime knows it
 * ```
 */
export async function startMockReceiver(options: MockReceiverOptions = {}): Promise<MockReceiver> {
  const settings = settingsOf(options);
  const access = createAccessGuard(options.control ?? {});
  const assembly = await assemble(options, settings);
  const { handler, classes } = createApp({ ...assembly, access });
  const server = createServer({ ...slowSenderLimits, ...classes }, handler);
  // Node only hands the socket over: without this the sender would not get a response.
  server.on('connect', (_request, socket) => socket.end(CONNECT_ANSWER));
  let port: number;
  try {
    ({ port } = await listen(server, settings));
  } catch (error) {
    assembly.close();
    await assembly.dispose();
    throw error;
  }
  assembly.listening(port);
  return receiverOf(assembly, port, server);
}

const CONNECT_ANSWER = `HTTP/1.1 405 Method Not Allowed\r\nallow: ${ALLOWED_METHODS}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`;

function receiverOf(assembly: Assembly, port: number, server: Server): MockReceiver {
  const { journal, inboxes, events } = assembly;
  const inbox = inboxes.hook;
  const { waitFor, waitForCount } = inbox;
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => (closing ??= stop(server, assembly));
  return {
    url: inbox.url,
    port,
    get deliveries() {
      return inbox.deliveries;
    },
    get late() {
      return journal.strays('late');
    },
    get misdirected() {
      return journal.strays('misdirected');
    },
    get scriptState() {
      return inbox.steps.state;
    },
    get stats() {
      return { ...journal.stats, listeners: events.listeners };
    },
    script: (...parts) => inbox.script(...parts),
    // The same functions, not wrappers: their errors point at the caller.
    waitFor,
    waitForCount,
    clear: () => void journal.clear(),
    isolate: () => inboxes.isolate(),
    onDelivery: (arrived) => journal.listen({ arrived }),
    onResponded: (responded) => journal.listen({ responded }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function stop(server: Server, assembly: Assembly): Promise<void> {
  assembly.close();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  await assembly.dispose();
}
