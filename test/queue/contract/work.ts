/**
 * When a delivery is given to the handler, and given again.
 *
 * @module test/queue/contract/work
 */
import { describe, expect, it } from 'vitest';
import { joinPayload } from '../../../src/queue/payload.ts';
import type { HandlerAnswer } from '../../../src/queue/queue.ts';
import { recorder } from '../recorder.ts';
import { QueueUnderTest, type StartEngine, done, message, namesOf, waitFor } from './harness.ts';

/** @param start makes a fresh engine */
export function describeWork(start: StartEngine): void {
  describe('work', () => {
    const t = new QueueUnderTest(start);

    it('gives a delivery when it is due, not before', async () => {
      await t.queue.enqueue([
        message({ name: 'later', dueAt: t.now() + 60_000 }),
        message({ name: 'soon', dueAt: t.now() + 30_000 }),
        message({ name: 'now' }),
      ]);
      const calls = recorder(done);
      await t.queue.work(calls.handler, { concurrency: 10 });
      await calls.called(1);
      expect(namesOf(calls)).toEqual(['now']);
      await t.engine.pass(30_000);
      await calls.called(2);
      await t.engine.pass(30_000);
      await calls.called(3);
      expect(namesOf(calls)).toEqual(['now', 'soon', 'later']);
    });

    it('takes up what is enqueued while it works', async () => {
      const calls = recorder(done);
      await t.queue.work(calls.handler, { concurrency: 2 });
      for (let n = 1; n <= 5; n += 1) {
        await t.put(message());
        await calls.called(n);
      }
      await t.emptied();
      expect(await t.queue.get(calls.calls[0]!.id)).toBeUndefined();
    });

    it('takes what was accepted first first', async () => {
      await t.put(message({ name: 'a' }), message({ name: 'b' }));
      await t.engine.pass(10);
      await t.put(message({ name: 'c' }), message({ name: 'd' }));
      const calls = recorder(done);
      await t.queue.work(calls.handler, { concurrency: 1 });
      await calls.called(4);
      expect(namesOf(calls)).toEqual(['a', 'b', 'c', 'd']);
    });

    it('calls again at the time that the handler names, with the next attempt and what is known of the last', async () => {
      const [result] = await t.queue.enqueue([message()]);
      const note = { code: 'ERR_X', status: 503, detail: 'x'.repeat(600) };
      const calls = recorder(async () => ({ outcome: 'retry', dueAt: t.now() + 5_000, note }), done);
      await t.queue.work(calls.handler, { concurrency: 1 });
      await calls.answered(1);
      await waitFor(async () => (await t.queue.stats()).waiting === 1);
      expect(await t.queue.get(result!.id)).toMatchObject({ state: 'waiting', attempts: 1 });
      expect(calls.calls).toHaveLength(1);
      await t.engine.pass(5_000);
      await calls.called(2);
      const [first, second] = calls.calls;
      expect(second).toMatchObject({ id: first!.id, attempt: 2, enqueuedAt: first!.enqueuedAt });
      expect(joinPayload(second!.payload)).toEqual(joinPayload(first!.payload));
      expect(second!.records).toMatchObject([
        { attempt: 1, code: 'ERR_X', status: 503, detail: 'x'.repeat(500) },
      ]);
      expect(second!.records[0]!.endedAt).toBeGreaterThanOrEqual(second!.records[0]!.startedAt);
    });

    it('does not count an answer that says so', async () => {
      await t.queue.enqueue([message()]);
      const later = async (): Promise<HandlerAnswer> => ({
        outcome: 'retry',
        dueAt: t.now() + 1_000,
        countsAsAttempt: false,
      });
      const calls = recorder(later, later, done);
      await t.queue.work(calls.handler, { concurrency: 1 });
      for (const count of [1, 2]) {
        await calls.answered(count);
        await waitFor(async () => (await t.queue.stats()).waiting === 1);
        await t.engine.pass(1_000);
      }
      await calls.called(3);
      expect(calls.calls.map(({ attempt, records }) => [attempt, records.length])).toEqual([
        [1, 0],
        [1, 0],
        [1, 0],
      ]);
    });

    it('keeps the newest 32 attempts', async () => {
      await t.queue.enqueue([message()]);
      const calls = recorder(
        ...Array.from({ length: 40 }, () => ({ outcome: 'retry' as const, dueAt: 0 })),
        done,
      );
      await t.queue.work(calls.handler, { concurrency: 1 });
      await calls.called(41);
      expect(calls.calls[40]!.records.map(({ attempt }) => attempt)).toEqual(
        Array.from({ length: 32 }, (_, n) => n + 9),
      );
    });
  });
}
