import { describe, expect, it } from 'vitest';
import { EndpointScheduler } from '../../src/queue/endpoint-scheduler.ts';

describe('the endpoint scheduler', () => {
  it('are forgotten once nothing is left but a hold that has ended', () => {
    const scheduler = new EndpointScheduler(() => 1);
    scheduler.hold('long', 1_000_000, 0);
    for (let n = 0; n < 50_000; n++) {
      const endpoint = `e${n}`;
      scheduler.offer({ endpoint, dueAt: n });
      const grant = scheduler.next(n);
      expect(grant?.state.endpoint).toBe(endpoint);
      scheduler.served(grant!.state, 1, undefined);
      // As after a refusal: the answer is stored while the endpoint is on hold.
      scheduler.hold(endpoint, n + 100, n);
      scheduler.finished(endpoint);
      scheduler.stored(endpoint, n);
    }
    expect(scheduler.size).toBeLessThan(10_100);
    expect(scheduler.heldUntil('long')).toBe(1_000_000);
    expect(scheduler.heldUntil('e49999')).toBe(50_099);
    expect(scheduler.heldUntil('e1')).toBe(0);
  });

  it('are not kept by a hold that is over when it is given', () => {
    const scheduler = new EndpointScheduler(() => 1);
    scheduler.hold('past', 5, 10);
    expect(scheduler.size).toBe(0);
    scheduler.hold('future', 11, 10);
    scheduler.hold('future', 10, 10);
    expect(scheduler.size).toBe(0);
  });
});
