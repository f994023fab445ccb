import { assert, jsonValue, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  containerOf,
  type JsonNode,
  memberNamed,
  membersOf,
  readJson,
  scalarOf,
  textOf,
} from '../../../mock-server/inspector/json/node.ts';

/** What `JSON.parse` gives, put together from the pieces. */
function whole(node: JsonNode): unknown {
  const members = membersOf(node, Number.POSITIVE_INFINITY);
  if (containerOf(node) === 'array') return members.map(whole);
  if (containerOf(node) === undefined) return scalarOf(node);
  return Object.fromEntries(members.map((member) => [member.name, whole(member)]));
}

describe('JSON, read piece by piece,', () => {
  test.each([0, 2])('is what JSON.parse gives, with an indent of %i', (indent) => {
    assert(
      property(jsonValue(), (value) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(whole(readJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('has the size of each value, and the white space of neither', () => {
    const root = readJson(' { "a" : [ ] , "b" : [ 1 , "]," ] } ');
    expect(membersOf(root, 9)).toMatchObject([
      { name: 'a', size: 0 },
      { name: 'b', size: 2 },
    ]);
    expect(textOf(membersOf(root, 9)[1]!)).toBe('[ 1 , "]," ]');
  });

  test('keeps a key that occurs twice, and every digit', () => {
    const members = membersOf(readJson('{"a":1,"a":12345678901234567890}'), 9);
    expect(members.map((member) => textOf(member))).toEqual(['1', '12345678901234567890']);
  });

  test.each([String.raw`"\\"`, String.raw`"\""`, String.raw`"\\\""`, '"\\u0022,]"'])(
    'ends the text %s',
    (text) => {
      expect(textOf(membersOf(readJson(`[${text},1]`), 1)[0]!)).toBe(text);
    },
  );

  test('reads no more members than asked for', () => {
    expect(membersOf(readJson('[1,2,3]'), 2)).toHaveLength(2);
    expect(memberNamed(readJson('{"a":1,"b":2}'), 'b')).toMatchObject({ name: 'b' });
  });

  test('is bounded for any nesting', () => {
    expect(readJson('['.repeat(1e6) + ']'.repeat(1e6))).toMatchObject({ size: 1, end: 2e6 });
  });
});
