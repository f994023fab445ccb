import { expect, test } from 'vitest';
import { arrange } from '../../../mock-server/inspector/list/arrange.ts';
import { Rows } from '../../../mock-server/inspector/state/rows.ts';
import { summary } from './summary.ts';

const ALL = { matches: () => true, upTo: Number.POSITIVE_INFINITY };

const A1 = summary({ id: '1', runId: 'a' });
const B2 = summary({ id: '2', runId: 'b' });
const A3 = summary({ id: '3', runId: 'a' });

test('deliveries come newest first, those of one run under a heading', () => {
  expect(arrange([A1, B2, A3], ALL).items).toMatchObject([
    { kind: 'run', runId: 'a', robot: 'Test Robot', count: 2 },
    { kind: 'delivery', key: '3', place: 'inside' },
    { kind: 'delivery', key: '1', place: 'last' },
    { kind: 'delivery', key: '2', place: 'alone' },
  ]);
});

test('deliveries without a run are never put together', () => {
  const { runId: _, ...rest } = summary();
  const items = arrange(
    [
      { ...rest, id: '1' },
      { ...rest, id: '2' },
    ],
    ALL,
  ).items;
  expect(items.map(({ kind }) => kind)).toEqual(['delivery', 'delivery']);
});

test('what is newer than what is shown waits, if it fits the filter', () => {
  const matches = ({ runId }: { runId?: string }): boolean => runId === 'a';
  expect(arrange([A1, B2, A3], { matches, upTo: 1 })).toMatchObject({ shown: 1, waiting: 1 });
});

test('the oldest rows give way, an update keeps its place, and one of a row that is gone is left out', () => {
  const rows = new Rows(2);
  for (const row of [A1, B2, A3]) rows.put(row);
  rows.update(summary({ id: '2', status: 500 }));
  rows.update(A1);
  expect([...rows.values()].map(({ id, status }) => [id, status])).toEqual([
    ['2', 500],
    ['3', 200],
  ]);
  expect(rows.lastId).toBe(3);
});
