/**
 * Which deliveries are removed for good.
 *
 * @module test/queue/contract/purge
 */
import { describe, expect, it } from 'vitest';
import type { HandlerAnswer, PurgeQuery } from '../../../src/queue/queue.ts';
import { gate, recorder } from '../recorder.ts';
import { QueueUnderTest, type StartEngine, done, message } from './harness.ts';

/** @param start makes a fresh engine */
export function describePurge(start: StartEngine): void {
  describe('purge', () => {
    const t = new QueueUnderTest(start);

    it('removes what it is told to, in steps, and nothing else', async () => {
      await t.queue.enqueue([
        message({ dueAt: t.now() + 1e6 }),
        message({ dueAt: t.now() + 1e6 }),
        message({ dueAt: t.now() + 1e6, endpoint: 'erp' }),
        message({ endpoint: 'disabled' }),
      ]);
      await t.queue.disable('disabled', 'ERR_410');
      expect(await t.queue.purge({ state: 'dead' })).toBe(0);
      expect(await t.queue.purge({ state: 'waiting', before: t.now() - 1 })).toBe(0);
      expect(await t.queue.purge({ state: 'waiting', endpoint: 'crm', limit: 1 })).toBe(1);
      expect(await t.queue.purge({ state: 'waiting', endpoint: 'crm' })).toBe(1);
      expect(await t.queue.stats()).toMatchObject({ waiting: 1, disabled: 1 });
      expect(await t.queue.purge({ state: 'disabled' })).toBe(1);
      expect(await t.queue.purge({ state: 'waiting' })).toBe(1);
      expect(await t.queue.stats()).toMatchObject({ waiting: 0, disabled: 0 });
      await expect(t.queue.purge({ state: 'dead', limit: 0 })).rejects.toThrow(RangeError);
    });

    it('refuses what would remove other deliveries than were meant', async () => {
      await t.queue.enqueue([message({ endpoint: 'disabled' })]);
      await t.queue.disable('disabled', 'ERR_410');
      const purge = async (query: object): Promise<number> => t.queue.purge(query as PurgeQuery);
      await expect(purge({ state: 'in-flight' })).rejects.toThrow(
        `state is "in-flight": expected 'waiting', 'disabled' or 'dead'.`,
      );
      await expect(purge({})).rejects.toThrow(TypeError);
      await expect(purge({ state: 'disabled', before: new Date() })).rejects.toThrow(RangeError);
      expect(await t.queue.stats()).toMatchObject({ disabled: 1 });
    });

    it('leaves alone what is in flight', async () => {
      const [busy = ''] = await t.put(message());
      const open = gate<HandlerAnswer>();
      const calls = recorder(() => open.promise);
      await t.queue.work(calls.handler, { concurrency: 1 });
      await calls.called(1);
      expect(await t.queue.purge({ state: 'waiting' })).toBe(0);
      expect((await t.queue.get(busy))!.state).toBe('in-flight');
      open.open(done);
      await t.emptied();
    });
  });
}
