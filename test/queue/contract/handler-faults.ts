/**
 * Handlers that throw, and calls of `work` that are refused.
 *
 * @module test/queue/contract/handler-faults
 */
import { describe, expect, it } from 'vitest';
import type { HandlerAnswer } from '../../../src/queue/queue.ts';
import { recorder } from '../recorder.ts';
import { QueueUnderTest, type StartEngine, done, message, waitFor } from './harness.ts';

function nonsense(answer: unknown): () => Promise<HandlerAnswer> {
  return async () => answer as HandlerAnswer;
}

/** @param start makes a fresh engine */
export function describeHandlerFaults(start: StartEngine): void {
  describe('a faulty handler', () => {
    const t = new QueueUnderTest(start);

    it.each([
      ['throws', async () => Promise.reject(new Error('broken handler'))],
      ['answers nonsense', nonsense({ outcome: 'maybe' })],
      ['gives a reason that is not a text', nonsense({ outcome: 'dead', reason: {} })],
      [
        'gives a note that cannot be stored',
        nonsense({ outcome: 'dead', reason: 'x', note: { status: 1n } }),
      ],
      ['names no time', async () => ({ outcome: 'retry' as const, dueAt: Number.NaN })],
    ])('tries again in 30 s when the handler %s, and reports it', async (_name, reply) => {
      await t.queue.enqueue([message()]);
      const calls = recorder(reply, done);
      await t.queue.work(calls.handler, { concurrency: 1 });
      await calls.answered(1);
      await waitFor(async () => (await t.queue.stats()).waiting === 1);
      await t.engine.pass(29_000);
      expect(calls.calls).toHaveLength(1);
      await t.engine.pass(1_500);
      await calls.called(2);
      expect(calls.calls[1]).toMatchObject({ attempt: 2, records: [{ code: 'ERR_WEBHOOK_HANDLER_FAILED' }] });
      expect(t.problems).toMatchObject([{ code: 'ERR_WEBHOOK_HANDLER_FAILED', attempt: 1 }]);
    });

    it('gives an endpoint one handler at a time where endpointConcurrency throws, and says so once', async () => {
      await t.put(message(), message(), message());
      const calls = recorder(done);
      const endpointConcurrency = (): number => {
        throw new Error('broken');
      };
      await t.queue.work(calls.handler, { concurrency: 3, endpointConcurrency });
      await calls.answered(3);
      await t.put(message());
      await calls.answered(4);
      expect(calls.most).toBe(1);
      expect(t.problems).toMatchObject([{ code: 'ERR_WEBHOOK_HANDLER_FAILED' }]);
    });

    it('refuses a second worker, bad numbers, and a handler that is not a function', async () => {
      const handler = async (): Promise<HandlerAnswer> => done;
      await expect(t.queue.work(handler, { concurrency: 0 })).rejects.toThrow(RangeError);
      await expect(t.queue.work(handler, { concurrency: 1, endpointConcurrency: 0.5 })).rejects.toThrow(
        RangeError,
      );
      await expect(t.queue.work('x' as never, { concurrency: 1 })).rejects.toThrow(TypeError);
      const worker = await t.queue.work(handler, { concurrency: 1 });
      await expect(t.queue.work(handler, { concurrency: 1 })).rejects.toThrow(TypeError);
      await worker.close();
      await (await t.queue.work(handler, { concurrency: 1 })).close();
    });
  });
}
