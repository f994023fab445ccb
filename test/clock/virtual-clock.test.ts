import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { virtualClock } from '../../src/clock/virtual-clock.ts';

const wait = (clock: { after(ms: number, callback: () => void): unknown }, ms: number) =>
  new Promise<void>((resolve) => {
    clock.after(ms, resolve);
  });

/** Some turns of the event loop, more than any clock takes to move. */
async function turns(): Promise<void> {
  for (let count = 0; count < 10; count += 1) await turn();
}

describe('advance', () => {
  test('calls back what falls due, in the order of its times, and what that brings', async () => {
    const clock = virtualClock(1000);
    const seen: [string, number][] = [];
    const note = (name: string) => () => seen.push([name, clock.now()]);
    clock.after(30, note('late'));
    clock.after(10, () => {
      note('early')();
      clock.after(5, note('in between'));
    });
    const cancel = clock.after(20, note('cancelled'));
    cancel();
    await clock.advance(29);
    expect(seen).toEqual([
      ['early', 1010],
      ['in between', 1015],
    ]);
    expect(clock.now()).toBe(1029);
    await clock.advance(1);
    expect(seen.at(-1)).toEqual(['late', 1030]);
  });
});

describe('until', () => {
  test('passes time by itself up to what is waited for, and no further', async () => {
    const clock = virtualClock(0);
    clock.after(10_000, () => expect.unreachable());
    const twice = async () => {
      await wait(clock, 5000);
      await wait(clock, 4000);
      return 'done';
    };
    expect(await clock.until(twice())).toBe('done');
    expect(clock.now()).toBe(9000);
  });

  test('stands still while something is under way, and goes on after it', async () => {
    const clock = virtualClock(0);
    const release = clock.hold();
    const waited = wait(clock, 5000);
    const seen: number[] = [];
    void clock.until(waited).then(() => seen.push(clock.now()));
    await turns();
    expect(clock.now()).toBe(0);
    release();
    release();
    await waited;
    expect(clock.now()).toBe(5000);
    const other = clock.hold();
    void clock.until(wait(clock, 1));
    await turns();
    expect(clock.now()).toBe(5000);
    other();
  });

  test('waits for what no clock knows of, and hands on a rejection', async () => {
    const clock = virtualClock(0);
    const later = async () => {
      await turns();
      await wait(clock, 50);
      throw new Error('in the end');
    };
    await expect(clock.until(later())).rejects.toThrow('in the end');
    expect(clock.now()).toBe(50);
  });
});
