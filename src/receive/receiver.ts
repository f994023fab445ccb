/**
 * What a receiver is, and how its handlers are registered.
 *
 * @module receive/receiver
 */
import type { SignatureExplanation, WebhookError } from '../errors/index.ts';
import type { CloseOptions, DeadLetter, DeadQuery, QueueStats } from '../queue/queue.ts';
import type { HeadersLike } from '../signature/index.ts';
import type {
  AnyContext,
  ConflictContext,
  DriftContext,
  EventContext,
  EventName,
  Handler,
  QualityContext,
  ValidationMode,
} from './context.ts';
import type { Accepted, AcceptOptions, DeliveryHandler } from './delivery.ts';
import type { DriftCounters } from './drift-counters.ts';

/** What is known of a delivery that was refused. Its URL is left out, since it may hold a token. */
export interface ErrorContext {
  /** The HTTP status that it was answered with. */
  readonly status: number;
  readonly headers: HeadersLike;
  /**
   * Finds out what the sender of a signature that does not match may have done instead. It hashes and writes at
   * most 1 MiB, some 5 ms, once the answer is on its way: for more, call the package's `explain()`.
   *
   * @returns the error's own explanation with the guesses; `undefined` if the error is not about a signature
   */
  explain(this: void): Promise<SignatureExplanation | undefined>;
  /** Identifies the event, if that is known. As it was sent: escape it before it is printed. */
  readonly id?: string;
  /** `event_type` of the payload, if it could be read. As it was sent: escape it before it is printed. */
  readonly eventType?: string;
  /** With an inbox: number of the attempt that failed, from 1. The delivery was answered 200 before. */
  readonly attempt?: number;
  /** With an inbox: when it is tried again, in milliseconds since 1970; absent if it is a dead letter now. */
  readonly retryAt?: number;
}

/**
 * Receives deliveries. Every method that registers something gives the receiver back, and throws a `TypeError` once
 * the first delivery has come, or an inbox has begun to work: right after the current task, so register everything at once.
 */
export interface Receiver<Mode extends ValidationMode = ValidationMode> extends DeliveryHandler {
  /**
   * Registers a handler of one or several event types. Several of one type are called one after the other. A payload
   * of unknown shape goes to {@link Receiver.onOther} instead.
   *
   * @param types one event type, or several
   * @param handler gets the event, the run, and the delivery; if it throws, the sender is asked to send again
   * @throws {TypeError} if the mode does not know a type
   */
  on<Name extends EventName<Mode>>(
    types: Name | readonly Name[],
    handler: Handler<EventContext<Mode, Name>>,
  ): this;
  /**
   * Registers a handler of every delivery that no handler of its type was called for: unknown event types, unknown
   * shapes, and events that nobody registered for.
   *
   * @param handler as that of {@link Receiver.on}
   */
  onOther(handler: Handler<AnyContext<Mode>>): this;
  /**
   * Registers a handler of every delivery, called after those of its type.
   *
   * @param handler as that of {@link Receiver.on}
   */
  onAny(handler: Handler<AnyContext<Mode>>): this;
  /**
   * Registers a listener that is told how handled payloads differ from the contracts, after the answer.
   *
   * @param listener called for each delivery that differs; what it throws is ignored
   */
  onDrift(listener: Handler<DriftContext>): this;
  /**
   * Registers a listener that is told what in a run is unusual for its robot: columns that vanished, turned empty or lost their
   * format, lists that are empty or much shorter. It is learned from the runs that this receiver handles; `run.quality` has it too.
   *
   * @param listener called after the answer, for each run that differs from the earlier ones; what it throws is ignored
   */
  onQuality(listener: Handler<QualityContext>): this;
  /**
   * Registers a handler of the second, contradictory failure of a run, which a failed scrape through the API sends. It is
   * the same event, so no other handler is called for it.
   *
   * @param handler as that of {@link Receiver.on}
   */
  onConflict(handler: Handler<ConflictContext<Mode>>): this;
  /**
   * Registers a listener of everything that was refused or failed; with an inbox, of every attempt. Without one, it is printed: see `logger`.
   *
   * @param listener gets the error, whose `cause` is what a handler threw, and what is known of the delivery; what it
   * throws is ignored
   */
  onError(listener: (error: WebhookError, context: ErrorContext) => unknown): this;
  /**
   * Takes an event that is trusted already, such as one that was missed and fetched later. It goes the way of a delivery,
   * without authentication: validated, deduplicated, and handled or stored in the inbox.
   *
   * @param event a JSON object with `event_type`; `run_aborted` goes to its own handler, or to {@link Receiver.onOther}
   * @param options `source`, `receivedAt`
   * @returns what became of it
   * @throws {TypeError} if the event has no JSON
   * @throws {PayloadError} if it is too large or too deep, or does not meet the contract in mode `strict`
   * @throws {DeliveryError} if a handler failed or was too slow, or the same event is being handled
   * @throws {StoreError} if the inbox or the dedupe store failed
   * @example
   * ```ts
   * const { status } = await receiver.accept(event, { source: 'catch-up' });
   * ```
   */
  accept(event: object, options: AcceptOptions): Promise<Accepted>;
  /** @returns the number of deliveries in the inbox by state. This and all below throw a `TypeError` without an inbox. */
  stats(): Promise<QueueStats>;
  /**
   * @param query `limit`, `after`
   * @returns a page of the deliveries that were given up, the oldest first
   */
  dead(query?: DeadQuery): Promise<DeadLetter[]>;
  /**
   * Gives dead letters to the handlers again; the schedule starts again.
   *
   * @param ids of dead letters; other ids are ignored
   * @returns the ids that were put back
   */
  replay(ids: readonly string[]): Promise<string[]>;
  /** Calls no handler until `resume`; deliveries are still stored. Called at once, it leaves time to register handlers. */
  pause(): void;
  /** Calls handlers again. */
  resume(): void;
  /**
   * Lets running handlers finish, aborts the rest at the end of the drain time (their deliveries stay in the inbox), and
   * closes the inbox. Close the HTTP server first. Without an inbox, there is nothing to close.
   *
   * @param options `drainMs`. Default: 25,000
   * @throws {RangeError} if `drainMs` is not a finite number of 0 or more; then nothing is closed
   */
  close(options?: CloseOptions): Promise<void>;
  /**
   * Counts drift from now on; nothing is counted without this.
   *
   * @returns live counters, the same each time
   */
  countDrift(): DriftCounters;
}
