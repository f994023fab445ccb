import { describe, expect, it, vi } from 'vitest';
import { memoryQueue } from '../../src/queue/memory.ts';
import { describeQueue, type EngineUnderTest } from './contract/index.ts';
import { recorder } from './recorder.ts';
import { virtualClock } from '../../src/clock/virtual-clock.ts';

async function startMemory(): Promise<EngineUnderTest> {
  const clock = virtualClock();
  return {
    clock,
    open: async (options) => memoryQueue({ clock, ...options }),
    pass: (ms) => clock.advance(ms),
    dispose: async () => undefined,
  };
}

describe('the queue in memory', () => {
  describeQueue(startMemory);

  it('says that it is not durable', () => {
    expect(memoryQueue()).toMatchObject({ engine: 'memory', durable: false });
  });

  it('has no transactions', async () => {
    const tx = { query: async () => ({ rows: [] }) };
    const message = { endpoint: 'crm', payload: new Uint8Array(1) };
    await expect(memoryQueue().enqueue([message], { tx })).rejects.toThrow(TypeError);
  });

  it('keeps a piece that messages share once, and copies bytes that were given as one', async () => {
    const queue = memoryQueue();
    const calls = recorder({ outcome: 'done' });
    const tail = Buffer.from('"data":{}}');
    await queue.enqueue([
      ...['crm', 'erp'].map((endpoint) => ({ endpoint, payload: [`{"webhook_id":"${endpoint}",`, tail] })),
      { endpoint: 'bi', payload: tail },
    ]);
    await queue.work(calls.handler, { concurrency: 10 });
    await calls.answered(3);
    await queue.close();
    const kept = Object.fromEntries(calls.calls.map(({ endpoint, payload }) => [endpoint, payload.at(-1)]));
    expect(kept['crm']).toBe(tail);
    expect(kept['erp']).toBe(tail);
    expect(kept['bi']).not.toBe(tail);
    expect(kept['bi']).toEqual(tail);
  });

  it('prints a problem that nobody asked to be told of', async () => {
    const print = vi.spyOn(console, 'error').mockReturnValue();
    const queue = memoryQueue();
    await queue.enqueue([{ endpoint: 'crm', payload: new Uint8Array(1) }]);
    await queue.work(() => Promise.reject(new Error('canary')), { concurrency: 1 });
    await vi.waitFor(() => expect(print).toHaveBeenCalledOnce(), 20_000);
    await queue.close();
    expect(String(print.mock.calls[0]?.[0])).toMatch(/^maxun-webhooks: ERR_WEBHOOK_HANDLER_FAILED: /);
    expect(String(print.mock.calls)).not.toContain('canary');
    print.mockRestore();
  });

  it('refuses a retention that is not a time', () => {
    for (const idempotencyRetentionMs of [0, -1, Number.NaN, Infinity]) {
      expect(() => memoryQueue({ idempotencyRetentionMs })).toThrow(RangeError);
    }
  });
});
