import { assert, jsonValue, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffJson, pairRenamed } from '../../../mock-server/inspector/json/diff.ts';

function diff(before: unknown, after: unknown): ReturnType<typeof diffJson> {
  return diffJson(JSON.stringify(before), JSON.stringify(after));
}

describe('a diff', () => {
  test('lists what was added, removed and changed, by JSON pointer', () => {
    const before = { same: 1, gone: true, list: [1, 2], 'a/b': 'x' };
    const after = { same: 1, list: [1, 3, 4], 'a/b': 'y', fresh: null };
    expect(diff(before, after)).toEqual([
      { path: '/gone', kind: 'removed', before: 'true' },
      { path: '/list/1', kind: 'changed', before: '2', after: '3' },
      { path: '/list/2', kind: 'added', after: '4' },
      { path: '/a~1b', kind: 'changed', before: '"x"', after: '"y"' },
      { path: '/fresh', kind: 'added', after: 'null' },
    ]);
  });

  test('finds an array and an object with the same members different', () => {
    expect(diff([1], { 0: 1 })).toMatchObject([{ path: '', kind: 'changed' }]);
  });

  test('takes a key named __proto__ as any other', () => {
    expect(diffJson('{"__proto__":1}', '{}')).toEqual([{ path: '/__proto__', kind: 'removed', before: '1' }]);
  });

  test('is empty for a value and itself, whatever its spaces', () => {
    assert(
      property(jsonValue(), (value) => {
        expect(diffJson(JSON.stringify(value), JSON.stringify(value, undefined, 3))).toEqual([]);
      }),
    );
  });

  test('is bounded in its entries and in the length of each', () => {
    const [first, ...rest] = diff([], Array(2000).fill('x'.repeat(5000)));
    expect(first?.after?.length).toBeLessThan(2010);
    expect(rest).toHaveLength(499);
  });
});

describe('a renamed field', () => {
  const found = (kind: string, path: string): { kind: string; path: string } => ({ kind, path });

  test('is one finding with its counterpart', () => {
    const list = [
      found('missing', '/data/robotId'),
      found('type', '/data/x'),
      found('extra', '/data/robot_id'),
    ];
    expect(pairRenamed(list, 'missing', 'extra')).toEqual([
      { item: list[0], counterpart: list[2] },
      { item: list[1] },
    ]);
  });

  test('has its counterpart in the same object', () => {
    const list = [
      found('missing', '/data/robotId'),
      found('extra', '/robot_id'),
      found('extra', '/data/other'),
    ];
    expect(pairRenamed(list, 'missing', 'extra').map(({ item }) => item)).toEqual(list);
  });
});
