/**
 * Sends requests: guarded addresses, one total deadline, no redirects, no decompression, a capped response.
 *
 * @module send/http/transport
 */
import type { AddressGuard, TlsOptions } from '../../address-guard/index.ts';
import { createGuardedConnector, type GuardedConnector } from '../../address-guard/index.ts';
import type { Clock } from '../../clock/clock.ts';
import { MAX_DRAINING_RESPONSES } from '../limits.ts';
import { Exchange, type ExchangeListener, type PostResult } from './exchange.ts';
import type { Failure } from './failure.ts';
import { OriginPool } from './origin-pool.ts';

/** The parts that a {@link Transport} needs. */
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

const TIMED_OUT: Failure = { code: 'ERR_WEBHOOK_ATTEMPT_TIMEOUT', detail: 'no response before the deadline' };
const CLOSING: Failure = { code: 'ERR_WEBHOOK_ATTEMPT_ABORTED', detail: 'the sender is closing' };

/** What the postings of one transport share. */
interface Traffic {
  readonly clock: Clock;
  readonly running: Set<Exchange>;
  /** Exchanges with a known outcome whose response is still being read. */
  draining: number;
}

/** Posts over connections that are kept alive. */
export class Transport {
  readonly #connect: GuardedConnector;
  readonly #traffic: Traffic;
  readonly #pools = new Map<string, OriginPool>();

  /** @param parts guard, clock, certificates */
  constructor({ guard, clock, tls }: TransportParts) {
    this.#traffic = { clock, running: new Set(), draining: 0 };
    // Connecting has no separate limit: the total deadline destroys a socket that does not connect.
    this.#connect = createGuardedConnector({ guard, tls, connectTimeoutMs: 0 });
  }

  /**
   * Posts once; and once more at once on a new connection, if a reused connection turned out to be
   * dead (RFC 9112, section 9.3.1: the server may close it at any time).
   *
   * @param request to send
   * @returns the status, or why none came; never rejects
   */
  post(request: PostRequest): Promise<PostResult> {
    return new Promise((resolve) => {
      new Posting({ request, traffic: this.#traffic, pool: this.#poolOf(request.origin), resolve }).begin();
    });
  }

  /** Aborts all running requests. */
  abortAll(): void {
    for (const exchange of this.#traffic.running) exchange.abort(CLOSING);
  }

  /** Aborts all running requests, and closes every connection. */
  close(): void {
    this.abortAll();
    for (const pool of this.#pools.values()) pool.closeIdle();
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

interface PostingParts {
  readonly request: PostRequest;
  readonly traffic: Traffic;
  readonly pool: OriginPool;
  readonly resolve: (outcome: PostResult) => void;
}

/**
 * One POST: its exchange, a second one if the first met a dead connection, and one deadline over look-ups, connections
 * and responses of both.
 */
class Posting implements ExchangeListener {
  readonly #parts: PostingParts;
  readonly #startedAt: number;
  #exchange: Exchange | undefined;
  #isRepeated = false;
  #cancel: () => void = () => undefined;

  constructor(parts: PostingParts) {
    this.#parts = parts;
    this.#startedAt = parts.traffic.clock.now();
  }

  begin(): void {
    this.#start(this.#parts.request.timeoutMs);
  }

  onOutcome(exchange: Exchange, outcome: PostResult): void {
    const { traffic, resolve } = this.#parts;
    traffic.draining += 1;
    if (outcome.kind === 'failed' && outcome.stale && !this.#isRepeated) this.#repeat();
    else resolve(outcome);
    if (traffic.draining > MAX_DRAINING_RESPONSES) exchange.abort(CLOSING);
  }

  onEnd(exchange: Exchange, usable: boolean): void {
    const { traffic, pool } = this.#parts;
    traffic.draining -= 1;
    traffic.running.delete(exchange);
    if (this.#exchange === exchange) {
      this.#exchange = undefined;
      this.#cancel();
    }
    pool.release(exchange.connection, usable);
  }

  #repeat(): void {
    const { traffic, request } = this.#parts;
    this.#isRepeated = true;
    this.#cancel();
    this.#start(request.timeoutMs - (traffic.clock.now() - this.#startedAt));
  }

  #start(remainingMs: number): void {
    const { request, traffic, pool } = this.#parts;
    const { path, headers, body } = request;
    const exchange = new Exchange(pool.acquire(this.#isRepeated), this);
    this.#exchange = exchange;
    this.#cancel = traffic.clock.after(remainingMs, this.#onDeadline);
    traffic.running.add(exchange);
    exchange.connection.dispatch({ method: 'POST', path, headers, body }, exchange);
  }

  /**
   * One turn of the event loop passes before the attempt is aborted: after a stall of the process the timer comes first,
   * and a response that arrived in the meantime must still be read.
   */
  readonly #onDeadline = (): void => {
    setImmediate(() => this.#exchange?.abort(TIMED_OUT));
  };
}
