import { describe, expect, test } from 'vitest';
import { documentedExamples, observedExamples } from '#generated/examples.js';
import { type Drift, driftOf, validate } from '../../src/validation/index.ts';
import { driftOfBody, scanJson } from '../../src/event/index.ts';

type Data = Record<string, unknown>;

const observed = Object.entries(observedExamples);
const copyOf = (payload: unknown): { data: Data; event_type: string } => {
  return structuredClone(payload) as { data: Data; event_type: string };
};
const briefly = (drift: readonly Drift[]): string[] => drift.map(({ kind, path }) => `${kind} ${path}`);

describe('drift from the observed shape', () => {
  test.each(observed)('is empty for the example of %s', (_, { payload }) => {
    expect(driftOf(payload, { contract: 'observed' })).toEqual([]);
  });

  test.each(observed)('has a new field, a lost one and a retyped one of %s', (_, { payload }) => {
    const event = copyOf(payload);
    event.data['retry_count'] = 1;
    event.data['status'] = 7;
    const idKey = 'runId' in event.data ? 'runId' : 'run_id';
    const nameKey = 'runId' in event.data ? 'robotName' : 'robot_name';
    event.data[idKey] = 7;
    delete event.data[nameKey];
    const drift = driftOf(event, { contract: 'observed' });
    expect(new Set(briefly(drift).map((entry) => entry.replace('enum', 'type')))).toEqual(
      new Set([
        `type /data/${idKey}`,
        'type /data/status',
        'extra /data/retry_count',
        `missing /data/${nameKey}`,
      ]),
    );
    const extra = drift.find(({ kind }) => kind === 'extra');
    expect(extra?.message).toBe(
      '/data/retry_count: no server was seen to send this field in this shape; found 1.',
    );
  });

  test('of a documented event is what servers do not send so', () => {
    const paths = driftOf(documentedExamples.run_failed.payload, { contract: 'observed' }).map(
      ({ path }) => path,
    );
    expect(paths).toEqual(expect.arrayContaining(['/data/robot_id', '/data/runId']));
  });

  test('of an unknown event type is that type', () => {
    expect(briefly(driftOf({ event_type: 'x', data: {} }, { contract: 'observed' }))).toEqual([
      'event /event_type',
    ]);
  });

  test('never throws', () => {
    const thrower = Object.defineProperty({}, 'event_type', {
      get() {
        throw new Error('secret');
      },
    });
    for (const value of [null, undefined, 7, [], {}, thrower, () => 1]) {
      expect(driftOf(value, { contract: 'observed' })).toHaveLength(1);
    }
  });
});

test('another contract is misuse', () => {
  expect(() => driftOf({}, { contract: 'any' as 'observed' })).toThrow(TypeError);
});

test('the text of a body has drift that its value does not show', () => {
  const drift = driftOfBody(scanJson('{"event_type":"a","event_type":"b","data":{"n":9007199254740993}}'));
  expect(briefly(drift)).toEqual(['duplicate /event_type', 'imprecise /data/n']);
});

test('no message of drift carries what could steer a terminal, nor a long key', () => {
  const event = {
    ...documentedExamples.run_failed.payload,
    '\u001b[2J\r\n\u2028\u202e': 1,
    ['k'.repeat(1e6)]: 1,
  };
  for (const { message } of driftOf(event)) {
    // eslint-disable-next-line no-control-regex -- these are the very characters that must not be there
    expect(message).not.toMatch(/[\u0000-\u001f\u2028\u202e]/);
    expect(message.length).toBeLessThan(500);
  }
});

test('a path of several long keys ends where it would be too long', () => {
  const event = copyOf(documentedExamples.run_completed.payload);
  const [list, column] = ['l'.repeat(900), 'c'.repeat(900)];
  event.data['extracted_data'] = { captured_lists: { [list]: [{ [column]: 7 }] } };
  const result = validate(event);
  const path = `/data/extracted_data/captured_lists/${list}/0`;
  expect(!result.ok && result.issues.map((issue) => issue.path)).toContain(path);
});

test('no fault is looked for once the list is full', () => {
  const event = copyOf(documentedExamples.run_completed.payload);
  let reads = 0;
  const rows = new Proxy(
    Array.from({ length: 10_000 }, () => 0),
    {
      get: (target, key) => (reads++, Reflect.get(target, key) as unknown),
    },
  );
  event.data['extracted_data'] = { captured_lists: { rows } };
  const result = validate(event);
  expect(!result.ok && result.issues.length).toBe(100);
  expect(reads).toBeLessThan(1000);
});

test('a key of megabytes is not repeated in what is found below it', () => {
  const name = 'k'.repeat(5_000_000);
  const event = copyOf(documentedExamples.run_completed.payload);
  const rows = Array.from({ length: 200 }, () => ({ Price: 7, More: 8 }));
  event.data['extracted_data'] = { captured_lists: { [name]: rows } };
  const result = validate(event);
  const found = [...driftOf(event), ...(result.ok ? [] : result.issues)];
  expect(found.length).toBeGreaterThanOrEqual(200);
  for (const { path } of found) expect(path.length).toBeLessThan(2000);
  const members = Array.from({ length: 100 }, (_, index) => `"${index}":1,"${index}":2`).join(',');
  const { duplicateKeys } = scanJson(`{"a":{"${name}":{${members}}}}`);
  expect(duplicateKeys).toEqual(['/a']);
});
