/**
 * Sends requests out: guarded addresses, one total deadline, no redirects, no decompression, a capped response.
 *
 * @module send/http/transport
 */
import type { AddressGuard, TlsOptions } from '../../address-guard/index.ts';
import { createGuardedConnector, type GuardedConnector } from '../../address-guard/index.ts';
import type { Clock } from '../../clock/clock.ts';
import { Exchange, type Outcome } from './exchange.ts';
import type { Failure } from './failure.ts';
import { OriginPool } from './origin-pool.ts';

/** What a {@link Transport} works with. */
export interface TransportParts {
  readonly guard: AddressGuard;
  readonly clock: Clock;
  readonly tls?: TlsOptions | undefined;
}

/** One POST. */
export interface PostRequest {
  /** Such as `https://example.com:8443`. */
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: Uint8Array;
  /** Deadline over name look-up, connection, TLS, response headers and body, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Responses that may still be read after their status line was, at once. To read on only saves a connection, so past this
 * bound connections are thrown away instead: endpoints that never end their responses shall not collect sockets.
 */
const MAX_DRAINING = 64;

const TIMED_OUT: Failure = { code: 'ERR_WEBHOOK_ATTEMPT_TIMEOUT', detail: 'no answer before the deadline' };
const CLOSING: Failure = { code: 'ERR_WEBHOOK_ATTEMPT_ABORTED', detail: 'the sender is closing' };

/** Posts over connections that it keeps. */
export class Transport {
  readonly #connect: GuardedConnector;
  readonly #clock: Clock;
  readonly #pools = new Map<string, OriginPool>();
  readonly #running = new Set<Exchange>();
  #draining = 0;

  /** @param parts guard, clock, certificates */
  constructor({ guard, clock, tls }: TransportParts) {
    this.#clock = clock;
    // No limit of its own: the deadline over all destroys a socket that does not connect.
    this.#connect = createGuardedConnector({ guard, tls, connectTimeoutMs: 0 });
  }

  /**
   * Posts once; and once more, at once and on a new connection, where a connection that had been used before turned out to
   * be dead (RFC 9112, section 9.3.1: the server may close it at any time).
   *
   * @param request to send
   * @returns the status, or why there was none; never rejects
   */
  post(request: PostRequest): Promise<Outcome> {
    return new Promise((resolve) => {
      const deadline = new Deadline(this.#clock, request.timeoutMs);
      this.#exchange(request, deadline, (outcome) => {
        if (outcome.kind !== 'failed' || !outcome.stale) return resolve(outcome);
        this.#exchange(request, deadline, resolve, true);
      });
    });
  }

  /** Gives up all requests under way. */
  abortAll(): void {
    for (const exchange of this.#running) exchange.abandon(CLOSING);
  }

  /** Gives up what is under way, and closes every connection. */
  close(): void {
    this.abortAll();
    for (const pool of this.#pools.values()) pool.closeIdle();
  }

  // eslint-disable-next-line eslint/max-params -- `fresh` is the one difference of the second try
  #exchange(
    request: PostRequest,
    deadline: Deadline,
    onOutcome: (outcome: Outcome) => void,
    fresh: boolean = false,
  ): void {
    const { origin, path, headers, body } = request;
    const pool = this.#poolOf(origin);
    const connection = pool.lend(fresh);
    let draining = 0;
    const exchange: Exchange = new Exchange(connection, {
      onOutcome: (outcome) => {
        draining = 1;
        this.#draining += 1;
        onOutcome(outcome);
        if (this.#draining > MAX_DRAINING) exchange.abandon(CLOSING);
      },
      onEnd: (usable) => {
        this.#draining -= draining;
        this.#running.delete(exchange);
        deadline.release(exchange);
        pool.release(connection, usable);
      },
    });
    this.#running.add(exchange);
    deadline.watch(exchange);
    connection.dispatch({ method: 'POST', path, headers, body }, exchange);
  }

  #poolOf(origin: string): OriginPool {
    let pool = this.#pools.get(origin);
    if (pool === undefined) {
      const onEmpty = (): void => void this.#pools.delete(origin);
      pool = new OriginPool({ origin, connect: this.#connect, onEmpty });
      this.#pools.set(origin, pool);
    }
    return pool;
  }
}

/**
 * One deadline over all tries of an attempt, their look-ups, connections and responses.
 *
 * When it strikes, one turn of the event loop goes by before the attempt is given up: after a stall of the process the
 * timer comes first, and a response that has arrived in the meantime is still to be read.
 */
class Deadline {
  readonly #clock: Clock;
  readonly #endsAt: number;
  #exchange: Exchange | undefined;
  #cancel: () => void = () => undefined;

  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock;
    this.#endsAt = clock.now() + timeoutMs;
  }

  watch(exchange: Exchange): void {
    this.#exchange = exchange;
    this.#cancel();
    this.#cancel = this.#clock.after(this.#endsAt - this.#clock.now(), () => this.#strike());
  }

  release(exchange: Exchange): void {
    if (this.#exchange !== exchange) return;
    this.#exchange = undefined;
    this.#cancel();
  }

  #strike(): void {
    setImmediate(() => this.#exchange?.abandon(TIMED_OUT));
  }
}
