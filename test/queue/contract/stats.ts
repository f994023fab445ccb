/**
 * How deliveries are counted.
 *
 * @module test/queue/contract/stats
 */
import { describe, expect, it } from 'vitest';
import { QueueUnderTest, type StartEngine, message } from './harness.ts';

/** @param start makes a fresh engine */
export function describeStats(start: StartEngine): void {
  describe('stats', () => {
    const t = new QueueUnderTest(start);

    it('tells what is due from what waits, and since when', async () => {
      expect(await t.queue.stats()).toEqual({
        waiting: 0,
        due: 0,
        inFlight: 0,
        disabled: 0,
        dead: 0,
        oldestDueAt: undefined,
      });
      const oldest = t.now() - 5_000;
      await t.queue.enqueue([message({ dueAt: oldest }), message(), message({ dueAt: t.now() + 60_000 })]);
      const stats = await t.queue.stats();
      expect(stats).toMatchObject({ waiting: 3, due: 2, inFlight: 0 });
      expect(Math.abs(stats.oldestDueAt! - oldest)).toBeLessThan(1_000);
    });
  });
}
