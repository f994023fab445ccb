/**
 * Which messages are accepted, and which refused.
 *
 * @module test/queue/contract/enqueue
 */
import { describe, expect, it } from 'vitest';
import { QueueUnderTest, type StartEngine, message, nameOf } from './harness.ts';

/** @param start makes a fresh engine */
export function describeEnqueue(start: StartEngine): void {
  describe('enqueue', () => {
    const t = new QueueUnderTest(start);

    it('answers nothing to nothing', async () => {
      expect(await t.queue.enqueue([])).toEqual([]);
    });

    it('accepts what concurrent callers enqueue, each with its own result', async () => {
      const results = await Promise.all(
        Array.from({ length: 200 }, (_, n) => t.put(message({ name: `n-${n}` }))),
      );
      const found = await Promise.all(results.map(([id = '']) => t.queue.get(id)));
      expect(found.map((each) => each && nameOf(each))).toEqual(
        Array.from({ length: 200 }, (_, n) => `n-${n}`),
      );
      expect((await t.queue.stats()).waiting).toBe(200);
    });

    it('names the message of a call that is at fault, and what of it', async () => {
      const faulty = t.queue.enqueue([message(), message({ endpoint: '' })]);
      await expect(faulty).rejects.toThrow('messages[1]: endpoint: expected a text');
      const large = t.queue.enqueue([message({ payload: new Uint8Array(67_108_865) })]);
      await expect(large).rejects.toThrow('messages[0]: payload has 67108865 bytes');
      expect((await t.queue.stats()).waiting).toBe(0);
    });

    it.each([
      ['an empty endpoint', { endpoint: '' }, TypeError],
      ['an endpoint with a NUL', { endpoint: 'a\u0000b' }, TypeError],
      ['half a surrogate pair', { idempotencyKey: '\ud800' }, TypeError],
      ['an endpoint that is too long', { endpoint: 'e'.repeat(513) }, RangeError],
      ['a payload that is a text', { payload: 'text' as unknown as Uint8Array }, TypeError],
      ['a piece that is a number', { payload: JSON.parse('["{",1]') as string[] }, TypeError],
      ['two texts in a row', { payload: ['\ud83d', '\ude00'] }, TypeError],
      [
        'pieces that are too large',
        { payload: ['x'.repeat(60_000_000), new Uint8Array(10_000_000)] },
        RangeError,
      ],
      ['metadata that is an array', { metadata: [] as unknown as Record<string, never> }, TypeError],
      ['metadata with a BigInt', { metadata: { n: 1n as unknown as number } }, TypeError],
      ['metadata that is too long', { metadata: { text: 'x'.repeat(65_536) } }, RangeError],
      ['a due time that is not a number', { dueAt: Number.NaN }, RangeError],
      ['an order key that is too long', { orderKey: 'k'.repeat(256) }, RangeError],
    ])('refuses %s, and with it the whole call', async (_name, over, error) => {
      await expect(t.queue.enqueue([message(), message(over)])).rejects.toThrow(error);
      expect((await t.queue.stats()).waiting).toBe(0);
    });
  });
}
