/**
 * What an adapter gives to the flow, and what it gets back.
 *
 * @module receive/delivery
 */
import type { HeadersLike, RawBody } from '../signature/index.ts';
import type { Answer } from './answer.ts';

/** How an event came. */
export type DeliverySource = 'webhook' | 'catch-up';

/** How {@link Receiver.accept} takes an event. */
export interface AcceptOptions {
  /** Where the event comes from. */
  readonly source: DeliverySource;
  /** When it arrived, in milliseconds since 1970. Default: now. */
  readonly receivedAt?: number | undefined;
}

/** What became of an event. */
export interface Accepted {
  /** Identifies the event: the `id` of its handlers' context. */
  readonly id: string;
  /**
   * - `handled`: its handlers have run.
   * - `stored`: it is in the inbox, and will be handled.
   * - `duplicate`: it was received before.
   */
  readonly status: 'handled' | 'stored' | 'duplicate';
}

/** A request as an adapter sees it, before anything of its body is read. */
export interface IncomingDelivery {
  /** HTTP method; `POST` where it is absent. */
  readonly method?: string | undefined;
  /** Path and query, or the whole URL; only `urlToken` needs it. */
  readonly url?: string | undefined;
  /** The headers, in any of the usual forms. */
  readonly headers: HeadersLike;
  /** The exact bytes of the body, or a function that reads them, called once the headers are found in order. */
  readonly body: RawBody | ReadBody;
  /**
   * Keeps the runtime alive for work that goes on after the answer, as Workers' `ExecutionContext` does.
   *
   * @param work settles when it is done
   */
  waitUntil?(this: void, work: Promise<void>): void;
}

/**
 * Reads the exact bytes of a body.
 *
 * @param maxBytes the most that may be read
 * @param count to be called with each number of bytes that was read, before more is read: it throws where all bodies
 * together are too large
 * @returns the bytes
 * @throws {PayloadError} ERR_WEBHOOK_BODY_TOO_LARGE or ERR_WEBHOOK_BODY_INCOMPLETE
 * @throws {SignatureError} ERR_WEBHOOK_BODY_NOT_RAW if the bytes are gone
 */
export type ReadBody = (maxBytes: number, count: (bytes: number) => void) => RawBody | Promise<RawBody>;

/** A request whose body was read: what handlers get beside the event. */
export interface RawDelivery {
  readonly method: string;
  /** As it came, a token included; `''` where the adapter knows none. */
  readonly url: string;
  readonly headers: HeadersLike;
  /** The exact bytes. */
  readonly body: Uint8Array;
}

/** Takes deliveries: what an adapter needs of a receiver. */
export interface DeliveryHandler {
  /**
   * Receives one delivery. Never rejects.
   *
   * @param delivery the request
   * @returns what to answer
   */
  handle(this: void, delivery: IncomingDelivery): Promise<Answer>;
}
