import { describe, expect, it } from 'vitest';
import { Lanes } from '../../src/queue/lanes.ts';

describe('the lanes of a worker', () => {
  it('are forgotten once nothing is left but a hold that has ended', () => {
    const lanes = new Lanes(() => 1);
    lanes.hold('long', 1_000_000, 0);
    for (let n = 0; n < 50_000; n++) {
      const endpoint = `e${n}`;
      lanes.offer({ endpoint, dueAt: n });
      const turn = lanes.next(n);
      expect(turn?.lane.endpoint).toBe(endpoint);
      lanes.served(turn!.lane, 1, undefined);
      // As after a refusal: the answer is stored while the endpoint is on hold.
      lanes.hold(endpoint, n + 100, n);
      lanes.finished(endpoint);
      lanes.stored(endpoint, n);
    }
    expect(lanes.size).toBeLessThan(10_100);
    expect(lanes.heldUntil('long')).toBe(1_000_000);
    expect(lanes.heldUntil('e49999')).toBe(50_099);
    expect(lanes.heldUntil('e1')).toBe(0);
  });

  it('are not kept by a hold that is over when it is given', () => {
    const lanes = new Lanes(() => 1);
    lanes.hold('past', 5, 10);
    expect(lanes.size).toBe(0);
    lanes.hold('future', 11, 10);
    lanes.hold('future', 10, 10);
    expect(lanes.size).toBe(0);
  });
});
