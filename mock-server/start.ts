/**
 * Starts a mock receiver on a socket of its own.
 *
 * @module mock-server/start
 */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeliveryError } from '../src/errors/index.ts';
import { createApp } from './app.ts';
import { type Delivery, Journal, type JournalLimits } from './journal.ts';

/** What {@link startMockReceiver} takes. */
export interface MockReceiverOptions extends JournalLimits {
  /** Port to listen on; a free one by default. */
  readonly port?: number;
  /** Address to listen on; `127.0.0.1` by default. On any other, only the hook answers other machines. */
  readonly host?: string;
  /** Path of the hook; a unique one by default. */
  readonly path?: string;
  /** Answer 422 to what does not meet the documented contract; by default only to what is of no known shape. */
  readonly strict?: boolean;
  /** The most bytes that a body may have; 10 MiB by default. */
  readonly maxBodyBytes?: number;
  /** Milliseconds since 1970; the system's clock by default. */
  readonly now?: () => number;
}

/** A mock receiver that listens. */
export interface MockReceiver extends AsyncDisposable {
  /** Where to send deliveries. */
  readonly url: string;
  /** The port that it listens on. */
  readonly port: number;
  /** What arrived, oldest first. */
  readonly deliveries: readonly Delivery[];
  /**
   * Calls a function with each delivery that arrives from now on.
   *
   * @param listener gets the delivery
   * @returns stops the calls
   */
  onDelivery(listener: (delivery: Delivery) => void): () => void;
  /** Stops listening, and cuts every connection. */
  close(): Promise<void>;
}

/** The receiver's own default of 10 MiB: Maxun sends whole pages. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** A sender that drips its headers or body is cut off well before Node's own 60 s and 300 s. */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 1000 };

/**
 * Starts a mock receiver. It listens when the promise resolves.
 *
 * @param options port, host, path, how strict; all optional
 * @returns the receiver
 * @throws {DeliveryError} ERR_WEBHOOK_PORT_IN_USE if the port is taken
 * @throws {RangeError} if the port is no port
 * @example
 * ```ts
 * await using mock = await startMockReceiver();
 * await fetch(mock.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
 * mock.deliveries[0].verdict.shape; // 'documented'
 * ```
 */
export async function startMockReceiver(options: MockReceiverOptions = {}): Promise<MockReceiver> {
  const { port = 0, host = '127.0.0.1', path = `/${randomUUID()}`, maxBodyBytes = MAX_BODY_BYTES } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`The port is ${port}: expected a whole number from 0 to 65535.`);
  }
  const journal = new Journal(options);
  const { strict = false, now = Date.now } = options;
  const app = createApp({ journal, hookPath: path, strict, maxBodyBytes, now });
  const server = createServer(TIMEOUTS, app);
  await listen(server, port, host);
  const actual = (server.address() as AddressInfo).port;
  const close = (): Promise<void> => stop(server);
  return {
    url: `http://${host === '127.0.0.1' ? host : 'localhost'}:${actual}${path}`,
    port: actual,
    get deliveries() {
      return journal.deliveries;
    },
    onDelivery: (listener) => journal.onDelivery(listener),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portInUse(port, error) : error);
    });
    server.listen(port, host, resolve);
  });
}

function portInUse(port: number, cause: Error): DeliveryError {
  const message = `Port ${port} is taken by another program: stop it, or choose another port.`;
  return new DeliveryError('ERR_WEBHOOK_PORT_IN_USE', message, { cause });
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
