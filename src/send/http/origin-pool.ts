/**
 * The connections to one origin.
 *
 * @module send/http/origin-pool
 */
import type { GuardedConnector } from '../../address-guard/index.ts';
import { Connection } from './connection.ts';

/** What an {@link OriginPool} works with. */
export interface OriginPoolParts {
  readonly origin: string;
  readonly connect: GuardedConnector;
  /** Told when no connection is left. */
  readonly onEmpty: () => void;
}

/** Hands out connections, those that were used last first, and opens a new one where none is idle. */
export class OriginPool {
  readonly #parts: OriginPoolParts;
  readonly #idle: Connection[] = [];
  #lent = 0;

  /** @param parts origin, connector, who is told when it is empty */
  constructor(parts: OriginPoolParts) {
    this.#parts = parts;
  }

  /**
   * @param fresh whether it must be a new connection
   * @returns a connection, to be handed back by `release`
   */
  acquire(fresh: boolean): Connection {
    this.#lent += 1;
    const idle = fresh ? undefined : this.#idle.pop();
    if (idle !== undefined) return idle;
    const { origin, connect } = this.#parts;
    return new Connection({ origin, connect, onIdleLost: (connection) => this.#drop(connection) });
  }

  /**
   * @param connection that was lent
   * @param usable whether it can be lent again
   */
  release(connection: Connection, usable: boolean): void {
    this.#lent -= 1;
    if (usable) this.#idle.push(connection);
    this.#reportIfEmpty();
  }

  /** Closes the idle connections. */
  closeIdle(): void {
    for (const connection of this.#idle.splice(0)) connection.destroy();
    this.#reportIfEmpty();
  }

  #drop(connection: Connection): void {
    const at = this.#idle.indexOf(connection);
    if (at === -1) return;
    this.#idle.splice(at, 1);
    connection.destroy();
    this.#reportIfEmpty();
  }

  #reportIfEmpty(): void {
    if (this.#lent === 0 && this.#idle.length === 0) this.#parts.onEmpty();
  }
}
