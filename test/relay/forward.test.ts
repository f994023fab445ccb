import { expect, it } from 'vitest';
import { observedExamples } from '#generated/examples.js';
import { createReceiver, unsigned } from '../../src/index.ts';
import type { RelayedDelivery } from '../../src/relay/event.ts';
import { forwarder } from '../../src/relay/forward.ts';
import { Metrics } from '../../src/relay/metrics.ts';
import { relaySettings } from '../../src/relay/options.ts';
import { createSender, memoryQueue } from '../../src/send/index.ts';
import { FAILED_F, FAILED_G } from '../receive/deliveries.ts';

it('adds nothing twice when it is called again after a crash, and both of two failures of a run', async () => {
  const to = ['http://a.example/', 'http://b.example/'].map((url) => ({ url, unsigned: true }) as const);
  const sender = createSender<'off'>({ queue: memoryQueue(), deliver: false, contract: 'off' });
  const settings = relaySettings({ to, store: 'none', open: true });
  const forward = forwarder({ settings, sender, metrics: new Metrics() });
  const again = async (delivery: RelayedDelivery): Promise<void> => {
    await forward(delivery);
    await forward(delivery);
  };
  const receiver = createReceiver({ auth: unsigned(), silent: true }).onAny(again).onConflict(again);
  // The last two have nothing that tells them apart but their time: both arrive.
  let now = 0;
  for (const payload of [observedExamples['extract-run'].payload, FAILED_G, FAILED_F, { a: 1 }, { a: 1 }]) {
    await receiver.accept(payload, { source: 'webhook', receivedAt: (now += 1) });
  }
  expect(await sender.stats()).toMatchObject({ waiting: 5 * to.length });
  await sender.close();
});
