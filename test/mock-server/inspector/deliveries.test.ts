import { beforeEach, describe, expect, test } from 'vitest';
import type { DeliverySummary, ReceiverInfo } from '../../../mock-server/api/types.ts';
import { otherHalfOf } from '../../../mock-server/inspector/delivery/related.ts';
import { arrange } from '../../../mock-server/inspector/list/arrange.ts';
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

const INFO = { limits: { maxDeliveries: 3 } } as ReceiverInfo;

function arrive(...deliveries: readonly DeliverySummary[]): void {
  applyChanges(deliveries.map((delivery) => ({ type: 'delivery', delivery })));
}

beforeEach(() => {
  setFilter('');
  replaceAll([], INFO);
});

describe('the lines of the list', () => {
  test('come newest first, those of one run under a heading', () => {
    expect(arrange([A1, B2, A3])).toMatchObject([
      { kind: 'run', runId: 'a', robot: 'Test Robot', count: 2 },
      { kind: 'delivery', key: '3', place: 'inside' },
      { kind: 'delivery', key: '1', place: 'last' },
      { kind: 'delivery', key: '2', place: 'alone' },
    ]);
  });

  test('are never put together without a run', () => {
    const { runId: _, ...rest } = summary();
    const items = arrange([
      { ...rest, id: '1' },
      { ...rest, id: '2' },
    ]);
    expect(items.map(({ kind }) => kind)).toEqual(['delivery', 'delivery']);
  });
});

describe('what the page knows', () => {
  const keys = (): string[] => arrangement.value.items.map(({ key }) => key);

  test('waits while the list is held, and is shown when it follows again', () => {
    arrive(A1);
    follow(false);
    arrive(B2);
    expect([keys(), arrangement.value.waiting]).toEqual([['1'], 1]);
    follow(true);
    expect([keys(), arrangement.value.waiting]).toEqual([['2', '1'], 0]);
  });

  test('is no more than the receiver keeps: the oldest are dropped, and updates of them too', () => {
    arrive(A1, B2, A3, summary({ id: '4', runId: 'd' }));
    applyChanges([{ type: 'update', delivery: A1 }]);
    expect([keys(), total.value]).toEqual([['4', '3', '2'], 3]);
  });

  test('is shown as soon as its response matches the filter, and no longer when it does not', () => {
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

describe('the other half of a redirect', () => {
  const post = summary({ id: '1', status: 302 });
  const get = summary({ id: '2', method: 'GET', bytes: 0, status: 405 });

  test('is the empty GET after a POST that was answered 302, and the other way round', () => {
    arrive(post, get);
    expect(otherHalfOf(post)).toBe(get);
    expect(otherHalfOf(get)).toBe(post);
  });

  test.each([
    ['a POST that was answered 307, which keeps the body', { ...post, status: 307 }, get],
    ['a GET that came first', { ...post, id: '3' }, get],
    ['a GET a minute later', post, { ...get, receivedAt: '2026-11-25T21:01:00.000Z' }],
    ['a GET with a body', post, { ...get, bytes: 1 }],
  ])('does not exist for %s', (_name, one, other) => {
    arrive(...[one, other].sort((a, b) => Number(a.id) - Number(b.id)));
    expect([otherHalfOf(one), otherHalfOf(other)]).toEqual([undefined, undefined]);
  });
});
