/**
 * Which endpoints have no delivery.
 *
 * @module test/queue/contract/unused
 */
import { describe, expect, it } from 'vitest';
import type { HandlerAnswer } from '../../../src/queue/queue.ts';
import { gate, recorder } from '../recorder.ts';
import { QueueUnderTest, type StartEngine, done, message, waitFor } from './harness.ts';

/** @param start makes a fresh engine */
export function describeUnused(start: StartEngine): void {
  describe('unused endpoints', () => {
    const t = new QueueUnderTest(start);

    it('says which endpoints it has nothing of, dead letters included', async () => {
      await t.queue.enqueue([
        message({ endpoint: 'done' }),
        message({ endpoint: 'dead' }),
        message({ endpoint: 'waits', dueAt: t.now() + 1e9 }),
        message({ endpoint: 'line', orderKey: 'a', dueAt: t.now() + 1e9 }),
        message({ endpoint: 'held', dueAt: t.now() + 1e9 }),
      ]);
      const endpoints = ['done', 'never', 'dead', 'waits', 'line', 'held', 'open'];
      const open = gate<HandlerAnswer>();
      await t.queue.enqueue([message({ endpoint: 'open' })]);
      await t.queue.disable('held', 'x');
      const calls = recorder(({ endpoint }) =>
        endpoint === 'open'
          ? open.promise
          : Promise.resolve(endpoint === 'dead' ? { outcome: 'dead', reason: 'x' } : done),
      );
      await t.queue.work(calls.handler, { concurrency: 9 });
      await calls.answered(2);
      await waitFor(async () => (await t.queue.stats()).inFlight === 1);
      expect((await t.queue.unused(endpoints)).sort()).toEqual(['done', 'never']);
      open.open(done);
      await waitFor(async () => (await t.queue.stats()).inFlight === 0);
      await t.queue.purge({ state: 'dead' });
      expect((await t.queue.unused(endpoints)).sort()).toEqual(['dead', 'done', 'never', 'open']);
      expect(await t.queue.unused([])).toEqual([]);
    });
  });
}
