import { describe, expect, it } from 'vitest';
import { Heap } from '../../../src/queue/embedded/heap.ts';

function drain(heap: Heap<number>): number[] {
  const out: number[] = [];
  for (let item = heap.pop(); item !== undefined; item = heap.pop()) out.push(item);
  return out;
}

/** Numbers without a pattern, the same ones each time. */
const mixed = Array.from({ length: 500 }, (_, n) => (n * 7_919) % 257);
const sorted = mixed.toSorted((a, b) => a - b);

describe('a heap', () => {
  it('gives the least first, whatever the order in which they came', () => {
    const heap = new Heap<number>((a, b) => a < b);
    for (const item of mixed) heap.push(item);
    expect(heap.size).toBe(500);
    expect(heap.peek()).toBe(sorted[0]);
    expect(drain(heap)).toEqual(sorted);
    expect(heap.size).toBe(0);
  });

  it('keeps its order between pushes and pops', () => {
    const heap = new Heap<number>((a, b) => a < b);
    for (const item of [5, 3, 8]) heap.push(item);
    expect(heap.pop()).toBe(3);
    for (const item of [1, 9, 4]) heap.push(item);
    expect(drain(heap)).toEqual([1, 4, 5, 8, 9]);
  });

  it('keeps what it is told to', () => {
    const heap = new Heap<number>((a, b) => a < b);
    for (const item of mixed) heap.push(item);
    heap.retain((item) => item % 2 === 0);
    expect(drain(heap)).toEqual(sorted.filter((item) => item % 2 === 0));
  });

  it('is empty at first', () => {
    const heap = new Heap<number>((a, b) => a < b);
    expect([heap.size, heap.peek(), heap.pop()]).toEqual([0, undefined, undefined]);
  });
});
