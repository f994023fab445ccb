/**
 * An endpoint that is disabled keeps its deliveries until it is enabled.
 *
 * @module test/queue/contract/disabling
 */
import { describe, expect, it } from 'vitest';
import type { HandlerAnswer } from '../../../src/queue/queue.ts';
import { gate, recorder } from '../recorder.ts';
import { QueueUnderTest, type StartEngine, done, message, namesOf, waitFor } from './harness.ts';

/** @param start makes a fresh engine */
export function describeDisabling(start: StartEngine): void {
  describe('disabled endpoints', () => {
    const t = new QueueUnderTest(start);

    it('keeps back an endpoint’s deliveries, those to come included, until it is freed', async () => {
      const [before = ''] = await t.put(
        message({ name: 'before' }),
        message({ name: 'free', endpoint: 'erp' }),
      );
      expect(await t.queue.disable('crm', 'ERR_410')).toBe(true);
      expect(await t.queue.disable('crm', 'ERR_OTHER')).toBe(false);
      await t.queue.enqueue([message({ name: 'after' })]);
      const calls = recorder(done);
      await t.queue.work(calls.handler, { concurrency: 10 });
      await calls.called(1);
      await t.emptied();
      expect(namesOf(calls)).toEqual(['free']);
      expect(await t.queue.stats()).toMatchObject({ disabled: 2, waiting: 0, due: 0 });
      expect(await t.queue.disabled()).toMatchObject([{ endpoint: 'crm', reason: 'ERR_410' }]);
      expect((await t.queue.get(before))!.state).toBe('disabled');
      expect(await t.queue.enable('crm')).toBe(true);
      expect(await t.queue.enable('crm')).toBe(false);
      await calls.called(3);
      expect(namesOf(calls).slice(1)).toEqual(['before', 'after']);
    });

    it('disables the endpoint of a delivery that is answered so', async () => {
      await t.queue.enqueue(Array.from({ length: 5 }, () => message()));
      const calls = recorder({ outcome: 'disable', reason: 'ERR_410', note: { status: 410 } });
      await t.queue.work(calls.handler, { concurrency: 1 });
      await waitFor(async () => (await t.queue.stats()).disabled === 5);
      expect(calls.calls).toHaveLength(1);
      expect(await t.queue.disabled()).toMatchObject([{ endpoint: 'crm', reason: 'ERR_410' }]);
      expect(await t.queue.get(calls.calls[0]!.id)).toMatchObject({
        attempts: 1,
        records: [{ status: 410 }],
      });
    });

    it('keeps a retry back that was in flight when its endpoint was disabled', async () => {
      await t.queue.enqueue([message()]);
      const open = gate<HandlerAnswer>();
      const calls = recorder(() => open.promise, done);
      await t.queue.work(calls.handler, { concurrency: 1 });
      await calls.called(1);
      await t.queue.disable('crm', 'ERR_410');
      open.open({ outcome: 'retry', dueAt: 0 });
      await waitFor(async () => (await t.queue.stats()).disabled === 1);
      await t.engine.pass(1_000);
      expect(calls.calls).toHaveLength(1);
      await t.queue.enable('crm');
      await calls.called(2);
    });
  });
}
