import { describe, expect, test } from 'vitest';
import { memoryDedupe } from '../../src/index.ts';
import { describeDedupeStore } from '../dedupe/contract.ts';

describe('memoryDedupe', () => {
  describeDedupeStore(async (options) => memoryDedupe(options));

  test('lets the oldest go when there are too many, and never a claim that is open', async () => {
    const store = memoryDedupe({ max: 2, ttlMs: 1000 });
    const options = { now: 0, leaseMs: 1000, fingerprint: '' };
    expect(await store.claim('open', options)).toMatchObject({ state: 'claimed' });
    for (const key of ['a', 'b', 'c', 'd']) {
      const claim = await store.claim(key, options);
      if (claim.state === 'claimed') await store.commit({ key, token: claim.token, now: 0 });
    }
    const states = ['open', 'd', 'a'].map(async (key) => (await store.claim(key, options)).state);
    expect(await Promise.all(states)).toEqual(['in-progress', 'done', 'claimed']);
  });

  test.each([0, -1, 1.5, Number.NaN, Infinity])('has bounds, not %d', (value) => {
    expect(() => memoryDedupe({ max: value })).toThrow(RangeError);
    expect(() => memoryDedupe({ ttlMs: value })).toThrow(RangeError);
  });
});
