/**
 * The types of the events, derived from the contracts: a wrong payload does not compile.
 *
 * @module send/payload/event-types
 */
import type { DocumentedEvent, ObservedEvent } from '#generated/events.js';

/**
 * The contract of an event: the documentation, the shapes that Maxun servers send, either of them, or
 * only that it is an event and can be sent.
 */
export type SendContract = 'documented' | 'observed' | 'any' | 'off';

/** An event without the fields that the sender can add. */
type Unaddressed<Event extends { timestamp: string; webhook_id: string }> = Event extends unknown
  ? Omit<Event, 'timestamp' | 'webhook_id'> & Partial<Pick<Event, 'timestamp' | 'webhook_id'>>
  : never;

/** An event of any kind: for payloads that come from elsewhere. */
export interface AnyEvent {
  /** Type of event, not empty. */
  readonly event_type: string;
  /** The event itself. */
  readonly data: object;
  /** ISO 8601. Default: now. */
  readonly timestamp?: string | undefined;
  /** Default: the endpoint's `webhookId`. */
  readonly webhook_id?: string | undefined;
}

/** The events that each contract accepts. `timestamp` and `webhook_id` are optional. */
export interface EventByContract {
  documented: Unaddressed<DocumentedEvent>;
  observed: Unaddressed<ObservedEvent>;
  any: Unaddressed<DocumentedEvent> | Unaddressed<ObservedEvent>;
  off: AnyEvent;
}
