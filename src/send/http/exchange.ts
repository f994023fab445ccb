/**
 * One request and its response on one connection.
 *
 * The status line decides. The rest of the response is read only so that the connection can be used again: at
 * most 64 KiB of it, within the attempt's deadline, and never inflated.
 *
 * @module send/http/exchange
 */
import type { Dispatcher } from 'undici';
import { MAX_INTERIM_RESPONSES, MAX_RESPONSE_BYTES } from '../limits.ts';
import type { Connection } from './connection.ts';
import { type Failure, failureOf } from './failure.ts';

/** How an exchange ended. */
export type PostResult =
  | {
      readonly kind: 'responded';
      readonly status: number;
      readonly retryAfter: string | undefined;
    }
  | ({
      readonly kind: 'failed';
      /** The reused connection died without a byte of response, which is not the endpoint's fault. */
      readonly stale: boolean;
    } & Failure);

/** The callbacks of an {@link Exchange}. */
export interface ExchangeListener {
  /** The outcome is known; the response may still be arriving. Called once. */
  onOutcome(exchange: Exchange, outcome: PostResult): void;
  /** The connection is free. Called once, after the outcome. @param usable whether it can serve another request */
  onEnd(exchange: Exchange, usable: boolean): void;
}

/** Follows a request through undici. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly connection: Connection;
  readonly #listener: ExchangeListener;
  #decided = false;
  #ended = false;
  #interim = 0;
  #bytes = 0;

  /**
   * @param connection that the request goes out on
   * @param listener called with the outcome
   */
  constructor(connection: Connection, listener: ExchangeListener) {
    this.connection = connection;
    this.#listener = listener;
  }

  /**
   * Ends the exchange in any state: the connection is destroyed.
   *
   * @param failure the outcome, unless it is known already
   */
  abort(failure: Failure): void {
    this.#fail(failure, false);
  }

  onRequestStart(): void {
    this.connection.begin();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) {
      this.#interim += 1;
      if (this.#interim > MAX_INTERIM_RESPONSES)
        this.#fail(invalid(`more than ${MAX_INTERIM_RESPONSES} interim responses`), false);
      return;
    }
    // RFC 9110, section 15: a status is one of five classes, and a client must treat any other as a fault.
    if (status > 599) return this.#fail(invalid(`status ${status}`), false);
    const retryAfter = headers['retry-after'];
    this.#decide({
      kind: 'responded',
      status,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
    });
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#bytes += chunk.byteLength;
    if (this.#bytes > MAX_RESPONSE_BYTES) this.#end(false);
  }

  onResponseEnd(): void {
    this.#end(true);
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#fail(failureOf(error, this.connection.phase), this.connection.isStale);
  }

  #fail(failure: Failure, stale: boolean): void {
    this.#decide({ kind: 'failed', stale, ...failure });
    this.#end(false);
  }

  #decide(outcome: PostResult): void {
    if (this.#decided) return;
    this.#decided = true;
    this.#listener.onOutcome(this, outcome);
  }

  #end(usable: boolean): void {
    if (this.#ended) return;
    this.#ended = true;
    this.connection.end();
    if (!usable) this.connection.destroy();
    this.#listener.onEnd(this, usable);
  }
}

function invalid(detail: string): Failure {
  return { code: 'ERR_WEBHOOK_RESPONSE_INVALID', detail };
}
