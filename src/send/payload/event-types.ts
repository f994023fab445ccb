/**
 * The types of what can be sent, derived from the contracts: a wrong payload does not compile.
 *
 * @module send/payload/event-types
 */
import type { DocumentedEvent, ObservedEvent } from '#generated/events.js';

/**
 * What an event is checked against before it is accepted: the documentation, the shapes that Maxun servers send, either, or
 * nothing but that it is an event and can be sent as it is.
 */
export type SendContract = 'documented' | 'observed' | 'any' | 'off';

/** An event of which the sender fills in what is the same for all. */
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

/** The events that each contract takes. `timestamp` and `webhook_id` may be left out. */
export interface EventByContract {
  documented: Unaddressed<DocumentedEvent>;
  observed: Unaddressed<ObservedEvent>;
  any: Unaddressed<DocumentedEvent> | Unaddressed<ObservedEvent>;
  off: AnyEvent;
}
