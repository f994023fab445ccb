/**
 * The event that is sent for a delivery.
 *
 * @module relay/event
 */
import type { AnyContext } from '../receive/index.ts';
import type { AnyEvent } from '../send/index.ts';
import { validate } from '../validation/index.ts';
import { documentedEvent } from './documented.ts';
import type { RelaySettings } from './options.ts';
import { redact } from './redact.ts';

/** A delivery of the inbox. */
export type RelayedDelivery = AnyContext<'report'>;

/**
 * @param delivery that arrived
 * @param settings the form, and what is taken out
 * @returns the event, in the documented form if it can have it
 */
export function eventOf(delivery: RelayedDelivery, settings: RelaySettings): AnyEvent {
  const received = receivedEvent(delivery);
  const documented = isToBeWritten(delivery, settings) ? documentedEvent(received, delivery.run) : undefined;
  const event = documented && redact(documented, settings.redact);
  return event !== undefined && isDocumented(event) ? event : redact(received, settings.redact);
}

/** An event that is documented already stays as it is, unless it was completed. */
function isToBeWritten(delivery: RelayedDelivery, { format, complete }: RelaySettings): boolean {
  if (format === 'received') return false;
  if (delivery.shape !== 'documented') return true;
  return complete !== undefined && 'completedFrom' in delivery.run;
}

/** The sender fills in the endpoint's id where there is none. */
function isDocumented(event: AnyEvent): boolean {
  return validate({ ...event, webhook_id: event.webhook_id ?? 'an id' }).ok;
}

/** As it came; what is not an event at all becomes the payload of one. */
function receivedEvent({ event, eventType, receivedAt }: RelayedDelivery): AnyEvent {
  const timestamp = new Date(receivedAt).toISOString();
  const { data } = (event ?? {}) as { data?: unknown };
  if (eventType !== '' && typeof data === 'object' && data !== null)
    return { timestamp, ...(event as AnyEvent) };
  return { event_type: eventType || 'unknown', timestamp, data: { payload: event } };
}
