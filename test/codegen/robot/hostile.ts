/** Captures that are hard to write types for: names, nesting, mixed types, nothing at all, very much. */
import type { Json } from '../../../src/event/index.ts';

type Lists = Record<string, Json>;

/** A list of one name, with rows. */
const list = (rows: Json[], name = 'Products'): Lists => Object.fromEntries([[name, rows]]);

/** A row with one column. */
const row = (column: string, value: Json = 'x'): Json => Object.fromEntries([[column, value]]) as Json;

const COLUMNS: readonly string[] = [
  '',
  ' ',
  '0',
  '1e3',
  '-1',
  'a b',
  'a-b',
  'a.b',
  'a/b',
  'a\\b',
  "a'b",
  'a"b',
  'a`b',
  'a${b}',
  'a\nb',
  'a	b',
  'a*/b',
  '//',
  '/*',
  '*/',
  '<script>',
  '😀',
  '👩‍👩‍👧',
  'é',
  'é',
  '日本語',
  'עברית',
  '‮gnp',
  '\0',
  '\u2028',
  '﻿',
  '\ud800',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'class',
  'default',
  'await',
  'enum',
  'interface',
  'any',
  'never',
  'readonly',
  '$ref',
  '$id',
  'type',
  'k',
  'x'.repeat(5e3),
];

const deep = (levels: number): Json => (levels === 0 ? 'bottom' : { next: deep(levels - 1) });

/** What the lists of a run are, by what is hard about them; each is a capture of its own. */
export const HOSTILE: ReadonlyMap<string, Lists> = new Map([
  ...COLUMNS.map((name): [string, Lists] => [
    `the column ${JSON.stringify(name.slice(0, 20))}`,
    list([row(name)]),
  ]),
  ...COLUMNS.map((name): [string, Lists] => [
    `the list ${JSON.stringify(name.slice(0, 20))}`,
    list([row('A')], name),
  ]),
  ['columns that differ in case and marks alone', list([{ ab: 1, AB: 2, 'a-b': 3, 'a b': 4, a_b: 5 }])],
  ['lists that would get one name', { 'a b': [row('A')], 'a-b': [row('B')], AB: [row('C')], ab: [row('D')] }],
  ['all reserved columns together', list([Object.fromEntries(COLUMNS.map((name) => [name, 'x']))])],
  ['200 columns', list([Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`column ${at}`, at]))])],
  ['a row without columns', list([{}])],
  ['rows that have nothing in common', list([{ a: 1 }, { b: 2 }, { c: 3 }])],
  ['integers and numbers', list([{ n: 1 }, { n: 1.5 }])],
  ['numbers beyond a double', list([{ n: 1e300 }, { n: -1e300 }, { n: Number.MAX_SAFE_INTEGER }])],
  ['texts and numbers', list([{ n: 1 }, { n: '1' }])],
  ['texts and null', list([{ n: null }, { n: 'x' }])],
  ['null alone', list([{ n: null }, { n: null }])],
  ['every type', list([{ v: 1 }, { v: 'x' }, { v: true }, { v: null }, { v: [1] }, { v: { a: 1 } }])],
  ['dates', list([{ d: '2026-11-23' }, { d: '2026-11-24' }])],
  ['dates and other texts', list([{ d: '2026-11-23' }, { d: 'soon' }])],
  ['times with and without a zone', list([{ d: '2026-11-23T21:56:05Z' }, { d: '2026-11-23T21:56:05' }])],
  ['days that no month has', list([{ d: '2026-02-31T99:99:99Z' }, { d: '2026-02-30' }])],
  ['URLs', list([{ u: 'https://example.com/a' }, { u: 'http://localhost:9000/b?c=d' }])],
  ['URLs and paths', list([{ u: 'https://example.com/a' }, { u: '/b' }])],
  ['URLs of other kinds', list([{ u: 'javascript:alert(1)' }, { u: 'data:text/html,*/' }])],
  ['UUIDs', list([{ id: '9d6f3c52-7b1a-4c1e-b0de-5a2f8e7c4b31' }])],
  ['texts that are numbers', list([{ n: '1' }, { n: '2' }])],
  ['texts that are booleans', list([{ n: 'true' }, { n: 'false' }])],
  ['empty arrays', list([{ a: [] }, { a: [[]] }])],
  ['arrays of everything', list([{ a: [1, 'x', null, { b: [true] }] }])],
  ['nested objects', list([{ a: { 'b c': { __proto__: null, d: 1 } } }])],
  ['an object that may be empty', list([{ a: {} }, { a: { b: 1 } }])],
  ['60 levels', list([{ a: deep(60) }])],
  ['10,000 rows', list(Array.from({ length: 10_000 }, (_, at) => ({ Rank: at, Name: `Product ${at}` })))],
  ['300 lists', Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`list_${at}`, [row('A')]]))],
  ['a cell of 100,000 characters', list([row('A', 'x'.repeat(100_000))])],
  ['an empty list beside a full one', { Empty: [], Full: [row('A')] }],
  ['an object whose members look like a map', list([{ m: { a1: 1, a2: 2, a3: 3, a4: 4, a5: 5, a6: 6 } }])],
]);
