/**
 * One POST: its request, a second one if the first met a dead connection, and one deadline over look-ups, connections and
 * responses of both.
 *
 * The status line decides. The rest of the response is read only so that the connection can be used again: at
 * most 64 KiB of it, within the deadline, and never inflated.
 *
 * @module send/http/posting
 */
import type { Dispatcher } from 'undici';
import type { Clock } from '../../clock/clock.ts';
import { MAX_DRAINING_RESPONSES, MAX_INTERIM_RESPONSES, MAX_RESPONSE_BYTES } from '../limits.ts';
import type { Connection } from './connection.ts';
import { type Failure, failureOf } from './failure.ts';
import type { OriginPool } from './origin-pool.ts';

/** What is posted. */
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

/** How a POST ended. */
export type PostResult =
  | { readonly kind: 'responded'; readonly status: number; readonly retryAfter: string | undefined }
  | ({ readonly kind: 'failed' } & Failure);

/** What the postings of one transport share. */
export interface Traffic {
  readonly clock: Clock;
  readonly running: Set<Posting>;
  /** How many have their result, and still read their response. */
  draining: number;
}

/** What a {@link Posting} works with. */
export interface PostingParts {
  readonly request: PostRequest;
  readonly traffic: Traffic;
  readonly pool: OriginPool;
  /** Called once. The response may still be arriving. */
  readonly resolve: (result: PostResult) => void;
}

/** What ends a request because the sender closes, or needs its socket. */
export const CLOSING: Failure = { code: 'ERR_WEBHOOK_ATTEMPT_ABORTED', detail: 'the sender is closing' };
const TIMED_OUT: Failure = { code: 'ERR_WEBHOOK_ATTEMPT_TIMEOUT', detail: 'no response before the deadline' };

/** Follows a POST through undici. */
export class Posting implements Dispatcher.DispatchHandler {
  readonly #parts: PostingParts;
  readonly #startedAt: number;
  /** The one in use; absent once the response has ended. */
  #connection: Connection | undefined;
  #isDecided = false;
  #isRepeated = false;
  #interim = 0;
  #bytes = 0;
  #cancel: () => void = () => undefined;

  constructor(parts: PostingParts) {
    this.#parts = parts;
    this.#startedAt = parts.traffic.clock.now();
  }

  /** Sends the request. */
  begin(): void {
    this.#start(this.#parts.request.timeoutMs);
  }

  /** Ends it in any state: the connection is destroyed. */
  abort(failure: Failure): void {
    this.#decide({ kind: 'failed', ...failure });
    this.#end(false);
  }

  onRequestStart(): void {
    this.#connection?.begin();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) {
      this.#interim += 1;
      if (this.#interim > MAX_INTERIM_RESPONSES)
        this.abort(invalid(`more than ${MAX_INTERIM_RESPONSES} interim responses`));
      return;
    }
    // RFC 9110, section 15: a status is one of five classes, and a client must treat any other as a fault.
    if (status > 599) return this.abort(invalid(`status ${status}`));
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

  /** A reused connection may turn out to be dead: the server may close it at any time (RFC 9112, section 9.3.1). */
  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    const connection = this.#connection;
    if (connection === undefined) return;
    const isStale = connection.isStale && !this.#isDecided && !this.#isRepeated;
    if (!isStale) return this.abort(failureOf(error, connection.phase));
    const { request, traffic } = this.#parts;
    this.#isRepeated = true;
    this.#cancel();
    this.#start(request.timeoutMs - (traffic.clock.now() - this.#startedAt));
    // Afterwards, or its pool could be empty for a moment, and be dropped.
    this.#release(connection, false);
  }

  #start(remainingMs: number): void {
    const { request, traffic, pool } = this.#parts;
    const { origin, path, headers, body } = request;
    this.#connection = pool.acquire(this.#isRepeated);
    this.#cancel = traffic.clock.after(remainingMs, this.#onDeadline);
    traffic.running.add(this);
    this.#connection.dispatch({ origin, method: 'POST', path, headers, body }, this);
  }

  /**
   * One turn of the event loop passes before the attempt is aborted: after a stall of the process the timer comes first,
   * and a response that arrived in the meantime must still be read.
   */
  readonly #onDeadline = (): void => {
    setImmediate(() => this.abort(TIMED_OUT));
  };

  #decide(result: PostResult): void {
    if (this.#isDecided || this.#connection === undefined) return;
    const { traffic, resolve } = this.#parts;
    this.#isDecided = true;
    traffic.draining += 1;
    resolve(result);
    if (traffic.draining > MAX_DRAINING_RESPONSES) this.#end(false);
  }

  /** @param usable whether the connection can serve another request */
  #end(usable: boolean): void {
    const { traffic } = this.#parts;
    const connection = this.#connection;
    if (connection === undefined) return;
    this.#connection = undefined;
    this.#cancel();
    traffic.running.delete(this);
    if (this.#isDecided) traffic.draining -= 1;
    this.#release(connection, usable);
  }

  #release(connection: Connection, usable: boolean): void {
    if (!usable) connection.destroy();
    this.#parts.pool.release(connection, usable);
  }
}

function invalid(detail: string): Failure {
  return { code: 'ERR_WEBHOOK_RESPONSE_INVALID', detail };
}
