/**
 * From a delivery that has arrived to the events that are sent.
 *
 * @module relay/forward
 */
import { createHash } from 'node:crypto';
import { PayloadError } from '../errors/index.ts';
import type { AnyEvent, Sender } from '../send/index.ts';
import { wellFormed } from '../send/payload/json-text.ts';
import { eventOf, type RelayedDelivery } from './event.ts';
import type { Metrics } from './metrics.ts';
import type { RelayEndpoint, RelaySettings } from './options.ts';

/** What {@link forwarder} works with. */
export interface ForwardParts {
  readonly settings: RelaySettings;
  readonly sender: Sender<'off'>;
  readonly metrics: Metrics;
}

/**
 * Makes the inbox's handler: it puts a delivery into the outbox for every endpoint that takes it, all at once. Called again
 * after a crash, it adds nothing twice.
 *
 * @param parts settings, sender, metrics
 */
export function forwarder({ settings, sender, metrics }: ForwardParts) {
  return async (delivery: RelayedDelivery): Promise<void> => {
    const endpoints = settings.to.filter((endpoint) => takes(endpoint, delivery));
    metrics.forwarded(delivery.source, endpoints.length);
    if (endpoints.length === 0) return;
    const idempotencyKey = keyOf(delivery);
    const send = async (event: AnyEvent): Promise<unknown> =>
      sender.sendAll(endpoints.map((endpoint) => ({ endpoint, event, idempotencyKey })));
    const event = eventOf(delivery, settings);
    await send(event).catch(async (error: unknown) => {
      if (!(error instanceof PayloadError)) throw error;
      await send(wellFormed(event));
    });
  };
}

function takes({ events, robots, statuses }: RelayEndpoint, delivery: RelayedDelivery): boolean {
  if (events !== undefined && !events.includes(delivery.eventType)) return false;
  if (robots === undefined && statuses === undefined) return true;
  const { robot, status = '' } = delivery.run;
  const isRobot = robots?.some((name) => name === robot.id || name === robot.name) ?? true;
  return isRobot && (statuses?.includes(status) ?? true);
}

/** The same in every attempt. The body's hash tells two failures of one run apart, the time two events that nothing identifies. */
function keyOf({ id, receivedAt, delivery }: RelayedDelivery): string {
  return `${id} ${receivedAt} ${createHash('sha256').update(delivery.body).digest('base64url')}`;
}
