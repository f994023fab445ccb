/**
 * What was given up is kept, listed and put back.
 *
 * @module test/queue/contract/dead-letters
 */
import { describe, expect, it } from 'vitest';
import { recorder } from '../recorder.ts';
import { QueueUnderTest, type StartEngine, done, message } from './harness.ts';

/** @param start makes a fresh engine */
export function describeDeadLetters(start: StartEngine): void {
  describe('dead letters', () => {
    const t = new QueueUnderTest(start);

    it('keeps what was given up, with its bytes, its reason and its attempts', async () => {
      const [id = ''] = await t.put(message({ metadata: { type: 'run_failed' } }));
      await t.die(1);
      const [letter] = await t.queue.dead();
      expect(letter).toMatchObject({
        id,
        endpoint: 'crm',
        state: 'dead',
        reason: 'ERR_GONE',
        attempts: 1,
        metadata: { type: 'run_failed' },
        records: [{ attempt: 1, status: 404 }],
      });
      expect(letter!.diedAt).toBeGreaterThan(t.now() - 60_000);
      expect(Buffer.from((await t.queue.get(id))!.payload).toString()).toBe('{"n":1}');
    });

    it('lists the longest dead first, by pages and by endpoint', async () => {
      const ids = await t.put(
        ...Array.from({ length: 5 }, (_, n) => message({ endpoint: n === 3 ? 'erp' : 'crm' })),
      );
      await t.die(5);
      const all = (await t.queue.dead()).map(({ id }) => id);
      expect([...all].sort()).toEqual([...ids].sort());
      const page = await t.queue.dead({ limit: 2 });
      const rest = await t.queue.dead({ limit: 1_000, after: page[1]!.id });
      expect([...page, ...rest].map(({ id }) => id)).toEqual(all);
      expect((await t.queue.dead({ endpoint: 'erp' })).map(({ id }) => id)).toEqual([ids[3]]);
      const [first, second] = all as [string, string];
      await t.queue.replay([second]);
      const left = all.filter((id) => id !== second);
      for (const after of [second, 'unknown']) {
        expect((await t.queue.dead({ after })).map(({ id }) => id)).toEqual(left);
      }
      expect((await t.queue.dead({ after: first })).map(({ id }) => id)).toEqual(left.slice(1));
      await expect(t.queue.dead({ limit: 0 })).rejects.toThrow(RangeError);
    });

    it('refuses ids that are not texts, and accepts what comes with them once', async () => {
      const calls = recorder(done);
      await t.queue.work(calls.handler, { concurrency: 1 });
      const bad = [undefined, 'msg_1', [5]].map((ids) => t.queue.replay(ids as never));
      const accepted = t.put(message({ orderKey: 'a' }), message({ orderKey: 'a' }));
      for (const result of await Promise.allSettled(bad)) {
        expect(result).toMatchObject({ reason: { name: 'TypeError' } });
      }
      const ids = await accepted;
      await calls.answered(2);
      expect(calls.calls.map(({ id }) => id)).toEqual(ids);
      await expect(t.queue.get({} as never)).rejects.toThrow(TypeError);
      await expect(t.queue.dead({ endpoint: {} as never })).rejects.toThrow(TypeError);
      await expect(t.queue.enable(undefined as never)).rejects.toThrow(TypeError);
      await expect(t.queue.unused({} as never)).rejects.toThrow(TypeError);
      await expect(t.queue.purge({ state: 'dead', endpoint: [] as never })).rejects.toThrow(TypeError);
    });

    it('replays them as new, with their records kept', async () => {
      const [lost = '', waits = ''] = await t.put(message(), message({ dueAt: t.now() + 1e9 }));
      await t.die(1);
      expect(await t.queue.replay([lost, waits, lost, 'unknown'])).toEqual([lost]);
      expect(await t.queue.stats()).toMatchObject({ dead: 0, waiting: 2, due: 1 });
      const calls = recorder(done);
      await t.queue.work(calls.handler, { concurrency: 1 });
      await calls.called(1);
      expect(calls.calls[0]).toMatchObject({ id: lost, attempt: 1, records: [{ attempt: 1 }] });
    });
  });
}
