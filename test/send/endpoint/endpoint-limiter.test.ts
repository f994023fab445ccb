import { describe, expect, it } from 'vitest';
import { Gate, type GateSettings, type Health } from '../../../src/send/endpoint/endpoint-limiter.ts';

const NOW = 1_800_000_000_000;

function gateAfter(settings: Partial<GateSettings>, ...healths: Health[]): Gate {
  const gate = new Gate({ concurrency: 10, ratePerSecond: undefined, ...settings }, NOW, () => 0);
  for (const health of healths) {
    const admission = gate.admit(NOW);
    if ('until' in admission) throw new TypeError('the gate is shut');
    gate.settle(admission.pass, health, NOW);
  }
  return gate;
}

describe('a gate at rest', () => {
  it('is one that a new one could stand for', () => {
    expect(gateAfter({}).isAtRest(NOW)).toBe(true);
    expect(gateAfter({}, 'alive', 'alive').isAtRest(NOW)).toBe(true);
  });

  it('is none while an attempt is under way', () => {
    const gate = gateAfter({}, 'alive');
    gate.admit(NOW);
    expect(gate.isAtRest(NOW)).toBe(false);
  });

  it('is none while the last attempts failed, or it regains its concurrency', () => {
    expect(gateAfter({}, 'alive', 'failing').isAtRest(NOW)).toBe(false);
    expect(gateAfter({}, 'alive', 'overloaded', 'alive').isAtRest(NOW)).toBe(false);
  });

  it('is none while it is held', () => {
    const gate = gateAfter({}, 'alive');
    gate.hold(NOW + 1_000);
    expect(gate.isAtRest(NOW)).toBe(false);
    expect(gate.isAtRest(NOW + 1_000)).toBe(true);
  });

  it('is none while its rate is used up', () => {
    const gate = gateAfter({ ratePerSecond: 2 }, 'alive');
    expect(gate.isAtRest(NOW)).toBe(false);
    expect(gate.isAtRest(NOW + 500)).toBe(true);
  });
});
