/**
 * What a queue finishes, gives up and keeps when it is closed.
 *
 * @module test/queue/contract/close
 */
import { describe, expect, it } from 'vitest';
import type { HandlerAnswer } from '../../../src/queue/queue.ts';
import { gate, recorder } from '../recorder.ts';
import { QueueUnderTest, type StartEngine, done, message } from './harness.ts';

/** @param start makes a fresh engine */
export function describeClose(start: StartEngine): void {
  describe('close', () => {
    const t = new QueueUnderTest(start);

    it('lets handlers in flight finish', async () => {
      const [busy = ''] = await t.put(message());
      const open = gate<HandlerAnswer>();
      const calls = recorder(() => open.promise);
      const worker = await t.queue.work(calls.handler, { concurrency: 1 });
      await calls.called(1);
      const closing = worker.close({ drainMs: 60_000 });
      await t.queue.enqueue([message()]);
      open.open(done);
      await closing;
      expect(await t.queue.get(busy)).toBeUndefined();
      expect(calls.calls).toHaveLength(1);
      expect(await t.queue.stats()).toMatchObject({ waiting: 1, inFlight: 0 });
    });

    it('aborts what is left after the drain time, and keeps it uncounted and due', async () => {
      await t.queue.enqueue([message(), message()]);
      const calls = recorder(
        (_delivery, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new Error('aborted')));
          }),
        () => new Promise(() => undefined),
      );
      const worker = await t.queue.work(calls.handler, { concurrency: 2 });
      await calls.called(2);
      const closing = worker.close({ drainMs: 1_000 });
      await t.engine.pass(1_000);
      await t.engine.pass(1_000);
      await closing;
      expect(t.problems).toEqual([]);
      expect(await t.queue.stats()).toMatchObject({ waiting: 2, due: 2, inFlight: 0 });
      const again = recorder(done);
      await t.queue.work(again.handler, { concurrency: 2 });
      await again.called(2);
      expect(again.calls.map(({ attempt, records }) => [attempt, records.length])).toEqual([
        [1, 0],
        [1, 0],
      ]);
    });

    it.each([Number.NaN, -1, Infinity, '5'])(
      'refuses %s as a drain time, and closes nothing',
      async (given) => {
        const drainMs = given as number;
        const calls = recorder(done);
        const worker = await t.queue.work(calls.handler, { concurrency: 1 });
        await expect(worker.close({ drainMs })).rejects.toThrow(RangeError);
        await expect(t.queue.close({ drainMs })).rejects.toThrow(RangeError);
        await t.queue.enqueue([message()]);
        await calls.answered(1);
      },
    );

    it('refuses everything afterwards', async () => {
      await t.queue.enqueue([message()]);
      await Promise.all([t.queue.close(), t.queue.close()]);
      const calls = [
        () => t.queue.enqueue([message()]),
        () => t.queue.work(async () => done, { concurrency: 1 }),
        () => t.queue.stats(),
        () => t.queue.get('x'),
        () => t.queue.dead(),
        () => t.queue.unused(['crm']),
        () => t.queue.replay([]),
        () => t.queue.disable('x', 'y'),
        () => t.queue.enable('x'),
        () => t.queue.disabled(),
        () => t.queue.purge({ state: 'dead' }),
      ];
      for (const call of calls)
        await expect(call()).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_CLOSED' });
    });

    it('gives back what a durable engine kept', async () => {
      const [result] = await t.queue.enqueue([message({ idempotencyKey: 'k', metadata: { a: 1 } })]);
      await t.queue.disable('erp', 'ERR_410');
      await t.queue.close();
      await t.reopen();
      if (!t.queue.durable) {
        expect(t.queue.engine).toBe('memory');
        expect((await t.queue.stats()).waiting).toBe(0);
        return;
      }
      expect(await t.queue.get(result!.id)).toMatchObject({ state: 'waiting', metadata: { a: 1 } });
      expect(await t.queue.disabled()).toMatchObject([{ endpoint: 'erp' }]);
      expect((await t.queue.enqueue([message({ idempotencyKey: 'k' })]))[0]!.status).toBe('duplicate');
    });
  });
}
