/**
 * Deliveries of one order key run one after the other.
 *
 * @module test/queue/contract/order-keys
 */
import { describe, expect, it } from 'vitest';
import type { HandlerAnswer, QueueMessage } from '../../../src/queue/queue.ts';
import { gate, recorder } from '../recorder.ts';
import { QueueUnderTest, type StartEngine, done, message, nameOf, namesOf, waitFor } from './harness.ts';

/** @param start makes a fresh engine */
export function describeOrderKeys(start: StartEngine): void {
  describe('order keys', () => {
    const t = new QueueUnderTest(start);

    const ordered = (name: string, orderKey: string | undefined, endpoint = 'crm'): QueueMessage =>
      message({ name, orderKey, endpoint });

    it('attempts the next only when the one before is done', async () => {
      await t.queue.enqueue([
        ordered('a1', 'a'),
        ordered('a2', 'a'),
        ordered('b1', 'b'),
        ordered('free', undefined),
      ]);
      const first = gate<HandlerAnswer>();
      const calls = recorder(async (delivery) => (nameOf(delivery) === 'a1' ? first.promise : done));
      await t.queue.work(calls.handler, { concurrency: 10 });
      await calls.called(3);
      await t.queue.enqueue([ordered('a3', 'a'), ordered('c1', 'a', 'erp')]);
      await calls.called(4);
      expect(namesOf(calls).sort()).toEqual(['a1', 'b1', 'c1', 'free']);
      first.open(done);
      await calls.called(6);
      expect(namesOf(calls).slice(4)).toEqual(['a2', 'a3']);
    });

    it('waits for a retry, and goes on after a death', async () => {
      await t.queue.enqueue([ordered('a1', 'a'), ordered('a2', 'a'), ordered('a3', 'a')]);
      const calls = recorder(async () => t.retryIn(60_000), { outcome: 'dead', reason: 'ERR_X' }, done);
      await t.queue.work(calls.handler, { concurrency: 10 });
      await calls.answered(1);
      await waitFor(async () => (await t.queue.stats()).waiting === 3);
      expect(calls.calls).toHaveLength(1);
      await t.engine.pass(60_000);
      await calls.called(4);
      expect(namesOf(calls)).toEqual(['a1', 'a1', 'a2', 'a3']);
    });

    it('puts a replayed delivery at the end of its line', async () => {
      const [a1 = ''] = await t.put(ordered('a1', 'a'));
      const second = gate<HandlerAnswer>();
      const calls = recorder({ outcome: 'dead', reason: 'ERR_X' }, () => second.promise, done);
      await t.queue.work(calls.handler, { concurrency: 10 });
      await waitFor(async () => (await t.queue.stats()).dead === 1);
      await t.queue.enqueue([ordered('a2', 'a')]);
      await calls.called(2);
      expect(await t.queue.replay([a1, a1])).toEqual([a1]);
      second.open(done);
      await calls.called(3);
      expect(namesOf(calls)).toEqual(['a1', 'a2', 'a1']);
    });

    it('goes on when the first of the line is purged', async () => {
      await t.queue.enqueue([ordered('a1', 'a'), ordered('a2', 'a')]);
      expect(await t.queue.purge({ state: 'waiting', limit: 1 })).toBe(1);
      const calls = recorder(done);
      await t.queue.work(calls.handler, { concurrency: 10 });
      await calls.called(1);
      expect(namesOf(calls)).toEqual(['a2']);
    });
  });
}
