import { describe, expect, it } from 'vitest';
import { Batcher, type BatcherParts } from '../../../src/queue/postgres/batcher.ts';
import { gate } from '../recorder.ts';

/** A batcher whose batches wait until the test answers them. */
function start(limits: Partial<BatcherParts<string, string>> = {}) {
  const batches: {
    readonly items: readonly string[];
    readonly answer: (results: Promise<string[]>) => void;
  }[] = [];
  const batcher = new Batcher<string, string>({
    run: async (items) => {
      const { promise, open } = gate<Promise<string[]>>();
      batches.push({ items, answer: open });
      return await promise;
    },
    maxItems: 3,
    maxRunning: 1,
    ...limits,
  });
  const answer = (index: number): void => {
    const { items, answer: open } = batches[index]!;
    open(Promise.resolve(items.map((item) => item.toUpperCase())));
  };
  const sizes = () => batches.map(({ items }) => items.join(''));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { batcher, batches, answer, sizes, turn };
}

describe('a batcher', () => {
  it('gives each item its own result', async () => {
    const { batcher, answer, turn } = start();
    const results = ['a', 'b'].map((item) => batcher.add(item));
    await turn();
    answer(0);
    expect(await Promise.all(results)).toEqual(['A', 'B']);
  });

  it('collects while a batch is under way, up to its limit', async () => {
    const { batcher, answer, sizes, turn } = start();
    void batcher.add('a');
    await turn();
    for (const item of 'bcde') void batcher.add(item);
    await turn();
    expect(sizes()).toEqual(['a']);
    answer(0);
    await turn();
    await turn();
    expect(sizes()).toEqual(['a', 'bcd']);
  });

  it('runs as many batches at once as it may', async () => {
    const { batcher, sizes, turn } = start({ maxRunning: 2 });
    for (const item of 'abcdefgh') void batcher.add(item);
    await turn();
    expect(sizes()).toEqual(['abc', 'def']);
  });

  it('bounds the size of a batch, and takes one item that is larger alone', async () => {
    const sizeOf = (item: string): number => (item === 'L' ? 100 : 4);
    const { batcher, sizes, turn } = start({ maxRunning: 3, sizeOf, maxSize: 8 });
    for (const item of 'Labc') void batcher.add(item);
    await turn();
    expect(sizes()).toEqual(['L', 'ab', 'c']);
  });

  it('fails the items of a failed batch only, and goes on', async () => {
    const { batcher, batches, answer, turn } = start({ maxItems: 1 });
    const [bad, good] = [batcher.add('a'), batcher.add('b')];
    await turn();
    batches[0]!.answer(Promise.reject(new Error('disk full')));
    await expect(bad).rejects.toThrow('disk full');
    await turn();
    answer(1);
    expect(await good).toBe('B');
  });

  it('tries each item alone where one of a batch is at fault', async () => {
    const runs: [items: string, isRepeated: boolean][] = [];
    const batcher = new Batcher<string, string>({
      run: async (items, isRepeated) => {
        runs.push([items.join(''), isRepeated]);
        if (items.includes('b')) throw Object.assign(new Error('invalid input'), { code: '22P02' });
        return items;
      },
      maxItems: 3,
      maxRunning: 1,
    });
    const settled = await Promise.allSettled(['a', 'b', 'c'].map((item) => batcher.add(item)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(runs).toEqual([
      ['abc', false],
      ['a', true],
      ['b', true],
      ['c', true],
    ]);
  });

  it('is idle once nothing waits or is under way', async () => {
    const { batcher, answer, turn } = start();
    await batcher.idle();
    const result = batcher.add('a');
    await turn();
    let isIdle = false;
    const idle = batcher.idle().then(() => (isIdle = true));
    await turn();
    expect(isIdle).toBe(false);
    answer(0);
    await Promise.all([result, idle]);
  });
});
