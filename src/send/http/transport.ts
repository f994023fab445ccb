/**
 * Sends requests: guarded addresses, one total deadline, no redirects, no decompression, a capped response.
 *
 * @module send/http/transport
 */
import type { AddressGuard, TlsOptions } from '../../address-guard/index.ts';
import { createGuardedConnector, type GuardedConnector } from '../../address-guard/index.ts';
import type { Clock } from '../../clock/clock.ts';
import { OriginPool } from './origin-pool.ts';
import { CLOSING, Posting, type PostRequest, type PostResult, type Traffic } from './posting.ts';

/** The parts that a {@link Transport} needs. */
export interface TransportParts {
  readonly guard: AddressGuard;
  readonly clock: Clock;
  readonly tls?: TlsOptions | undefined;
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
      const pool = this.#poolOf(request.origin);
      new Posting({ request, traffic: this.#traffic, pool, resolve }).begin();
    });
  }

  /** Aborts all running requests. */
  abortAll(): void {
    for (const posting of this.#traffic.running) posting.abort(CLOSING);
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
