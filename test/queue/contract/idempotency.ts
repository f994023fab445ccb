/**
 * A message with a key is accepted once.
 *
 * @module test/queue/contract/idempotency
 */
import { describe, expect, it } from 'vitest';
import { QueueUnderTest, type StartEngine, done, message, text } from './harness.ts';

/** @param start makes a fresh engine */
export function describeIdempotency(start: StartEngine): void {
  describe('idempotency', () => {
    const t = new QueueUnderTest(start);

    it('answers the first id to the same key and message, and says so', async () => {
      const [first] = await t.queue.enqueue([message({ idempotencyKey: 'run-1' })]);
      const again = await t.queue.enqueue([
        message({ idempotencyKey: 'run-1' }),
        message({ idempotencyKey: 'run-2' }),
        message({ idempotencyKey: 'run-2' }),
      ]);
      expect(again[0]).toEqual({ id: first!.id, status: 'duplicate' });
      expect(again[1]!.status).toBe('accepted');
      expect(again[2]).toEqual({ id: again[1]!.id, status: 'duplicate' });
      expect((await t.queue.stats()).waiting).toBe(2);
    });

    it('reports a key that was used for another message', async () => {
      const [first] = await t.queue.enqueue([message({ idempotencyKey: 'run-1', fingerprint: 'a' })]);
      const [other] = await t.queue.enqueue([message({ idempotencyKey: 'run-1', payload: text('{"n":2}') })]);
      expect(other).toEqual({ id: first!.id, status: 'conflict', first: 'a' });
    });

    it('goes by the fingerprint where there is one', async () => {
      await t.queue.enqueue([message({ idempotencyKey: 'run-1', fingerprint: 'a' })]);
      const results = await t.queue.enqueue([
        message({ idempotencyKey: 'run-1', fingerprint: 'a', payload: text('later') }),
        message({ idempotencyKey: 'run-1', fingerprint: 'b' }),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['duplicate', 'conflict']);
    });

    it('holds among concurrent callers', async () => {
      const results = await Promise.all(
        Array.from({ length: 20 }, () => t.queue.enqueue([message({ idempotencyKey: 'once' })])),
      );
      expect(results.flat().filter(({ status }) => status === 'accepted')).toHaveLength(1);
      expect(new Set(results.flat().map(({ id }) => id)).size).toBe(1);
    });

    it('remembers the key after the delivery is done, until the retention is over', async () => {
      const [first] = await t.queue.enqueue([message({ idempotencyKey: 'run-1' })]);
      const worker = await t.queue.work(async () => done, { concurrency: 1 });
      await t.emptied();
      await worker.close();
      expect((await t.queue.enqueue([message({ idempotencyKey: 'run-1' })]))[0]!.id).toBe(first!.id);
      await t.engine.pass(8 * 86_400_000);
      await t.queue.enqueue([message()]);
      const [later] = await t.queue.enqueue([message({ idempotencyKey: 'run-1' })]);
      expect(later).toMatchObject({ status: 'accepted' });
      expect(later!.id).not.toBe(first!.id);
    });

    it('forgets all keys whose retention is over, however many they are', async () => {
      let keys = Array.from({ length: 2_500 }, (_, n) => `run-${n}`);
      const use = () => t.queue.enqueue(keys.map((idempotencyKey) => message({ idempotencyKey })));
      await use();
      expect(await t.queue.purge({ state: 'waiting', limit: 10_000 })).toBe(2_500);
      await t.engine.pass(8 * 86_400_000);
      await t.queue.enqueue([message()]);
      const remembered = async (): Promise<number> => {
        const results = await use();
        keys = keys.filter((_, n) => results[n]?.status === 'duplicate');
        return keys.length;
      };
      await expect.poll(remembered, { timeout: 10_000 }).toBe(0);
    });
  });
}
