import { describe, expect, it } from 'vitest';
import { memoryOutbox } from '../../src/outbox/memory.ts';
import { describeOutbox, type EngineUnderTest } from './contract.ts';
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

  it('refuses a retention that is none', () => {
    for (const idempotencyRetentionMs of [0, -1, Number.NaN, Infinity]) {
      expect(() => memoryOutbox({ idempotencyRetentionMs })).toThrow(RangeError);
    }
  });
});
