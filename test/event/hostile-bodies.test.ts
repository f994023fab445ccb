/**
 * Bodies that cost as much as a body can: one of 10 MB may cost a second of CPU beyond its parsing, and these are a seventh of that.
 */
import { expect, test } from 'vitest';
import { driftOf, validate } from '../../src/validation/index.ts';
import { driftOfBody, identify, normalize, parseBody, scanJson } from '../../src/event/index.ts';

const SIZE = 1_500_000;
/** Many times what is promised: the machine of the tests has other work. What is quadratic takes minutes. */
const MAX_CPU_MS = 10_000;

const fill = (piece: string, size = SIZE): string => piece.repeat(Math.floor(size / piece.length));
const event = (data: string): string =>
  `{"event_type":"run_completed","timestamp":"x","webhook_id":"w","data":${data}}`;
const rows = (list: string): string =>
  event(`{"extracted_data":{"captured_texts":[],"captured_lists":{"a":${list}}}}`);
const nested = (levels: number, key: string, inner: string): string =>
  `${`{"${key}":`.repeat(levels)}${inner}${'}'.repeat(levels)}`;
const keys = (count: number): string =>
  Array.from({ length: count }, (_, index) => `"key${index}":${index}`).join(',');

const BODIES: Readonly<Record<string, () => string>> = {
  'open brackets alone': () => fill('['),
  'brackets within brackets': () => '['.repeat(SIZE / 2) + ']'.repeat(SIZE / 2),
  'objects within objects': () => nested(500_000, '', '0'),
  'an empty array again and again': () => `[${fill('[],')}0]`,
  'one key of a long path again and again': () => nested(100, 'k'.repeat(1400), `{${fill('"x":1,')}"x":1}`),
  'one key of a path near the limit again and again': () =>
    nested(100, 'k'.repeat(9), `{${fill('"x":1,')}"x":1}`),
  'numbers beyond a double': () => nested(100, 'k'.repeat(1400), `[${fill('1e999,')}0]`),
  'whole numbers with too many digits': () => `[${fill('12345678901234567890,')}0]`,
  'one number of a million digits': () => `[${'9'.repeat(1_000_000)}]`,
  'a key of half the body': () => event(`{"${'k'.repeat(SIZE / 2)}":{"a":1},"run_id":7}`),
  'a key of half the body, with faults below it': () =>
    event(
      `{"extracted_data":{"captured_lists":{"${'k'.repeat(SIZE / 2)}":[${fill('{"a":1},', SIZE / 2)}{}]}}}`,
    ),
  'keys of tildes and slashes': () =>
    event(`{"${'~/'.repeat(SIZE / 4)}":1,"metadata":{"${'~/'.repeat(SIZE / 5)}":1}}`),
  'an object of many keys': () => event(`{${keys(150_000)}}`),
  'objects of many keys': () => event(`[${fill(`{${keys(9_000)}},`)}{}]`),
  'many keys beside the envelope': () => `{${keys(9_000)}}`,
  'a million faults': () => rows(`[${fill('0,')}0]`),
  'a list of many lists': () => event(`{"extracted_data":{"captured_lists":[${fill('[0],')}[]]}}`),
  'links that are not links': () => event(`{"runId":"x","links":[${fill('{},')}{}]}`),
};

function cpuOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Everything that an entry point does with a body. */
function handle(body: string): void {
  const { value, text } = parseBody(Buffer.from(body));
  driftOfBody(scanJson(text));
  for (const contract of ['documented', 'observed'] as const) driftOf(value, { contract });
  validate(value, { contract: 'any' });
  identify(value);
  JSON.stringify(normalize(value, { shape: 'unknown' }).repairs);
}

test.each(Object.entries(BODIES))(
  '%s cost little beyond parsing',
  (_, make) => {
    const body = make();
    expect(body.length).toBeLessThanOrEqual(10_485_760);
    const isDeep = /^(?:\[{200}|(?:\{"":){200})/.test(body);
    const parsing = isDeep ? 0 : cpuOf(() => JSON.parse(body));
    const cost = cpuOf(() => {
      try {
        handle(body);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/_TOO_(?:DEEP|MANY_KEYS)$/) });
      }
    });
    expect(cost - parsing).toBeLessThan(MAX_CPU_MS);
  },
  60_000,
);

test('one key again and again, below hundreds of short ones, costs little', () => {
  const body = nested(480, 'k', `{${fill('"x":1,')}"x":1}`);
  expect(cpuOf(() => scanJson(body))).toBeLessThan(MAX_CPU_MS);
});
