import { describe, expect, test } from 'vitest';
import { Numbered } from '../../../mock-server/journal/numbered.ts';

function filled(...numbers: number[]): Numbered<{ number: number }> {
  const items = new Numbered<{ number: number }>();
  for (const number of numbers) items.push({ number });
  return items;
}

const numbersOf = (items: Iterable<{ number: number }>): number[] => [...items].map(({ number }) => number);

describe('things with numbers', () => {
  test('are found across a gap, as a store leaves one whose disk was full', () => {
    const items = filled(3, 4, 9, 10);
    expect(['3', '4', '9', '10'].map((id) => items.find(id)?.number)).toEqual([3, 4, 9, 10]);
    expect(['2', '5', '8', '11', '03', 'x', ''].map((id) => items.find(id))).toEqual(
      Array.from({ length: 7 }, () => undefined),
    );
  });

  test('go on counting when all of them are gone', () => {
    const items = filled(1, 2);
    items.clear();
    expect([items.size, items.last, numbersOf(items)]).toEqual([0, 2, []]);
    expect(items.dropOldest()).toBeUndefined();
  });

  test('are dropped from the oldest on, thousands of them', () => {
    const items = filled();
    for (let number = 1; number <= 5000; number++) {
      items.push({ number });
      if (items.size > 10) expect(items.dropOldest()?.number).toBe(number - 10);
    }
    expect(numbersOf(items)).toEqual([4991, 4992, 4993, 4994, 4995, 4996, 4997, 4998, 4999, 5000]);
    expect([items.find('4990'), items.find('4991')]).toEqual([undefined, { number: 4991 }]);
  });

  test.each([
    [{ before: Infinity, after: 0, limit: 2 }, [10, 9], true],
    [{ before: 9, after: 0, limit: 2 }, [4, 3], false],
    [{ before: 10, after: 3, limit: 9 }, [9, 4], false],
    [{ before: 10, after: 3, limit: 1 }, [9], true],
    [{ before: 3, after: 9, limit: 5 }, [], false],
  ])('are paged from the newest: %j', (query, numbers, hasMore) => {
    const page = filled(3, 4, 9, 10).page(query);
    expect([numbersOf(page.items), page.hasMore]).toEqual([numbers, hasMore]);
  });
});
