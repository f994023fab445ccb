import { array, assert, integer, property } from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DeliverySummary, ReceiverInfo } from '../../../mock-server/api/types.ts';
import { Arranger } from '../../../mock-server/inspector/list/arrange.ts';
import { Rows } from '../../../mock-server/inspector/state/rows.ts';
import {
  applyChanges,
  arrangement,
  follow,
  replaceAll,
  setFilter,
  total,
} from '../../../mock-server/inspector/state/deliveries.ts';
import { summary } from './summary.ts';

const A1 = summary({ id: '1', runId: 'a' });
const B2 = summary({ id: '2', runId: 'b' });
const A3 = summary({ id: '3', runId: 'a' });

function arranged(...deliveries: readonly DeliverySummary[]): Arranger {
  const arranger = new Arranger();
  for (const delivery of deliveries) arranger.add(delivery);
  return arranger;
}

describe('the lines of the list', () => {
  test('come newest first, those of one run under a heading', () => {
    expect(arranged(A1, B2, A3).items()).toMatchObject([
      { kind: 'run', runId: 'a', robot: 'Test Robot', count: 2 },
      { kind: 'delivery', key: '3', place: 'inside' },
      { kind: 'delivery', key: '1', place: 'last' },
      { kind: 'delivery', key: '2', place: 'alone' },
    ]);
  });

  test('are never put together without a run', () => {
    const { runId: _, ...rest } = summary();
    const items = arranged({ ...rest, id: '1' }, { ...rest, id: '2' }).items();
    expect(items.map(({ kind }) => kind)).toEqual(['delivery', 'delivery']);
  });

  test('are the same objects as before where nothing changed', () => {
    const arranger = arranged(A1, B2);
    const [, before] = arranger.items();
    arranger.add(summary({ id: '4', runId: 'c' }));
    expect(arranger.items()[2]).toBe(before);
  });

  test('follow an update and a removal', () => {
    const arranger = arranged(A1, B2, A3);
    expect(arranger.update({ ...A1, status: 500 })).toBe(true);
    expect(arranger.update(summary({ id: '9', runId: 'a' }))).toBe(false);
    arranger.remove(A3);
    arranger.remove(B2);
    expect(arranger.items()).toMatchObject([{ key: '1', place: 'alone', delivery: { status: 500 } }]);
    expect(arranger.size).toBe(1);
  });

  test('are the same, added one by one and after any removals, as arranged at once', () => {
    assert(
      property(
        array(integer({ min: 0, max: 5 }), { maxLength: 30 }),
        integer({ min: 0, max: 30 }),
        (runs, cut) => {
          const all = runs.map((run, index) => summary({ id: String(index + 1), runId: `run-${run}` }));
          const arranger = arranged(...all);
          arranger.items();
          for (const gone of all.slice(0, cut)) arranger.remove(gone);
          expect(arranger.items()).toEqual(arranged(...all.slice(cut)).items());
        },
      ),
    );
  });
});

test('the oldest rows give way, an update keeps its place, and one of a row that is gone is left out', () => {
  const rows = new Rows(2);
  expect([A1, B2, A3].flatMap((row) => rows.put(row))).toEqual([A1]);
  rows.update({ ...B2, status: 500 });
  rows.update(A1);
  expect([...rows.values()]).toEqual([{ ...B2, status: 500 }, A3]);
});

describe('what the page knows', () => {
  const info = { limits: { maxDeliveries: 3 } } as ReceiverInfo;
  const arrive = (...deliveries: readonly DeliverySummary[]): void =>
    applyChanges(deliveries.map((delivery) => ({ type: 'delivery', delivery })));
  const keys = (): string[] => arrangement.value.items.map(({ key }) => key);

  beforeEach(() => {
    setFilter('');
    replaceAll([], info);
  });

  test('what arrives while the list is held waits, and is shown when it follows again', () => {
    arrive(A1);
    follow(false);
    arrive(B2);
    expect([keys(), arrangement.value.waiting]).toEqual([['1'], 1]);
    follow(true);
    expect([keys(), arrangement.value.waiting]).toEqual([['2', '1'], 0]);
  });

  test('no more than the receiver keeps', () => {
    arrive(A1, B2, A3, summary({ id: '4', runId: 'd' }));
    expect([keys(), total.value]).toEqual([['4', '3', '2'], 3]);
  });

  test('a delivery is shown as soon as its answer fits the filter, and no longer when it does not', () => {
    setFilter('status:503');
    const pending = summary({ id: '1', status: null, responseKind: 'pending' });
    arrive(pending);
    expect(keys()).toEqual([]);
    applyChanges([{ type: 'update', delivery: { ...pending, status: 503 } }]);
    expect(keys()).toEqual(['1']);
    applyChanges([{ type: 'update', delivery: { ...pending, status: 200 } }]);
    expect(keys()).toEqual([]);
  });

  test('is forgotten at a clearing', () => {
    arrive(A1, B2);
    applyChanges([{ type: 'cleared' }]);
    expect([keys(), total.value]).toEqual([[], 0]);
  });
});
