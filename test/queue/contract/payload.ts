/**
 * The bytes and metadata of a message reach the handler unchanged.
 *
 * @module test/queue/contract/payload
 */
import { describe, expect, it } from 'vitest';
import { joinPayload } from '../../../src/queue/payload.ts';
import { recorder } from '../recorder.ts';
import { QueueUnderTest, type StartEngine, done, message, text } from './harness.ts';

/** @param start makes a fresh engine */
export function describePayloads(start: StartEngine): void {
  describe('payloads', () => {
    const t = new QueueUnderTest(start);

    it('hands the handler the very bytes and metadata that it was given', async () => {
      const payload = Uint8Array.from({ length: 256 }, (_, index) => index);
      const metadata = { type: 'run_completed', nested: { list: [1, null, 'ä\u0000"'], big: 9e15 } };
      const [result] = await t.queue.enqueue([message({ payload, metadata, orderKey: 'robot 7' })]);
      const calls = recorder(done);
      await t.queue.work(calls.handler, { concurrency: 1 });
      await calls.called(1);
      const [delivery] = calls.calls;
      expect(result).toEqual({
        id: expect.stringMatching(/^[A-Za-z0-9_-]{1,128}$/),
        status: 'accepted',
      });
      expect(delivery).toMatchObject({
        id: result!.id,
        endpoint: 'crm',
        metadata,
        orderKey: 'robot 7',
        attempt: 1,
      });
      expect(Buffer.from(joinPayload(delivery!.payload))).toEqual(Buffer.from(payload));
      expect(delivery!.records).toEqual([]);
    });

    it('keeps an empty payload, and absent metadata', async () => {
      const [result] = await t.queue.enqueue([{ endpoint: 'crm', payload: new Uint8Array(0) }]);
      const found = await t.queue.get(result!.id);
      expect(found).toMatchObject({
        state: 'waiting',
        metadata: {},
        orderKey: undefined,
        attempts: 0,
        records: [],
      });
      expect(found!.payload).toHaveLength(0);
    });

    it('keeps the bytes that it was given when the caller uses its buffer again', async () => {
      const payload = Buffer.from('first');
      const [result] = await t.queue.enqueue([message({ payload })]);
      payload.fill('x');
      expect(Buffer.from((await t.queue.get(result!.id))!.payload).toString()).toBe('first');
      const calls = recorder(async () => t.retryIn(0), done);
      await t.queue.work(calls.handler, { concurrency: 1 });
      await calls.answered(2);
      const [first, second] = calls.calls.map(({ payload: pieces }) => joinPayload(pieces));
      expect(Buffer.from(first!).toString()).toBe('first');
      expect(second).toEqual(first);
    });

    it('joins a payload of several pieces, texts and bytes, to what is delivered', async () => {
      const tail = Buffer.from([0, 255, 34, 39, 92]);
      const calls = recorder(done);
      const [first] = await t.queue.enqueue([
        message({ payload: ['{"id":"Ω1"', tail] }),
        message({ payload: ['{"id":"2"', tail, '', new Uint8Array(0), '}'] }),
      ]);
      const expected = Buffer.concat([Buffer.from('{"id":"Ω1"'), tail]);
      expect(expected.equals((await t.queue.get(first!.id))!.payload)).toBe(true);
      await t.queue.work(calls.handler, { concurrency: 1 });
      await calls.answered(2);
      expect(calls.calls.map(({ payload }) => Buffer.from(joinPayload(payload)).toString('latin1'))).toEqual([
        expected.toString('latin1'),
        Buffer.concat([Buffer.from('{"id":"2"'), tail, Buffer.from('}')]).toString('latin1'),
      ]);
    });

    it('takes pieces for the same message as their bytes in one', async () => {
      const bytes = text('{"n":"Ω"}');
      const [first, second] = await t.queue.enqueue([
        message({ idempotencyKey: 'run-1', payload: bytes }),
        message({ idempotencyKey: 'run-1', payload: ['{"n":', text('"Ω"'), '}'] }),
      ]);
      expect(second).toEqual({ id: first!.id, status: 'duplicate' });
    });

    it('keeps a payload of a megabyte', async () => {
      const payload = Buffer.alloc(1_000_000, 'maxun');
      const [result] = await t.queue.enqueue([message({ payload })]);
      expect(payload.equals((await t.queue.get(result!.id))!.payload)).toBe(true);
    });
  });
}
