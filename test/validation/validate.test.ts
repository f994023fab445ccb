import { describe, expect, test } from 'vitest';
import type { DocumentedEvent } from '#generated/events.js';
import { documentedExamples, observedExamples, otherExamples, variantExamples } from '#generated/examples.js';
import { observedShapes } from '#generated/events.js';
import { meantEventType, toSnakeCase } from '../../src/validation/hints.ts';
import { driftOf, shapeOf, validate } from '../../src/validation/index.ts';
import { exampleOf, type Field, fields, holderOf, pointerOf } from '../contract-fields.ts';

const name = (field: Field): string => `${field.event} ${pointerOf(field)}`;
const required = fields.filter((field) => field.required).map((field) => [name(field), field] as const);
const optional = fields.filter((field) => !field.required).map((field) => [name(field), field] as const);
const every = [...required, ...optional];

describe('the documented examples', () => {
  test.each(['run_completed', 'run_failed'] as const)('%s is valid and has no drift', (event) => {
    const result = validate(documentedExamples[event].payload);
    expect(result).toMatchObject({ ok: true, shape: 'documented' });
    expect(driftOf(documentedExamples[event].payload)).toEqual([]);
  });

  test('hold every documented field but the error of a failed run_completed', () => {
    expect(every.length).toBe(35);
  });
});

describe('a required field', () => {
  test.each(required)('%s removed is missing at its pointer', (_, field) => {
    const event = exampleOf(field.event);
    delete holderOf(event, field.parent)[field.key];
    const result = validate(event);
    expect(result.ok).toBe(false);
    expect(!result.ok && result.issues).toContainEqual(
      expect.objectContaining({ path: pointerOf(field), kind: 'missing', found: 'nothing' }),
    );
  });

  test.each(required)('%s renamed is missing at its pointer, and the new name is drift', (_, field) => {
    const event = exampleOf(field.event);
    const holder = holderOf(event, field.parent);
    holder[`${field.key}_renamed`] = holder[field.key];
    delete holder[field.key];
    const result = validate(event);
    expect(!result.ok && result.issues.map(({ path }) => path)).toContain(pointerOf(field));
    if (field.key === 'event_type') return;
    expect(driftOf(event)).toContainEqual(
      expect.objectContaining({ path: `${pointerOf(field)}_renamed`, kind: 'extra' }),
    );
  });
});

describe('any field', () => {
  test.each(every)('%s retyped is caught at its pointer', (_, field) => {
    const event = exampleOf(field.event);
    const holder = holderOf(event, field.parent);
    holder[field.key] = typeof holder[field.key] === 'string' ? 7 : 'text';
    const result = validate(event);
    expect(!result.ok && result.issues.map(({ path }) => path)).toContain(pointerOf(field));
  });
});

describe('an optional field', () => {
  test.each(optional)('%s removed is valid, and its absence is not drift', (_, field) => {
    const event = exampleOf(field.event);
    delete holderOf(event, field.parent)[field.key];
    expect(validate(event).ok).toBe(true);
    expect(driftOf(event)).toEqual([]);
  });

  test.each(optional)('%s renamed is valid, and the new name is drift', (_, field) => {
    const event = exampleOf(field.event);
    const holder = holderOf(event, field.parent);
    holder[`${field.key}Renamed`] = holder[field.key];
    delete holder[field.key];
    expect(validate(event).ok).toBe(true);
    expect(driftOf(event).map(({ path, kind }) => [path, kind])).toEqual([
      [`${pointerOf(field)}Renamed`, 'extra'],
    ]);
  });
});

describe('the observed examples', () => {
  const shapes = Object.keys(observedShapes) as (keyof typeof observedShapes)[];

  test('have a letter each', () => {
    const letters = Object.values(observedShapes).map(({ letter }) => letter);
    expect(letters.join('')).toMatch(/^[A-Z]+$/);
    expect(new Set(letters).size).toBe(shapes.length);
  });

  test.each(shapes)('%s is accepted as observed, under its own name', (shape) => {
    const { payload } = observedExamples[shape];
    expect(validate(payload, { contract: 'observed' })).toMatchObject({ ok: true, shape, event: payload });
    expect(validate(payload, { contract: 'any' }).ok).toBe(true);
    expect(shapeOf(payload)).toBe(shape);
  });

  test.each([
    ['extract-run', ['/data/started_at', '/data/finished_at', '/data/extracted_data/captured_texts']],
    ['scrape-run-ui', ['/data/robot_id', '/data/run_id', '/data/metadata', '/data/runId', '/data/markdown']],
    ['scrape-run', ['/data/started_at', '/data/markdown', '/data/screenshot_visible']],
    ['document-run', ['/data/started_at', '/data/finished_at', '/data/metadata']],
    ['failed-run', ['/data/robotId', '/data/runId', '/data/robotName', '/data/robot_id', '/data/started_at']],
    ['failed-scrape-api', ['/data/robotId', '/data/error/stack', '/data/finished_at']],
    ['legacy-2025', ['/data/started_at', '/data/finished_at']],
    ['webhook-test', ['/event_type']],
  ] as const)('%s is not as documented, and its drift says where', (shape, paths) => {
    const { payload } = observedExamples[shape];
    expect(validate(payload).ok).toBe(false);
    expect(driftOf(payload).map(({ path }) => path)).toEqual(expect.arrayContaining([...paths]));
  });
});

describe('hints', () => {
  test('name a camelCase key in a snake_case event', () => {
    const event = exampleOf('run_completed');
    const data = event['data'] as Record<string, unknown>;
    data['robotId'] = data['robot_id'];
    delete data['robot_id'];
    const result = validate(event);
    expect(!result.ok && result.issues[0].hint).toContain('/data/robotId is there');
  });

  test("name a locale's date where ISO is due", () => {
    const event = exampleOf('run_completed');
    (event['data'] as Record<string, unknown>)['started_at'] = '11/23/2026, 9:56:05 PM';
    const result = validate(event);
    expect(!result.ok && result.issues[0]).toMatchObject({ path: '/data/started_at', kind: 'format' });
    expect(!result.ok && result.issues[0].hint).toContain('locale');
  });

  test.each(['run.completed', 'runCompleted', 'RUN_COMPLETED', 'run-completed'])(
    'read %s as run_completed',
    (type) => {
      const result = validate({ ...exampleOf('run_completed'), event_type: type });
      expect(!result.ok && result.issues[0].hint).toContain("'run_completed'");
    },
  );

  test('leave out what is longer than any name that may be meant', () => {
    const long = '-'.repeat(200);
    expect(toSnakeCase(`run${long}Id`)).toBe(`run${long}Id`);
    expect(meantEventType(`run${long}completed`)).toBeUndefined();
    expect(meantEventType(`run_completed${long}`)).toBeUndefined();
  });

  test('say that the month does not have a day', () => {
    const event = { ...exampleOf('run_failed'), timestamp: '2025-02-30T00:00:00Z' };
    expect(validate(event)).toMatchObject({ ok: false, issues: [{ path: '/timestamp', kind: 'format' }] });
  });
});

describe('the shapes', () => {
  test.each(['A', 'B', null, 7, [], {}, undefined, { event_type: 'x' }, { event_type: 'run_completed' }])(
    '%j is of no known shape',
    (value) => {
      expect(shapeOf(value)).toBe('unknown');
      expect(validate(value, { contract: 'any' }).ok).toBe(false);
    },
  );

  test.each(Object.entries(variantExamples))(
    'the variant %s has the shape that it is listed under',
    (_, variant) => {
      expect(shapeOf(variant.payload)).toBe(variant.shape);
      expect(driftOf(variant.payload, { contract: 'observed' })).toEqual([]);
    },
  );

  test('an empty extraction has one name, whatever started the run', () => {
    const event = structuredClone(observedExamples['extract-run'].payload);
    for (const rest of [{}, { crawl_data: {} }]) {
      event.data.extracted_data = { captured_texts: {}, captured_lists: {}, ...rest };
      expect(shapeOf(event)).toBe('extract-run');
    }
  });

  test("Maxun Cloud's payload for n8n has a name, and is not an event", () => {
    const { payload } = otherExamples['cloud-n8n'];
    expect(shapeOf(payload)).toBe('cloud-n8n');
    expect(validate(payload, { contract: 'any' })).toMatchObject({
      ok: false,
      issues: [{ path: '/event_type' }],
    });
    expect(shapeOf({ ...payload, data: [1] })).toBe('unknown');
  });

  test('a contract that does not exist is misuse', () => {
    expect(() => validate({}, { contract: 'all' as 'any' })).toThrow(TypeError);
  });
});

describe('hostile values', () => {
  const nest = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  const withExtra = (extra: unknown): unknown => ({ ...exampleOf('run_completed'), extra });
  const cycle: Record<string, unknown> = {};
  cycle['self'] = [cycle, cycle];

  test.each([
    ['100,000 levels', nest(100_000)],
    ['a cycle', cycle],
    ['a function', () => 1],
    ['a BigInt', 1n],
    ['NaN', Number.NaN],
  ])('%s in an extra field is refused as over the limits', (_, extra) => {
    expect(validate(withExtra(extra))).toMatchObject({
      ok: false,
      issues: [{ path: '/extra', kind: 'limit' }],
    });
    expect(driftOf(withExtra(extra))[0]).toMatchObject({ path: '/extra', kind: 'limit' });
  });

  test('a getter that throws ends in a typed result', () => {
    const value = {
      get event_type(): string {
        throw new Error('secret');
      },
    };
    const result = validate(value);
    expect(result).toMatchObject({ ok: false, issues: [{ kind: 'limit' }] });
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(shapeOf(value)).toBe('unknown');
    expect(() => driftOf(value)).not.toThrow();
  });

  test('prototype keys are data like any other', () => {
    const value: unknown = JSON.parse(
      JSON.stringify(exampleOf('run_failed')).replace('{', '{"__proto__":{"polluted":true},"constructor":1,'),
    );
    expect(validate(value).ok).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(driftOf(value).map(({ path }) => path)).toEqual(['/__proto__', '/constructor']);
  });

  test('a million faults are cut at a hundred issues', () => {
    const event = exampleOf('run_completed');
    const data = event['data'] as { extracted_data: Record<string, unknown> };
    data.extracted_data['captured_texts'] = Array.from({ length: 1_000_000 }, () => 0);
    const result = validate(event);
    expect(!result.ok && result.issues.length).toBe(100);
  });

  test('what an issue shows of a long string is cut short', () => {
    const result = validate({ ...exampleOf('run_failed'), timestamp: 'x'.repeat(1_000_000) });
    expect(!result.ok && result.issues[0].message.length).toBeLessThan(300);
  });
});

test('the result narrows by event_type', () => {
  const result = validate(exampleOf('run_failed'));
  if (!result.ok) throw new Error('not valid');
  const event: DocumentedEvent = result.event;
  const id: string = event.event_type === 'run_failed' ? event.data.runId : event.data.run_id;
  expect(id).toBe('110c4dae-c39b-4b30-a932-eff1022e4bb0');
});
