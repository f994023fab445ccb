import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  delaySchedule,
  maxunSchedule,
  type RetrySchedule,
  STANDARD_DELAYS_MS,
  standardSchedule,
} from '../../src/queue/retry-schedule.ts';

/** The delays after each failed attempt, in seconds, until the schedule gives up. */
function delaysOf(schedule: RetrySchedule, random: number = 0): number[] {
  const delays: number[] = [];
  for (let attempt = 1; ; attempt += 1) {
    const delay = schedule({ attempt, code: 'ERR_WEBHOOK_STATUS_REFUSED', status: 500 }, () => random);
    if (delay === undefined) return delays;
    delays.push(delay / 1_000);
  }
}

describe('standardSchedule', () => {
  it('tries ten times: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h', () => {
    expect(delaysOf(standardSchedule())).toEqual([
      5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ]);
    expect(STANDARD_DELAYS_MS).toHaveLength(10);
  });

  it('is late by up to a fifth, by chance, and never early', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
        for (const [index, delay] of delaysOf(standardSchedule(), random).entries()) {
          const stated = (STANDARD_DELAYS_MS[index + 1] ?? 0) / 1_000;
          expect(delay).toBeGreaterThanOrEqual(stated);
          expect(delay).toBeLessThanOrEqual(stated * 1.2);
        }
      }),
    );
  });

  it('takes a jitter from 0 to 1', () => {
    expect(delaysOf(standardSchedule({ jitter: 0 }), 0.99)[0]).toBe(5);
    expect(delaysOf(standardSchedule({ jitter: 1 }), 0.5)[0]).toBe(7.5);
    for (const jitter of [-0.1, 1.1, Number.NaN])
      expect(() => standardSchedule({ jitter })).toThrow(RangeError);
  });
});

describe('maxunSchedule', () => {
  it('does as Maxun does: three attempts, 5 s and 10 s apart', () => {
    expect(delaysOf(maxunSchedule(), 0.9)).toEqual([5, 10]);
  });

  it('takes a webhook’s own settings, where 0 and null mean the default', () => {
    expect(delaysOf(maxunSchedule({ retryAttempts: 5, retryDelay: 2 }))).toEqual([2, 4, 8, 16]);
    expect(delaysOf(maxunSchedule({ retryAttempts: 0, retryDelay: 0 }))).toEqual([5, 10]);
    expect(delaysOf(maxunSchedule({ retryAttempts: null, retryDelay: null }))).toEqual([5, 10]);
    expect(delaysOf(maxunSchedule({ retryAttempts: 1 }))).toEqual([]);
  });

  it.each([
    [2.5, 3],
    [-1, 1],
    ['3', 3],
    ['many', 3],
    [Number.NaN, 3],
    [1e9, 30],
  ])('reads %j attempts as Maxun does: %i', (retryAttempts, attempts) => {
    expect(delaysOf(maxunSchedule({ retryAttempts, retryDelay: 1 }))).toHaveLength(attempts - 1);
  });

  it.each([
    [-1, 0],
    ['2', 2],
    ['soon', 5],
    [Number.POSITIVE_INFINITY, 5],
  ])('reads a delay of %j as %i s', (retryDelay, seconds) => {
    expect(delaysOf(maxunSchedule({ retryAttempts: 2, retryDelay }))).toEqual([seconds]);
  });
});

describe('delaySchedule', () => {
  it('makes as many attempts as it has delays', () => {
    expect(delaysOf(delaySchedule([0, 60_000, 600_000], { jitter: 0 }))).toEqual([60, 600]);
  });

  it('refuses delays that are none', () => {
    for (const delays of [[], [-1], [Number.NaN], [0, Number.POSITIVE_INFINITY]]) {
      expect(() => delaySchedule(delays)).toThrow(RangeError);
    }
  });
});
