/**
 * The event that is sent for a delivery.
 *
 * @module relay/event
 */
import type { AnyEvent } from '../send/index.ts';
import { validate } from '../validation/index.ts';
import { documentedEvent } from './documented.ts';
import type { RelayedDelivery } from './forward.ts';
import type { RelaySettings } from './options.ts';
import { redact } from './redact.ts';

/**
 * @param delivery that arrived
 * @param settings the form, and what is taken out
 * @returns the event, in the documented form if it can have it
 */
export function eventOf(delivery: RelayedDelivery, settings: RelaySettings): AnyEvent {
  return redact(formOf(delivery, settings), settings.redact);
}

function formOf(delivery: RelayedDelivery, { format, complete }: RelaySettings): AnyEvent {
  const received = receivedEvent(delivery);
  const isWanted = format === 'documented' && (delivery.shape !== 'documented' || complete !== undefined);
  if (!isWanted) return received;
  const { completedFrom } = delivery.run as { completedFrom?: string };
  if (delivery.shape === 'documented' && completedFrom === undefined) return received;
  const event = documentedEvent(received, delivery.run);
  return event !== undefined && validate(event, { contract: 'documented' }).ok ? event : received;
}

/** As it came; what is not an event at all becomes the payload of one. */
function receivedEvent({ event, eventType, receivedAt }: RelayedDelivery): AnyEvent {
  const timestamp = new Date(receivedAt).toISOString();
  const { data } = (event ?? {}) as { data?: unknown };
  if (eventType !== '' && typeof data === 'object' && data !== null)
    return { timestamp, ...(event as AnyEvent) };
  return { event_type: eventType || 'unknown', timestamp, data: { payload: event } };
}

/**
 * Makes an event that the sender refuses sendable: a scraped page can hold half of a surrogate pair, which has no UTF-8 form.
 *
 * @param event of JSON
 * @returns a copy in which each such half is U+FFFD
 */
export function wellFormed(event: AnyEvent): AnyEvent {
  return JSON.parse(JSON.stringify(event), (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(/\p{Surrogate}/gu, '\uFFFD') : value,
  ) as AnyEvent;
}
