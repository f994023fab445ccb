/**
 * The connections to one origin.
 *
 * @module send/http/origin-pool
 */
import type { GuardedConnector } from '../../address-guard/index.ts';
import { Connection } from './connection.ts';

/** The parts that an {@link OriginPool} needs. */
export interface OriginPoolParts {
  readonly origin: string;
  readonly connect: GuardedConnector;
  /** Called when no connection is left. */
  readonly onEmpty: () => void;
}

/** Provides connections: the most recently used idle one, or a new one. */
export class OriginPool {
  readonly #parts: OriginPoolParts;
  readonly #idle: Connection[] = [];
  #acquired = 0;

  /** @param parts origin, connector, a callback when it is empty */
  constructor(parts: OriginPoolParts) {
    this.#parts = parts;
  }

  /**
   * @param fresh whether it must be a new connection
   * @returns a connection; return it with `release`
   */
  acquire(fresh: boolean): Connection {
    this.#acquired += 1;
    const idle = fresh ? undefined : this.#idle.pop();
    if (idle !== undefined) return idle;
    const { origin, connect } = this.#parts;
    return new Connection({ origin, connect, onLost: (connection) => this.#drop(connection) });
  }

  /**
   * @param connection that was acquired
   * @param usable whether it can be used again
   */
  release(connection: Connection, usable: boolean): void {
    this.#acquired -= 1;
    if (usable) this.#idle.push(connection);
    this.#reportIfEmpty();
  }

  /** Closes the idle connections. */
  closeIdle(): void {
    for (const connection of this.#idle.splice(0)) connection.destroy();
    this.#reportIfEmpty();
  }

  /** One that is in use tells its request, which then releases it. */
  #drop(connection: Connection): void {
    const at = this.#idle.indexOf(connection);
    if (at === -1) return;
    this.#idle.splice(at, 1);
    connection.destroy();
    this.#reportIfEmpty();
  }

  #reportIfEmpty(): void {
    if (this.#acquired === 0 && this.#idle.length === 0) this.#parts.onEmpty();
  }
}
