/**
 * Endpoints on hold, and a paused worker.
 *
 * @module test/queue/contract/holds
 */
import { describe, expect, it } from 'vitest';
import { recorder } from '../recorder.ts';
import { QueueUnderTest, type StartEngine, done, message, namesOf } from './harness.ts';

/** @param start makes a fresh engine */
export function describeHolds(start: StartEngine): void {
  describe('holds', () => {
    const t = new QueueUnderTest(start);

    it('starts nothing for an endpoint on hold until the hold is over', async () => {
      const calls = recorder(done);
      const worker = await t.queue.work(calls.handler, { concurrency: 10 });
      worker.hold('crm', t.now() + 60_000);
      await t.queue.enqueue([message({ name: 'held' }), message({ name: 'free', endpoint: 'erp' })]);
      await calls.called(1);
      await t.engine.pass(59_000);
      expect(namesOf(calls)).toEqual(['free']);
      await t.engine.pass(1_000);
      await calls.called(2);
      expect(calls.calls[1]).toMatchObject({ metadata: { name: 'held' }, attempt: 1 });
    });

    it('ends a hold early when told so', async () => {
      await t.queue.enqueue([message()]);
      const calls = recorder(done);
      const worker = await t.queue.work(calls.handler, { concurrency: 1 });
      worker.hold('crm', t.now() + 3_600_000);
      worker.hold('crm', 0);
      await calls.called(1);
      expect(() => worker.hold('crm', Number.NaN)).toThrow(RangeError);
    });

    it('starts nothing while paused', async () => {
      const calls = recorder(done);
      const worker = await t.queue.work(calls.handler, { concurrency: 1 });
      worker.pause();
      await t.queue.enqueue([message()]);
      await t.engine.pass(10_000);
      expect(calls.calls).toHaveLength(0);
      worker.resume();
      await calls.called(1);
    });
  });
}
