/**
 * What every dedupe store has to do.
 */
import { expect, test } from 'vitest';
import type { DedupeStore } from '../../src/index.ts';

const NOW = 1_000_000;
const LEASE_MS = 30_000;

/**
 * Defines the tests of one kind of store, each with a store of its own that remembers for an hour.
 *
 * @param create makes the store
 * @param marginMs how long before its end something is expected to be remembered
 */
export function describeDedupeStore(
  create: (options: { max: number; ttlMs: number }) => Promise<DedupeStore>,
  marginMs = 1,
): void {
  const HOUR = 3_600_000;
  const open = async (max = 1000): Promise<DedupeStore> => create({ max, ttlMs: HOUR });
  const options = { now: NOW, leaseMs: LEASE_MS, fingerprint: 'first' };
  const tokenOf = async (store: DedupeStore, key: string, now = NOW): Promise<string> => {
    const claim = await store.claim(key, { ...options, now });
    if (claim.state !== 'claimed') throw new Error(`${key} is ${claim.state}`);
    return claim.token;
  };

  test('lets one at most of many simultaneous claims win', async () => {
    const store = await open();
    const claims = await Promise.all(Array.from({ length: 50 }, async () => store.claim('a', options)));
    expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
    expect(claims.filter(({ state }) => state === 'in-progress')).toHaveLength(49);
    expect((await store.claim('b', options)).state).toBe('claimed');
  });

  test('remembers what was committed, with its fingerprint, until its time is over', async () => {
    const store = await open();
    await store.commit({ key: 'a', token: await tokenOf(store, 'a'), now: NOW });
    const at = async (now: number): Promise<unknown> =>
      store.claim('a', { ...options, fingerprint: 'second', now });
    expect(await at(NOW)).toEqual({ state: 'done', fingerprint: 'first' });
    expect(await at(NOW + HOUR - marginMs)).toEqual({ state: 'done', fingerprint: 'first' });
    expect(await at(NOW + HOUR)).toMatchObject({ state: 'claimed' });
  });

  test('gives back what was released', async () => {
    const store = await open();
    await store.release({ key: 'a', token: await tokenOf(store, 'a'), now: NOW });
    expect((await store.claim('a', options)).state).toBe('claimed');
  });

  test('lets a claim go when its lease ends, and does not let the late owner touch the next one', async () => {
    const store = await open();
    const late = await tokenOf(store, 'a');
    expect((await store.claim('a', { ...options, now: NOW + LEASE_MS - marginMs })).state).toBe(
      'in-progress',
    );
    const now = NOW + LEASE_MS;
    const token = await tokenOf(store, 'a', now);
    await store.commit({ key: 'a', token: late, now });
    await store.release({ key: 'a', token: late, now });
    expect((await store.claim('a', { ...options, now })).state).toBe('in-progress');
    await store.commit({ key: 'a', token, now });
    await store.release({ key: 'a', token, now });
    expect((await store.claim('a', { ...options, now })).state).toBe('done');
  });

  test('takes any key', async () => {
    const store = await open();
    for (const key of ['__proto__', 'constructor', `'; DROP TABLE delivery; --`, '💥 é', 'x'.repeat(900)]) {
      await store.commit({ key, token: await tokenOf(store, key), now: NOW });
      expect((await store.claim(key, options)).state).toBe('done');
    }
  });
}
