/** What must and what must not compile. The checks are the compiler's: an unused `@ts-expect-error` is an error. */
import * as openTelemetry from '@opentelemetry/api';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createSender, memoryQueue, type Sender, type SenderOptions } from '../../src/send/index.ts';
import { completed, failed, SECRET } from './fixture.ts';

const endpoint = { url: 'https://example.com/hook', secret: SECRET };

export async function compiles(sender: Sender, observed: Sender<'observed'>): Promise<void> {
  await sender.send(endpoint, completed);
  await sender.send(endpoint, { event_type: 'run_failed', data: failed.data });
  await sender.send({ url: endpoint.url, secrets: [SECRET, { secret: SECRET, expiresAt: 0 }] }, failed);
  await sender.send({ url: endpoint.url, unsigned: true }, failed);
  await sender.send(endpoint, { event_type: 'anything', data: {} }, { contract: 'off' });
  await sender.sendAll([{ endpoint, event: failed, idempotencyKey: 'k' }]);
  sender.on('delivered', ({ latencyMs }) => latencyMs.toFixed()).on('problem', ({ code }) => code);
  // @ts-expect-error: no such event type
  await sender.send(endpoint, { event_type: 'run_finished', data: failed.data });
  // @ts-expect-error: the data of another event
  await sender.send(endpoint, { event_type: 'run_completed', data: failed.data });
  // @ts-expect-error: a field is missing
  await sender.send(endpoint, { event_type: 'run_failed', data: { robotId: 'r' } });
  // @ts-expect-error: no secret, and not said to be unsigned
  await sender.send({ url: endpoint.url }, failed);
  // @ts-expect-error: both
  await sender.send({ ...endpoint, unsigned: true }, failed);
  // @ts-expect-error: documented, not observed
  await observed.send(endpoint, { event_type: 'run_failed', data: failed.data });
  // @ts-expect-error: no such thing is emitted
  sender.on('sent', () => undefined);
}

it('takes pino and the OpenTelemetry API as they stand', () => {
  const options: SenderOptions<'documented'> = {
    queue: memoryQueue(),
    logger: pino(),
    openTelemetry,
    deliver: false,
  };
  expect(createSender(options)).toBeDefined();
});
