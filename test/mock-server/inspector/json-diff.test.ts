import { assert, jsonValue, property } from 'fast-check';
import { expect, test } from 'vitest';
import { diffJson } from '../../../mock-server/inspector/json/diff.ts';

test('lists what was added, removed and changed, by JSON pointer', () => {
  const before = { same: 1, gone: true, list: [1, 2], 'a/b': 'x' };
  const after = { same: 1, list: [1, 3, 4], 'a/b': 'y', fresh: null };
  expect(diffJson(before, after)).toEqual([
    { path: '/gone', kind: 'removed', before: 'true' },
    { path: '/list/1', kind: 'changed', before: '2', after: '3' },
    { path: '/list/2', kind: 'added', after: '4' },
    { path: '/a~1b', kind: 'changed', before: '"x"', after: '"y"' },
    { path: '/fresh', kind: 'added', after: 'null' },
  ]);
});

test('an array and an object with the same members differ', () => {
  expect(diffJson([1], { 0: 1 })).toMatchObject([{ path: '', kind: 'changed' }]);
});

test('a key named __proto__ is a key as any other', () => {
  const before: unknown = JSON.parse('{"__proto__":1}');
  expect(diffJson(before, {})).toEqual([{ path: '/__proto__', kind: 'removed', before: '1' }]);
});

test('a value does not differ from itself', () => {
  assert(
    property(jsonValue(), (value) => {
      expect(diffJson(value, JSON.parse(JSON.stringify(value)))).toEqual([]);
    }),
  );
});
