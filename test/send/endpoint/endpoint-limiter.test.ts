import { describe, expect, it } from 'vitest';
import {
  EndpointLimiter,
  type LimiterSettings,
  type Health,
} from '../../../src/send/endpoint/endpoint-limiter.ts';

const NOW = 1_800_000_000_000;

function limiterAfter(settings: Partial<LimiterSettings>, ...healths: Health[]): EndpointLimiter {
  const limiter = new EndpointLimiter({ concurrency: 10, ratePerSecond: undefined, ...settings }, () => 0);
  for (const health of healths) {
    const admission = limiter.admit(NOW);
    if ('until' in admission) throw new TypeError('the limiter refuses');
    limiter.release(admission.permit, health, NOW);
  }
  return limiter;
}

describe('an idle limiter', () => {
  it('is one that a new one could stand for', () => {
    expect(limiterAfter({}).isIdle(NOW)).toBe(true);
    expect(limiterAfter({}, 'alive', 'alive').isIdle(NOW)).toBe(true);
  });

  it('is not one while an attempt is under way', () => {
    const limiter = limiterAfter({}, 'alive');
    limiter.admit(NOW);
    expect(limiter.isIdle(NOW)).toBe(false);
  });

  it('is not one while the last attempts failed, or it regains its concurrency', () => {
    expect(limiterAfter({}, 'alive', 'failing').isIdle(NOW)).toBe(false);
    expect(limiterAfter({}, 'alive', 'overloaded', 'alive').isIdle(NOW)).toBe(false);
  });

  it('is not one that is paused', () => {
    const limiter = limiterAfter({}, 'alive');
    limiter.pause(NOW + 1_000);
    expect(limiter.isIdle(NOW)).toBe(false);
    expect(limiter.isIdle(NOW + 1_000)).toBe(true);
  });

  it('is not one while its rate is used up', () => {
    const limiter = limiterAfter({ ratePerSecond: 2 }, 'alive');
    expect(limiter.isIdle(NOW)).toBe(false);
    expect(limiter.isIdle(NOW + 500)).toBe(true);
  });
});
