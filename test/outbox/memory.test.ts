import { describe, expect, it, vi } from 'vitest';
import { memoryOutbox } from '../../src/outbox/memory.ts';
import { describeOutbox, type EngineUnderTest } from './contract.ts';
import { recorder } from './recorder.ts';
import { virtualClock } from '../../src/clock/virtual-clock.ts';

async function startMemory(): Promise<EngineUnderTest> {
  const clock = virtualClock();
  return {
    clock,
    open: async (options) => memoryOutbox({ clock, ...options }),
    pass: (ms) => clock.advance(ms),
    dispose: async () => undefined,
  };
}

describe('the outbox in memory', () => {
  describeOutbox(startMemory);

  it('says that it is not durable', () => {
    expect(memoryOutbox()).toMatchObject({ engine: 'memory', durable: false });
  });

  it('has no transactions', async () => {
    const tx = { query: async () => ({ rows: [] }) };
    const message = { endpoint: 'crm', payload: new Uint8Array(1) };
    await expect(memoryOutbox().enqueue([message], { tx })).rejects.toThrow(TypeError);
  });

  it('keeps a piece that messages share once, and copies bytes that were given as one', async () => {
    const outbox = memoryOutbox();
    const calls = recorder({ outcome: 'done' });
    const tail = Buffer.from('"data":{}}');
    await outbox.enqueue([
      ...['crm', 'erp'].map((endpoint) => ({ endpoint, payload: [`{"webhook_id":"${endpoint}",`, tail] })),
      { endpoint: 'bi', payload: tail },
    ]);
    await outbox.work(calls.handler, { concurrency: 10 });
    await calls.answered(3);
    await outbox.close();
    const kept = Object.fromEntries(calls.calls.map(({ endpoint, payload }) => [endpoint, payload.at(-1)]));
    expect(kept['crm']).toBe(tail);
    expect(kept['erp']).toBe(tail);
    expect(kept['bi']).not.toBe(tail);
    expect(kept['bi']).toEqual(tail);
  });

  it('prints a problem that nobody asked to be told of', async () => {
    const print = vi.spyOn(console, 'error').mockReturnValue();
    const outbox = memoryOutbox();
    await outbox.enqueue([{ endpoint: 'crm', payload: new Uint8Array(1) }]);
    await outbox.work(() => Promise.reject(new Error('canary')), { concurrency: 1 });
    await vi.waitFor(() => expect(print).toHaveBeenCalledOnce());
    await outbox.close();
    expect(String(print.mock.calls[0]?.[0])).toMatch(/^maxun-webhooks: ERR_WEBHOOK_HANDLER_FAILED: /);
    expect(String(print.mock.calls)).not.toContain('canary');
    print.mockRestore();
  });

  it('refuses a retention that is none', () => {
    for (const idempotencyRetentionMs of [0, -1, Number.NaN, Infinity]) {
      expect(() => memoryOutbox({ idempotencyRetentionMs })).toThrow(RangeError);
    }
  });
});
