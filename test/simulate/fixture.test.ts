import { describe, expect, expectTypeOf, test } from 'vitest';
import { documentedExamples, observedExamples, otherExamples, variantExamples } from '#generated/examples.js';
import {
  eventsOfRun,
  failedScrapePair,
  type Fault,
  faults,
  findFixture,
  fixture,
  fixtureInfo,
  type FixtureName,
  fixtureNames,
  invalid,
  seededRandom,
  virtualClock,
  withMarkdown,
  withRows,
} from '../../src/simulate/index.ts';
import { normalize } from '../../src/event/index.ts';
import { validate } from '../../src/validation/index.ts';

const NOW = Date.UTC(2027, 0, 2, 3, 4, 5, 678);
const options = { clock: virtualClock(NOW), random: seededRandom(1) };
const examples = { ...documentedExamples, ...observedExamples, ...variantExamples };
const shapeOf = (name: FixtureName) => fixtureInfo(name).shape;

describe('a fixture', () => {
  test.each(fixtureNames)('of %s meets its contract, with the fields of the example', (name) => {
    const event = fixture(name);
    expect(validate(event, { contract: 'any' })).toMatchObject({ ok: true, shape: shapeOf(name) });
    expect(Object.keys(event)).toEqual(Object.keys(examples[name].payload));
    expect(Object.keys(event.data)).toEqual(Object.keys(examples[name].payload.data));
  });

  test('is of a run that finished now: ISO dates stay so, those of a locale too', () => {
    expect(fixture('run_completed', {}, options)).toMatchObject({
      timestamp: '2027-01-02T03:04:05.678Z',
      data: { started_at: '2027-01-02T03:03:20.678Z', finished_at: '2027-01-02T03:04:05.678Z' },
    });
    expect(fixture('extract-run', {}, options)).toMatchObject({
      timestamp: '2027-01-02T03:04:05.678Z',
      data: { started_at: '1/2/2027, 3:03:41 AM', finished_at: '1/2/2027, 3:04:05 AM' },
    });
    expect(fixture('scrape-run-ui', {}, options).data.finishedAt).toBe('1/2/2027, 3:04:04 AM');
  });

  test('writes dates as the server that it imitates', () => {
    const german = { ...options, locale: 'de-DE', timeZone: 'Europe/Berlin' };
    expect(fixture('failed-run', {}, german).data.finished_at).toBe('2.1.2027, 04:04:04');
  });

  test('has ids of its own, the same for the same random numbers', () => {
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const ids = ({ data }: { data: { run_id: string; metadata: { browser_id?: string } } }) => [
      data.run_id,
      data.metadata.browser_id,
    ];
    const seeded = () => fixture('extract-run', {}, { random: seededRandom(7) });
    expect(ids(seeded())).toEqual(ids(seeded()));
    const [one, another] = [fixture('extract-run'), fixture('extract-run')];
    expect(new Set([...ids(one), ...ids(another)]).size).toBe(4);
    for (const id of ids(one)) expect(id).toMatch(uuid);
    expect(one.data.robot_id).toBe(another.data.robot_id);
    expect(one.webhook_id).toBe(another.webhook_id);
    expect(fixture('run_failed').data.runId).toMatch(uuid);
  });

  test('of the test button keeps the run that Maxun made up', () => {
    expect(fixture('webhook-test').data.run_id).toBe(observedExamples['webhook-test'].payload.data.run_id);
  });

  test('is changed to any depth, and belongs to the caller', () => {
    const before = structuredClone(examples);
    const event = fixture('extract-run', {
      data: {
        robot_name: 'Prices',
        extracted_data: {
          captured_lists: { Products: [{ Rank: '9' }], More: [] },
          screenshots_count: undefined,
        },
      },
    });
    expect(event.data.robot_name).toBe('Prices');
    expect(event.data.extracted_data.captured_lists).toEqual({ Products: [{ Rank: '9' }], More: [] });
    expect(event.data.extracted_data).not.toHaveProperty('screenshots_count');
    expect(event.data.extracted_data.captured_texts).toEqual(
      observedExamples['extract-run'].payload.data.extracted_data.captured_texts,
    );
    event.data.extracted_data.captured_texts['Headline']?.push('mine');
    expect(examples).toEqual(before);
  });

  test('takes a key named __proto__ for a key', () => {
    const hostile = JSON.parse('{"data":{"metadata":{"__proto__":{"admin":true}}}}') as object;
    const { metadata } = fixture('extract-run', hostile).data;
    expect(Object.keys(metadata)).toContain('__proto__');
    expect(Object.getPrototypeOf(metadata)).toBe(Object.prototype);
  });

  test('has the type of its event, and takes overrides of that type alone', () => {
    expectTypeOf(fixture('failed-run').data.error.message).toEqualTypeOf<string>();
    // @ts-expect-error -- the name of a robot is text
    fixture('failed-run', { data: { robot_name: 5 } });
    // @ts-expect-error -- a required field cannot be taken away
    fixture('failed-run', { data: { robot_name: undefined } });
    // @ts-expect-error -- shape F has no such field
    fixture('failed-run', { data: { robotName: 'x' } });
    expect(() => fixture('run.completed' as 'run_completed')).toThrow(RangeError);
  });
});

describe('the fixtures', () => {
  test('of observed shapes say which releases send them', () => {
    for (const name of fixtureNames) {
      const { shape, releases = '' } = fixtureInfo(name);
      if (shape !== 'documented') expect(releases).toMatch(/^v0\.0\.\d\d(?: to v0\.0\.\d\d)?$/);
    }
  });

  test('have the order of keys that servers send', () => {
    const keys = (name: FixtureName) => Object.keys(fixture(name).data);
    expect(keys('scrape-run-ui').slice(0, 2)).toEqual(['runId', 'robotId']);
    expect(keys('scrape-run').indexOf('metadata')).toBeLessThan(keys('scrape-run').indexOf('markdown'));
    expect(keys('failed-run').indexOf('partial_data_extracted')).toBeLessThan(
      keys('failed-run').indexOf('metadata'),
    );
  });
});

test("a fixture of Maxun Cloud's payload for n8n is made fresh, and is read", () => {
  const one = fixture('cloud-n8n', { robot_name: 'Prices' }, { clock: { now: () => 0 } });
  const { data, metadata, run_id } = otherExamples['cloud-n8n'].payload;
  expect(one).toMatchObject({ robot_name: 'Prices', timestamp: '1970-01-01T00:00:00.000Z', data, metadata });
  expect(one.run_id).not.toBe(run_id);
  expect(normalize(one)).toMatchObject({ shape: 'cloud-n8n', id: one.run_id, lists: { list_0: data } });
});

describe('findFixture', () => {
  test.each([
    ['A', 'extract-run'],
    ['h', 'legacy-2025'],
    ['T', 'webhook-test'],
    ['run_completed', 'run_completed'],
    ['RUN_FAILED', 'run_failed'],
    ['webhook_test', 'webhook-test'],
    ['document-run', 'document-run'],
    ['run.completed', undefined],
    ['Z', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('knows %s as %s', (text, name) => {
    expect(findFixture(text)).toBe(name);
  });
});

describe('large payloads', () => {
  test.each(['run_completed', 'extract-run', 'legacy-2025', 'webhook-test'] as const)(
    'of %s have as many rows as wanted, and stay valid',
    (name) => {
      const event = withRows(fixture(name), 1000);
      const [list, ...others] = Object.values(event.data.extracted_data?.captured_lists ?? {}) as unknown[][];
      expect(list).toHaveLength(1000);
      const total = 1000 + others.reduce((sum, { length }) => sum + length, 0);
      expect(event.data.extracted_data?.captured_lists_count).toBe(total);
      expect(validate(event, { contract: 'any' })).toMatchObject({ ok: true, shape: shapeOf(name) });
    },
  );

  test('hold a page of exactly as many bytes as wanted', () => {
    const event = withMarkdown(fixture('scrape-run'), 150_001);
    expect(Buffer.byteLength(event.data.markdown ?? '')).toBe(150_001);
    expect(validate(event, { contract: 'observed' })).toMatchObject({ ok: true, shape: 'scrape-run' });
    expect(withMarkdown(fixture('scrape-run-ui'), 0).data.markdown).toBe('');
  });

  test('are refused of an impossible size, and without a row to repeat', () => {
    expect(() => withRows(fixture('extract-run'), -1)).toThrow(RangeError);
    expect(() => withMarkdown(fixture('scrape-run'), 1.5)).toThrow(RangeError);
    const without = fixture('extract-run', {
      data: { extracted_data: { captured_lists: { Products: [] } } },
    });
    expect(() => withRows(without, 5)).toThrow('no captured list');
  });
});

describe('a broken body', () => {
  const json = (fault: Fault, name?: FixtureName) =>
    JSON.parse(Buffer.from(invalid(fault, name, options)).toString()) as unknown;
  const issues = (fault: Fault, name?: FixtureName) => {
    const result = validate(json(fault, name));
    return result.ok ? [] : result.issues.map(({ path, kind }) => `${kind} ${path}`);
  };

  test.each([
    ['missing-field', ['missing /data/run_id']],
    ['retyped-field', ['type /data/run_id']],
    ['locale-date', ['format /timestamp', 'format /data/started_at', 'format /data/finished_at']],
    ['wrong-event-type', ['event /event_type']],
    ['array-envelope', ['type ']],
  ] as const)('of %s has exactly that issue', (fault, expected) => {
    expect(new Set(issues(fault))).toEqual(new Set(expected));
  });

  test('of another case has none of the names that the contract wants', () => {
    expect(json('other-case')).toMatchObject({
      data: { runId: expect.any(String), robotName: 'Test Robot' },
    });
    expect(json('other-case', 'run_failed')).toMatchObject({ data: { run_id: expect.any(String) } });
    expect(issues('other-case')).toContain('missing /data/run_id');
    expect(issues('flat-envelope')).toContain('missing /data');
  });

  test('is JSON where its name does not say otherwise', () => {
    const parses = (fault: Fault) => {
      try {
        JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(invalid(fault)));
        return true;
      } catch {
        return false;
      }
    };
    const unreadable = (Object.keys(faults) as Fault[]).filter((fault) => !parses(fault));
    expect(unreadable).toEqual(['trailing-comma', 'not-json', 'not-utf8', 'truncated', 'empty']);
  });

  test('is as deep and as large as its name says', () => {
    expect(Buffer.from(invalid('too-deep')).toString()).toContain('['.repeat(100_000));
    expect(invalid('huge').length).toBeGreaterThan(10 * 1024 * 1024);
    expect(invalid('duplicate-key').toString()).not.toBe('');
    expect(
      Buffer.from(invalid('duplicate-key'))
        .toString()
        .match(/"event_type"/g),
    ).toHaveLength(2);
    expect(() => invalid('nonsense' as Fault)).toThrow(RangeError);
  });
});

test('a failed scrape of the API sends two failures of one run', () => {
  const [first, second] = failedScrapePair(options);
  expect(validate(first, { contract: 'observed' })).toMatchObject({ ok: true, shape: 'failed-scrape-api' });
  expect(validate(second, { contract: 'observed' })).toMatchObject({ ok: true, shape: 'failed-run' });
  const identity = ({
    robot_id,
    run_id,
    robot_name,
  }: {
    robot_id: string;
    run_id: string;
    robot_name: string;
  }) => [robot_id, run_id, robot_name];
  expect(identity(second.data)).toEqual(identity(first.data));
  expect(second.webhook_id).toBe(first.webhook_id);
  expect(second.data.error).toEqual({ message: first.data.error.message });
  expect(eventsOfRun({ robot: 'scrape', startedBy: 'api', outcome: 'failed' })).toHaveLength(2);
});
