/**
 * One keep-alive connection to one origin.
 *
 * undici's `Pool` does not show which socket a request uses, nor whether that one was used before, and cannot close a
 * socket that is still connecting. All three are needed here, so the pool above these is our own, of undici's
 * own `Client`s, each of which is one connection.
 *
 * @module send/http/connection
 */
import type { Socket } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import type { GuardedConnector } from '../../address-guard/index.ts';
import { MAX_RESPONSE_HEADER_BYTES } from '../limits.ts';
import type { Phase } from './failure.ts';

/** What a {@link Connection} works with. */
export interface ConnectionParts {
  /** Such as `https://example.com:8443`. */
  readonly origin: string;
  readonly connect: GuardedConnector;
  /** Called when the other side, or a keep-alive timeout, has closed the connection while nothing was under way. */
  readonly onIdleLost: (connection: Connection) => void;
}

/** A connection that is opened by its first request, and again by the first one after it was lost. */
export class Connection {
  readonly #client: Client;
  /** The socket in use, or the one that is connecting. */
  #socket: Socket | undefined;
  #phase: Phase = 'connecting';
  /** Requests that were written to the socket before the one under way. */
  #earlier = -1;
  #bytesBefore = 0;
  #busy = false;

  /** @param parts origin, connector, who is called after a loss */
  constructor(parts: ConnectionParts) {
    const { origin, connect, onIdleLost } = parts;
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
    this.#client.on('disconnect', () => {
      if (!this.#busy) onIdleLost(this);
    });
  }

  /** How far the request under way has come. */
  get phase(): Phase {
    return this.#phase;
  }

  /** Whether the request under way was written to a socket that was used before, and no byte has come back. */
  get isStale(): boolean {
    return this.#earlier > 0 && this.#socket?.bytesRead === this.#bytesBefore;
  }

  /**
   * @param options of the request
   * @param handler of its events
   */
  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#busy = true;
    this.#client.dispatch(options, handler);
  }

  /** The request is being written. */
  begin(): void {
    this.#phase = 'requested';
    this.#earlier += 1;
    this.#bytesBefore = this.#socket?.bytesRead ?? 0;
  }

  /** The response has been read to its end. */
  end(): void {
    this.#busy = false;
  }

  /** Closes it for good, in whatever state it is. */
  destroy(): void {
    this.#socket?.destroy();
    this.#client.destroy().catch(() => undefined);
  }

  #watch(socket: Socket | undefined): void {
    this.#socket = socket;
    this.#phase = 'connecting';
    this.#earlier = -1;
    // A TLS socket says so too, when TCP is connected and the handshake begins.
    socket?.once('connect', () => {
      if (this.#phase === 'connecting') this.#phase = 'securing';
    });
  }
}
