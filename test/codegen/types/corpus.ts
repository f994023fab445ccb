/**
 * Payloads on which other languages have to agree with TypeScript: every example of both contracts, and near misses of each.
 *
 * @module test/codegen/types/corpus
 */
import { documentedExamples, observedExamples, otherExamples, variantExamples } from '#generated/examples.js';
import { normalize, type Run } from '../../../src/event/index.ts';
import { shapeOf } from '../../../src/validation/index.ts';

/** A payload, and what TypeScript makes of it. */
export interface Case {
  readonly body: string;
  readonly timeZone?: string;
  readonly shape: string;
  readonly run: Run;
}

type Json = Record<string, unknown>;

/** Every example of both contracts. */
const examples: readonly Json[] = [
  documentedExamples,
  observedExamples,
  otherExamples,
  variantExamples,
].flatMap((table) => Object.values(table).map(({ payload }) => payload as unknown as Json));

/** What is put in the place of each value. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  0,
  -1.5,
  1e21,
  1e-7,
  '',
  'x',
  '7',
  'TRUE',
  'true',
  'SUCCESS',
  'run.completed',
  `é\u202E"\\\u0007😀${'😀'.repeat(70)}`,
  [],
  {},
  ['x', 5, null],
  [{ url: 'u' }, { href: 'h' }, 'l', 3],
  [[{ a: 1 }], null, []],
  { a: [1], b: 'x', c: { d: 1 } },
  { browserId: 'b', browser_id: 'c', userId: 5, 'a/b~c': 1 },
  { message: 5, type: 'T', Stack: 's', code: 'E' },
];

const DATES: readonly unknown[] = [
  '11/23/2026, 9:56:05 PM',
  '2/3/2026, 4:05:06 AM',
  '3.2.2026, 04:05:06',
  '03/02/2026, 04:05:06',
  '03/02/2026 04:05:06',
  '2026/2/3 午後4:05:06',
  '2026. 2. 3. 오전 4:05:06',
  '٣‏/٢‏/٢٠٢٦، ٤:٠٥:٠٦ م',
  '3/2/2026, 4:05:06 π.μ.',
  '2026-02-03 04:05:06',
  '2026-02-03T04:05:06.123456789',
  '2026-02-03T04:05:06+01:00',
  '2026-02-03 04:05:06 +0130',
  '2016-12-31T23:59:60Z',
  '2026-02-30T00:00:00Z',
  '2026-03-29T02:30:00',
  '10/25/2026, 2:30:00 AM',
  'Tue Feb 03 2026 04:05:06 GMT+0100 (Central European Standard Time)',
  'Tue, 03 Feb 2026 04:05:06 GMT',
  '4:05:06 3/2/2026',
  '03.02.2026 kl. 04.05.06',
  '3 Feb 2026 04:05:06',
  '13/13/2026, 1:00:00 PM',
  '1/1/1969, 1:00:00 PM',
  'yesterday',
  1770000000,
  1770000000123.9,
  5,
];

const ZONES: readonly (string | undefined)[] = [undefined, 'UTC', 'Europe/Berlin', 'America/New_York'];

/**
 * The examples, extremes, dates in several zones, and near misses.
 *
 * @param every takes one near miss in so many; 1 takes all 10,000
 */
export function casesOf(every: number): Case[] {
  const nearMisses = examples.flatMap(nearMissesOf).filter((_, index) => index % every === 0);
  const payloads = [...examples, ...nearMisses, ...STRANGE, ...extremes()].map((payload) => ({ payload }));
  const dated = DATES.flatMap((date) => ZONES.flatMap((timeZone) => withDates(date, timeZone)));
  return [...payloads, ...dated].map(caseOf);
}

function caseOf({ payload, timeZone }: { payload: unknown; timeZone?: string }): Case {
  const body = JSON.stringify(payload);
  const parsed: unknown = JSON.parse(body);
  const options = timeZone === undefined ? {} : { timeZone };
  return { body, ...options, shape: shapeOf(parsed), run: normalize(parsed, options) };
}

function withDates(date: unknown, timeZone: string | undefined): { payload: unknown; timeZone?: string }[] {
  const { data, ...envelope } = observedExamples['failed-run'].payload;
  const sendings = [
    '2026-02-03T03:05:10.000Z',
    '2026-10-25T01:30:20Z',
    '2026-03-02T16:05:10.000+00:00',
    'soon',
  ];
  return sendings.map((timestamp) => ({
    payload: { ...envelope, timestamp, data: { ...data, started_at: date, finished_at: date } },
    ...(timeZone !== undefined && { timeZone }),
  }));
}

function nearMissesOf(example: Json): unknown[] {
  const paths = pathsOf(example, []).filter((path) => path.length <= 4);
  const replaced = paths.flatMap((path) => STRANGE.map((value) => withValue(example, path, () => value)));
  const removed = paths.map((path) => withValue(example, path, () => undefined));
  const renamed = SPELLINGS.flatMap((spell) => paths.map((path) => withKey(example, path, spell)));
  const { data, ...envelope } = example;
  const flat = { ...envelope, ...Object(data) } as Json;
  const extra = { ...example, more: { a: 1 }, data: { ...Object(data), extra_field: 'é'.repeat(80) } };
  return [...replaced, ...removed, ...renamed, flat, { ...example, ...Object(data) }, extra];
}

const SPELLINGS: readonly ((key: string) => string)[] = [
  (key) => key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  (key) => key.replaceAll('_', '-').toUpperCase(),
  (key) => key.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  (key) => `${key}/~`,
];

function pathsOf(value: unknown, path: readonly string[]): string[][] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [[...path]] : [];
  const below = Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]));
  return path.length > 0 ? [[...path], ...below] : below;
}

function withValue(root: unknown, path: readonly string[], change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(root);
  const copy = structuredClone(root) as Json;
  copy[key] = withValue(copy[key], rest, change);
  return copy;
}

function withKey(root: Json, path: readonly string[], spell: (key: string) => string): unknown {
  const last = path.at(-1) ?? '';
  return withValue(root, path.slice(0, -1), (parent) => {
    if (Array.isArray(parent)) return parent;
    return Object.fromEntries(
      Object.entries(parent as Json).map(([key, value]) => [key === last ? spell(key) : key, value]),
    );
  });
}

function extremes(): unknown[] {
  const base = observedExamples['extract-run'].payload;
  const withData = (more: object): object => ({ ...base, data: { ...base.data, ...more } });
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
  const keys = (count: number): object =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`key_${'x'.repeat(index % 7)}${index}`, index]),
    );
  return [
    withData({ extra: nested(99) }),
    withData({ extra: nested(110) }),
    withData({ ['k'.repeat(2000)]: 1, ['l'.repeat(300)]: 2 }),
    withData({ ...keys(1200), RunId: 'r' }),
    withData({ ...keys(200), extracted_data: {} }),
    withData({
      extracted_data: { captured_lists: Array.from({ length: 1200 }, () => []), captured_texts: 'bare' },
    }),
    { ...base, event_type: 'RUN_COMPLETED' },
    { ...base, event_type: 'x'.repeat(150) },
    { event_type: 'run_completed' },
    { error_message: 'm', errorType: 't', run_id: 1234567890123456 },
  ];
}
