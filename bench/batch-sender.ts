/**
 * Drives a sender batch by batch.
 *
 * @module bench/batch-sender
 */
import type { DeliveryRequest, Sender } from '../dist/src/send/index.js';

/**
 * @param sender that nobody else uses
 * @param requests of one batch, all of which can be delivered
 * @returns sends the batch, and resolves once all of it was delivered
 */
export function batchSender(
  sender: Sender,
  requests: readonly DeliveryRequest<'documented'>[],
): () => Promise<void> {
  let delivered = 0;
  let onBatch = (): void => undefined;
  sender.on('delivered', () => {
    if (++delivered % requests.length === 0) onBatch();
  });
  return async () => {
    const whole = new Promise<void>((resolve) => {
      onBatch = resolve;
    });
    await sender.sendAll(requests);
    await whole;
  };
}
