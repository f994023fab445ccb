/**
 * The interface of a sender: it accepts events for endpoints, signs them, and delivers them or gives them up.
 *
 * @module send/sender
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import type {
  CloseOptions,
  DeadLetter,
  DeadQuery,
  EnqueueResult,
  QueueStats,
  QueueTransaction,
  DisabledEndpoint,
} from '../queue/queue.ts';
import type { WebhookError } from '../errors/index.ts';
import type { EndpointResolver } from './endpoint/endpoint-registry.ts';
import type { Endpoint } from './endpoint/endpoint.ts';
import type { EventByContract, SendContract } from './payload/event-types.ts';
import type { SenderEvents } from './events/sender-events.ts';

/** How one event is sent to one endpoint. */
export interface DeliveryOptions {
  /**
   * A second event with this key for the same endpoint is not accepted while the first is kept, nor within the queue's
   * retention after it. At least one character.
   */
  readonly idempotencyKey?: string | undefined;
  /**
   * Deliveries with the same endpoint and order key arrive strictly one after the other: the next is tried when the one
   * before it has arrived or was given up. Default: the endpoint's `orderBy`, else no order.
   */
  readonly orderKey?: string | undefined;
}

/** The options of a whole call. */
export interface AcceptOptions<Contract extends SendContract> {
  /** The contract of the events. Default: the sender's. */
  readonly contract?: Contract | undefined;
  /**
   * A transaction of yours, in which the events are accepted: they exist if and when it commits. Postgres only.
   */
  readonly tx?: QueueTransaction | undefined;
}

/** The options of {@link Sender.send}. */
export type SendOptions<Contract extends SendContract> = DeliveryOptions & AcceptOptions<Contract>;

/** One of the deliveries of {@link Sender.sendAll}. */
export interface DeliveryRequest<Contract extends SendContract> extends DeliveryOptions {
  readonly endpoint: Endpoint;
  readonly event: EventByContract[Contract];
}

/** An event was accepted. */
export interface SendResult {
  /** Id of the delivery: its `webhook-id`, the same in every attempt. */
  readonly id: string;
  /** `duplicate`: the idempotency key was used before, for the same event; this is the id of the first. */
  readonly status: 'accepted' | 'duplicate';
}

/** Accepts events and delivers them. Made by {@link createSender}. */
export interface Sender<Default extends SendContract = 'documented'> {
  /**
   * Accepts an event for an endpoint. Resolves once it is durable; it is then delivered, or becomes a dead letter.
   *
   * @param endpoint to send to; its latest settings are used for all waiting deliveries with the same id
   * @param event `event_type` and `data`; `timestamp` and `webhook_id` are added if they are absent
   * @param options `idempotencyKey`, `orderKey`, `contract`, `tx`
   * @returns the delivery's id
   * @throws {PayloadError} ERR_WEBHOOK_PAYLOAD_INVALID, ERR_WEBHOOK_BODY_TOO_LARGE, ERR_WEBHOOK_BODY_TOO_DEEP if the event
   *   cannot be sent
   * @throws {DeliveryError} ERR_WEBHOOK_ENDPOINT_INVALID, ERR_WEBHOOK_ADDRESS_REFUSED if the endpoint cannot be reached
   * @throws {DeliveryError} ERR_WEBHOOK_IDEMPOTENCY_CONFLICT if the key was already used for another event
   * @throws {StoreError} if it could not be stored: it was not accepted
   * @throws {TypeError} if the endpoint has no secret and is not `unsigned`
   */
  send<Contract extends SendContract = Default>(
    endpoint: Endpoint,
    event: EventByContract[Contract],
    options?: SendOptions<Contract>,
  ): Promise<SendResult>;
  /**
   * Accepts several events, all of them or none: a batch, or one event for many endpoints, whose `data` is then turned
   * into JSON once.
   *
   * @param deliveries at most 10,000
   * @param options `contract`, `tx`
   * @returns a result per delivery, in order; `conflict` if an idempotency key was already used for another event
   * @throws what {@link Sender.send} throws, for the first faulty delivery; a `PayloadError` has its `index`
   */
  sendAll<Contract extends SendContract = Default>(
    deliveries: readonly DeliveryRequest<Contract>[],
    options?: AcceptOptions<Contract>,
  ): Promise<EnqueueResult[]>;
  /**
   * @param name `attempt`, `delivered`, `dead`, `disabled`, `throttled` or `problem`
   * @param listener called with each such event; must not throw
   * @returns the sender
   */
  on<Name extends keyof SenderEvents>(name: Name, listener: (event: SenderEvents[Name]) => void): this;
  /**
   * @param name of the events
   * @param listener to remove
   * @returns the sender
   */
  off<Name extends keyof SenderEvents>(name: Name, listener: (event: SenderEvents[Name]) => void): this;
  /**
   * Reports a problem of code that uses this sender, like a problem of the sender itself.
   *
   * @param problem emitted as `problem`; without a listener and a logger it is printed
   */
  report(problem: WebhookError): void;
  /**
   * Adds a function that finds the endpoints of waiting deliveries. It is called after those added earlier.
   *
   * @param resolver called with an id
   * @returns the sender
   */
  useEndpoints(resolver: EndpointResolver): this;
  /** @returns the number of deliveries by state */
  stats(): Promise<QueueStats>;
  /**
   * @param query `endpoint`, `limit`, `after`
   * @returns a page of dead letters, the oldest first
   */
  dead(query?: DeadQuery): Promise<DeadLetter[]>;
  /**
   * Puts dead letters back, due now, with the same id and bytes; the schedule starts again.
   *
   * @param ids of dead letters; other ids are ignored
   * @returns the ids that were put back
   */
  replay(ids: readonly string[]): Promise<string[]>;
  /** @returns the endpoints that are disabled, the longest disabled first */
  disabled(): Promise<DisabledEndpoint[]>;
  /**
   * Stops all deliveries to an endpoint, future ones included, until `enable`.
   *
   * @param endpoint its `webhookId`
   * @param reason why, for whoever reads it later
   * @returns `false` if it was already disabled
   */
  disable(endpoint: string, reason: string): Promise<boolean>;
  /**
   * Enables a disabled endpoint: its waiting deliveries are sent.
   *
   * @param endpoint its `webhookId`
   * @returns `false` if it was not disabled
   */
  enable(endpoint: string): Promise<boolean>;
  /** Starts no attempt until `resume`; events are still accepted. */
  pause(): void;
  /** Starts attempts again. */
  resume(): void;
  /**
   * Lets running attempts finish, aborts the rest at the end of the drain time (their deliveries stay in the queue), and
   * closes the queue and all connections.
   *
   * @param options `drainMs`. Default: 25,000
   * @throws {RangeError} if `drainMs` is not a finite number of 0 or more; then nothing is closed
   */
  close(options?: CloseOptions): Promise<void>;
}
