/**
 * One keep-alive connection to one origin.
 *
 * undici's `Pool` does not show which socket a request uses, nor whether that one was used before, and cannot close a
 * socket that is still connecting. All three are needed here, so the pool is our own; it uses undici's
 * `Client`s, each of which is one connection.
 *
 * @module send/http/connection
 */
import type { Socket } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import type { GuardedConnector } from '../../address-guard/index.ts';
import { MAX_RESPONSE_HEADER_BYTES } from '../limits.ts';
import type { Phase } from './failure.ts';

/** The parts that a {@link Connection} needs. */
export interface ConnectionParts {
  /** Such as `https://example.com:8443`. */
  readonly origin: string;
  readonly connect: GuardedConnector;
  /** Called when the other side, or a keep-alive timeout, has closed the connection. */
  readonly onLost: (connection: Connection) => void;
}

/** A connection. Its first request opens it; after a loss, the next request opens it again. */
export class Connection {
  readonly #client: Client;
  /** The socket in use, or the one that is connecting. */
  #socket: Socket | undefined;
  #phase: Phase = 'connecting';
  /** How many requests were written to the socket before the current one. */
  #earlier = -1;
  #bytesBefore = 0;

  /** @param parts origin, connector, a callback after a loss */
  constructor(parts: ConnectionParts) {
    const { origin, connect, onLost } = parts;
    this.#client = new Client(origin, {
      connect: (options, callback) => {
        this.#watch(connect(options, callback));
      },
      pipelining: 1,
      maxHeaderSize: MAX_RESPONSE_HEADER_BYTES,
      // One deadline over the whole attempt replaces both.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.#client.on('disconnect', () => onLost(this));
  }

  /** The phase of the current request. */
  get phase(): Phase {
    return this.#phase;
  }

  /** Whether the current request was written to a reused socket and no byte has come back. */
  get isStale(): boolean {
    return this.#earlier > 0 && this.#socket?.bytesRead === this.#bytesBefore;
  }

  /**
   * @param options of the request
   * @param handler of its events
   */
  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#client.dispatch(options, handler);
  }

  /** The request is being written. */
  begin(): void {
    this.#phase = 'requested';
    this.#earlier += 1;
    this.#bytesBefore = this.#socket?.bytesRead ?? 0;
  }

  /** Closes the connection permanently, in any state. */
  destroy(): void {
    this.#socket?.destroy();
    this.#client.destroy().catch(() => undefined);
  }

  #watch(socket: Socket | undefined): void {
    this.#socket = socket;
    this.#phase = 'connecting';
    this.#earlier = -1;
    // A TLS socket also emits this, when TCP is connected and the handshake begins.
    socket?.once('connect', () => {
      if (this.#phase === 'connecting') this.#phase = 'securing';
    });
  }
}
