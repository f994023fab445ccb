import { describe, expect, it } from 'vitest';
import { virtualClock } from '../../src/clock/virtual-clock.ts';
import { idMaker } from '../../src/queue/new-id.ts';

describe('the id of a delivery', () => {
  it('is a ULID: its time, and five bits of each random byte', () => {
    // The specification's own example of a time.
    const newId = idMaker(virtualClock(1_469_918_176_385), (bytes) => {
      for (const index of bytes.keys()) bytes[index] = index * 8 + (index % 32);
    });
    expect(newId()).toBe(`msg_01ARYZ6S41${idOf(0)}`);
    expect(newId()).toBe(`msg_01ARYZ6S41${idOf(16)}`);
  });

  it('sorts by time', () => {
    const times = [0, 1, 31, 32, 1023, 1_732_000_000_000, 1_732_000_000_001, 2 ** 48 - 1];
    const ids = times.map((time) => idMaker(virtualClock(time))());
    expect(ids.toSorted()).toEqual(ids);
  });

  it('is a new one each time, however many are made', () => {
    const newId = idMaker(virtualClock(1_732_000_000_000));
    const ids = Array.from({ length: 10_000 }, newId);
    expect(new Set(ids).size).toBe(10_000);
    expect(ids.filter((id) => !/^msg_[0-9A-HJKMNP-TV-Z]{26}$/.test(id))).toEqual([]);
  });
});

/** What the example's random bytes stand for, from one of them on. */
function idOf(first: number): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return Array.from({ length: 16 }, (_, n) => alphabet[((first + n) * 9) % 32]).join('');
}
