import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentedExamples, observedExamples, otherExamples, variantExamples } from '#generated/examples.js';
import { normalize, type Repair, type Run } from '../../src/event/index.ts';

type Data = Record<string, unknown>;
type Event = Record<string, unknown> & { data: Data };

const copyOf = (payload: unknown): Event => structuredClone(payload) as Event;
const briefly = ({ repairs }: Run): string[] => repairs.map(({ kind, path }) => `${kind} ${path}`);
const without = (run: Run): Partial<Run> => {
  const rest: Partial<Run> = { ...run };
  delete rest.shape;
  delete rest.repairs;
  return rest;
};

const LAPTOPS = { id: '4f1f2f0e-1c39-4d5e-8e0b-2f7c1a9b6d10', name: 'Laptop prices' };
const DOCS = { id: 'c2d4e6f8-0a1b-4c3d-9e5f-7a8b9c0d1e2f', name: 'Example docs' };
const TEST_ROBOT = { id: 'd453def3-800a-4b6c-ba31-854cf8dd8d26', name: 'Test Robot' };
const EMPTY = { texts: {}, lists: {}, screenshots: {}, counts: {}, metadata: {} };
const PAGE = '# Example Domain\n\nThis domain is for use in illustrative examples.\n';
const DATES = ['date /data/finished_at', 'date /data/started_at'];
const { extracted_data: documentedOutput } = documentedExamples.run_completed.payload.data;

/** What each example says, in the normalised form, and what was repaired for it. */
const EXPECTED: Readonly<Record<string, { run: unknown; repairs: readonly string[] }>> = {
  run_completed: {
    run: {
      ...EMPTY,
      eventType: 'run_completed',
      id: '110c4dae-c39b-4b30-a932-eff1022e4bb0',
      robot: TEST_ROBOT,
      status: 'test',
      startedAt: '2025-05-29T15:52:30.595Z',
      finishedAt: '2025-05-29T15:53:15.595Z',
      texts: { text_0: documentedOutput?.captured_texts },
      lists: documentedOutput?.captured_lists,
      counts: { texts: 3, lists: 2, screenshots: 5, rows: 5 },
      metadata: { browser_id: 'd27ace57-75cb-441c-8589-8ba34e52f7d1', user_id: 108 },
    },
    repairs: ['restructured /data/extracted_data/captured_texts'],
  },
  run_failed: {
    run: {
      ...EMPTY,
      eventType: 'run_failed',
      id: '110c4dae-c39b-4b30-a932-eff1022e4bb0',
      robot: TEST_ROBOT,
      status: 'failed',
      error: documentedExamples.run_failed.payload.data.error,
      metadata: { browser_id: 'd27ace57-75cb-441c-8589-8ba34e52f7d1', user_id: 108 },
    },
    repairs: [],
  },
  'extract-run': {
    run: {
      ...EMPTY,
      eventType: 'run_completed',
      id: '9d6f3c52-7b1a-4c1e-b0de-5a2f8e7c4b31',
      robot: LAPTOPS,
      status: 'success',
      startedAt: '2026-11-23T21:55:41.000Z',
      finishedAt: '2026-11-23T21:56:05.000Z',
      texts: { Headline: [{ 'Product Name': 'MacBook Air 13-inch M4', Price: '$1,099.00' }] },
      lists: {
        Products: [
          { Rank: '1', Product: 'MacBook Air M4', 'Units Sold': '2,847' },
          { Rank: '2', Product: 'MacBook Pro M4', 'Units Sold': '1,204' },
        ],
      },
      counts: { texts: 2, lists: 2, screenshots: 1 },
      metadata: { browser_id: '1f8b2a44-5f3e-4a0c-9d0d-0f6f1e5d7c22', user_id: 1 },
    },
    repairs: DATES,
  },
  'scrape-run-ui': {
    run: {
      ...EMPTY,
      eventType: 'run_completed',
      id: '5e0f7a13-9b2c-4d8e-a6c4-1b3f9e8d7c60',
      robot: DOCS,
      status: 'success',
      finishedAt: '2026-11-23T22:31:08.000Z',
      markdown: PAGE,
      links: ['https://www.iana.org/domains/example'],
      summary: 'A placeholder page for illustrative examples.',
    },
    repairs: [
      'renamed /data/robotId',
      'renamed /data/runId',
      'renamed /data/robotName',
      'renamed /data/finishedAt',
      'date /data/finishedAt',
    ],
  },
  'scrape-run': {
    run: {
      ...EMPTY,
      eventType: 'run_completed',
      id: '0c9b8a7d-6e5f-4a3b-9c1d-2e3f4a5b6c7d',
      robot: DOCS,
      status: 'success',
      startedAt: '2026-11-23T23:00:01.000Z',
      finishedAt: '2026-11-23T23:00:12.000Z',
      markdown: PAGE,
      html: observedExamples['scrape-run'].payload.data.html,
      summary: 'A placeholder page for illustrative examples.',
      screenshots: {
        visible: 'http://localhost:9000/maxun-run-screenshots/0c9b8a7d/screenshot-visible.png',
        fullPage: 'http://localhost:9000/maxun-run-screenshots/0c9b8a7d/screenshot-fullpage.png',
      },
      metadata: { browser_id: '3d2c1b0a-9f8e-4d7c-8b6a-5f4e3d2c1b0a', user_id: 1 },
    },
    repairs: DATES,
  },
  'document-run': {
    run: {
      ...EMPTY,
      eventType: 'run_completed',
      id: 'f0e1d2c3-b4a5-4968-8776-655443322110',
      robot: { id: 'e1d2c3b4-a596-4877-8695-a4b3c2d1e0f9', name: 'Invoices' },
      status: 'success',
      finishedAt: '2026-11-23T20:15:30.000Z',
    },
    repairs: ['date /data/finished_at', 'maybe-incomplete '],
  },
  'failed-run': {
    run: {
      ...EMPTY,
      eventType: 'run_failed',
      id: '6a5b4c3d-2e1f-4a0b-8c9d-7e6f5a4b3c2d',
      robot: LAPTOPS,
      status: 'failed',
      startedAt: '2026-11-23T19:42:20.000Z',
      finishedAt: '2026-11-23T19:42:51.000Z',
      error: observedExamples['failed-run'].payload.data.error,
      partial: false,
      metadata: { browser_id: '1f8b2a44-5f3e-4a0c-9d0d-0f6f1e5d7c22', user_id: 1 },
    },
    repairs: DATES,
  },
  'failed-scrape-api': {
    run: {
      ...EMPTY,
      eventType: 'run_failed',
      id: '1a2b3c4d-5e6f-4708-9a1b-2c3d4e5f6071',
      robot: DOCS,
      status: 'failed',
      finishedAt: '2026-11-23T18:05:09.000Z',
      error: observedExamples['failed-scrape-api'].payload.data.error,
    },
    repairs: ['date /data/finished_at'],
  },
  'legacy-2025': {
    run: {
      ...EMPTY,
      eventType: 'run_completed',
      id: '77665544-3322-4110-8fee-ddccbbaa9988',
      robot: LAPTOPS,
      status: 'success',
      startedAt: '2025-08-14T09:30:12.000Z',
      finishedAt: '2025-08-14T09:30:44.000Z',
      texts: { text_0: [{ 'Product Name': 'MacBook Pro 16-inch M3 Max', Price: '$3,999.00' }] },
      lists: { list_1: [{ Customer: 'Sarah M.', Rating: '5 stars' }] },
      counts: { texts: 2, lists: 1, screenshots: 0, rows: 2, values: 4 },
      metadata: { browser_id: 'd27ace57-75cb-441c-8589-8ba34e52f7d1', user_id: 108 },
    },
    repairs: [...DATES, 'restructured /data/extracted_data/captured_texts'],
  },
  'webhook-test': {
    run: {
      ...EMPTY,
      eventType: 'webhook_test',
      id: '110c4dae-c39b-4b30-a932-eff1022e4bb0',
      robot: LAPTOPS,
      status: 'test',
      startedAt: '2026-11-23T11:59:15.000Z',
      finishedAt: '2026-11-23T12:00:00.000Z',
      texts: { text_0: observedExamples['webhook-test'].payload.data.extracted_data.captured_texts },
      lists: observedExamples['webhook-test'].payload.data.extracted_data.captured_lists,
      counts: { texts: 5, lists: 6, screenshots: 5, rows: 11 },
      metadata: { test_mode: true, browser_id: 'd27ace57-75cb-441c-8589-8ba34e52f7d1', user_id: 108 },
    },
    repairs: ['restructured /data/extracted_data/captured_texts'],
  },
};

const variants = Object.entries(variantExamples);
const examples = [...Object.entries(documentedExamples), ...Object.entries(observedExamples)];

/** What the variants hold that the examples of their shapes do not. */
const VARIANTS: Readonly<Record<string, Partial<Run>>> = {
  'extract-run-api': { texts: {}, lists: {}, counts: { texts: 0, lists: 0, screenshots: 0 } },
  'crawl-run': {
    crawl: {
      'Crawl 1': [{ url: 'https://example.com/', title: 'Example Domain', text: expect.any(String) }],
    },
  },
  'search-run': {
    search: { 'Search 1': [{ url: 'https://example.com/', title: 'Example Domain', position: 1 }] },
  },
  'extract-run-v0.0.25': {
    texts: observedExamples['extract-run'].payload.data.extracted_data.captured_texts as Run['texts'],
    lists: observedExamples['extract-run'].payload.data.extracted_data.captured_lists,
  },
  'scrape-run-ui-v0.0.40': { finishedAt: '2026-05-20T22:31:08.000Z', screenshots: {} },
  'scrape-run-ui-v0.0.29': {
    markdown: PAGE,
    screenshots: {
      visible: expect.stringContaining('visible'),
      fullPage: expect.stringContaining('fullpage'),
    },
  },
  'failed-run-v0.0.16': {
    partial: true,
    texts: { text_0: [{ Price: '$3,999.00', 'Product Name': 'MacBook Pro 16-inch M3 Max' }] },
    lists: { list_0: [{ Rating: '5 stars', Customer: 'Sarah M.' }] },
    counts: { texts: 1, lists: 1, screenshots: 0, values: 4 },
  },
  'legacy-2025-v0.0.15': { lists: { list_0: [{ Rating: '5 stars', Customer: 'Sarah M.' }] } },
  'legacy-2025-v0.0.23': { lists: { list_1: [{ Rating: '5 stars', Customer: 'Sarah M.' }] } },
};

describe('a run without results', () => {
  const { payload } = variantExamples['extract-run-api'];
  const kinds = (change: (data: Record<string, unknown>) => void, event: object = payload) => {
    const copy = structuredClone(event) as { data: Record<string, unknown> };
    change(copy.data);
    return normalize(copy).repairs.map(({ kind }) => kind);
  };

  test('may be incomplete, and the repair says what to do', () => {
    const repair = normalize(payload).repairs.at(-1);
    expect(repair).toMatchObject({ path: '', kind: 'maybe-incomplete', used: 'nothing' });
    expect(repair?.message).toContain('complete: maxunApi(');
  });

  test('says so whatever else there is to say, within a hundred repairs', () => {
    const others = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`other_${index}`, 1]));
    const found = kinds((data) => Object.assign(data, others));
    expect([found.length, found.at(-1)]).toEqual([100, 'maybe-incomplete']);
  });

  test.each<[string, (data: Record<string, unknown>) => void, object?]>([
    ['it failed', (data) => (data['status'] = 'failed')],
    ['it has an error', (data) => (data['error'] = { message: 'no' })],
    ['nobody can ask for it: it has no id', (data) => delete data['run_id']],
    ['nobody can ask for it: its robot has no id', (data) => delete data['robot_id']],
    ['it has a list without rows', (data) => (data['extracted_data'] = { captured_lists: { a: [] } })],
    ['it has a page', (data) => (data['summary'] = 'A page.')],
    ['it has links', (data) => (data['links'] = ['https://example.com/'])],
    ['it is a failure', () => undefined, observedExamples['failed-run'].payload],
    ['it is a test', (data) => delete data['extracted_data'], observedExamples['webhook-test'].payload],
  ])('is as complete as it can be if %s', (_why, change, event) => {
    expect(kinds(change, event)).not.toContain('maybe-incomplete');
  });
});

describe('every variant', () => {
  test.each(variants)('%s is named after its shape and read whole', (name, { shape, payload }) => {
    const run = normalize(payload);
    expect(run).toMatchObject({ ...VARIANTS[name], shape });
    const kinds = new Set(run.repairs.map(({ kind }) => kind));
    const isEmpty = ['extract-run-api', 'scrape-run-ui-v0.0.40'].includes(name);
    expect(kinds.delete('maybe-incomplete')).toBe(isEmpty);
    for (const kind of kinds) expect(['date', 'renamed', 'restructured']).toContain(kind);
  });
});

test("Maxun Cloud's payload for n8n has a name and a run", () => {
  const { payload } = otherExamples['cloud-n8n'];
  const run = normalize(payload);
  expect(run).toMatchObject({
    shape: 'cloud-n8n',
    id: payload.run_id,
    robot: { id: payload.robot_id, name: payload.robot_name },
    lists: { list_0: payload.data },
    metadata: payload.metadata,
  });
  expect(briefly(run)).toEqual(['restructured /data']);
  expect(normalize(payload, { shape: 'unknown' }).shape).toBe('cloud-n8n');
});

test("what is dropped of the SDK documentation's payload is listed", () => {
  const run = normalize({
    event: 'run.completed',
    robotId: 'r',
    runId: 'x',
    status: 'success',
    data: { textData: { a: 1 }, listData: [] },
    timestamp: '2026-11-23T21:56:05.412Z',
  });
  expect(run).toMatchObject({ id: 'x', robot: { id: 'r' }, status: 'success', shape: 'unknown' });
  const dropped = run.repairs.filter(({ kind }) => kind === 'dropped').map(({ path }) => path);
  expect(dropped).toEqual(['/data/textData', '/data/listData', '/event']);
});

test('a field that no server was seen to send is listed, wherever it is', () => {
  const event = copyOf(observedExamples['failed-run'].payload);
  event['trace'] = 1;
  event.data['retry_count'] = 1;
  (event.data['error'] as Data)['code'] = 'E';
  event.data['extracted_data'] = { pdf_data: {} };
  const dropped = normalize(event).repairs.filter(({ kind }) => kind === 'dropped');
  expect(dropped.map(({ path }) => path).sort()).toEqual([
    '/data/error/code',
    '/data/extracted_data/pdf_data',
    '/data/retry_count',
    '/trace',
  ]);
});

describe('every documented and observed example', () => {
  test.each(examples)('%s has one normalised form, and every guess is listed', (name, { payload }) => {
    const before = structuredClone(payload);
    const run = normalize(payload);
    expect(run.shape).toBe(name in documentedExamples ? 'documented' : name);
    expect(payload).toEqual(before);
    // A shape that was added to the contract since has no row: nothing of it may be lost.
    const { run: expected = without(run), repairs = briefly(run) } = EXPECTED[name] ?? {};
    expect(without(run)).toStrictEqual(expected);
    expect(briefly(run)).toEqual(repairs);
    expect(run.repairs.filter(({ kind }) => kind === 'dropped' || kind === 'unreadable')).toEqual([]);
  });

  test.each(examples)("%s keeps the payload's own rows", (_, { payload }) => {
    const { data } = payload as unknown as Event;
    const { lists, markdown } = normalize(payload);
    const output = data['extracted_data'] as Data | undefined | null;
    const sent = output?.['captured_lists'] as Record<string, unknown[]> | undefined;
    for (const [name, rows] of Object.entries(lists)) expect(rows).toBe(sent?.[name]);
    expect(markdown).toBe(data['markdown']);
  });
});

/** An event of shape A with some fields of `data` replaced; `undefined` removes one. */
function variant(changes: Data): Event {
  const event = copyOf(observedExamples['extract-run'].payload);
  const data = Object.entries({ ...event.data, ...changes }).filter(([, value]) => value !== undefined);
  return { ...event, data: Object.fromEntries(data) };
}

const withOutput = (output: unknown): Event => variant({ extracted_data: output });

describe('outputs', () => {
  test.each([
    ['an array of records', [{ a: '1' }], { text_0: [{ a: '1' }] }, 1],
    ['an empty array', [], {}, 0],
    ['an object of arrays', { one: [{ a: '1' }], two: [] }, { one: [{ a: '1' }], two: [] }, 0],
    ['an object of texts', { one: '1', two: ['2'] }, { one: [{ value: '1' }], two: [{ value: '2' }] }, 2],
    ['an object of anything', { one: null, two: { a: 1 } }, { two: [{ a: 1 }] }, 2],
    ['a text', 'all of it', { text_0: [{ value: 'all of it' }] }, 2],
    ['an empty object', {}, {}, 0],
  ])('captured_texts as %s', (...[, texts, expected, repairs]) => {
    const run = normalize(withOutput({ captured_texts: texts }));
    expect(run.texts).toEqual(expected);
    expect(briefly(run).filter((repair) => repair.includes('captured_texts')).length).toBe(repairs);
  });

  test.each([
    ['an array of records', [{ a: 1 }], { list_0: [{ a: 1 }] }, 'restructured'],
    [
      'an array of lists',
      [[{ a: 1 }], [{ b: 1 }]],
      { list_0: [{ a: 1 }], list_1: [{ b: 1 }] },
      'restructured',
    ],
    ['an empty array', [], {}, undefined],
    ['rows that are no records', { l: ['x', { a: 1 }] }, { l: [{ value: 'x' }, { a: 1 }] }, 'restructured'],
    ['one record', { l: { a: 1 } }, { l: [{ a: 1 }] }, 'restructured'],
    ['a list that is a number', { l: 7, m: [] }, { m: [] }, 'unreadable'],
    ['a text', 'none', {}, 'unreadable'],
  ])('captured_lists as %s', (...[, lists, expected, kind]) => {
    const run = normalize(withOutput({ captured_lists: lists }));
    expect(run.lists).toEqual(expected);
    const found = run.repairs.filter(({ path }) => path.includes('captured_lists'));
    expect(found.map((repair) => repair.kind)).toEqual(kind === undefined ? [] : [kind]);
  });

  test.each([
    ['results by name', { crawl: [1] }, { crawl: [1] }, undefined],
    ['nothing', {}, undefined, undefined],
    ['an array', [{ url: 'x' }], { crawl_0: [{ url: 'x' }] }, 'restructured'],
    ['an empty array', [], undefined, undefined],
    ['a text', 'none', undefined, 'unreadable'],
  ])('crawl_data as %s', (...[, crawl, expected, kind]) => {
    const run = normalize(withOutput({ crawl_data: crawl }));
    expect(run.crawl).toEqual(expected);
    expect('crawl' in run).toBe(expected !== undefined);
    const found = run.repairs.filter(({ path }) => path.includes('crawl_data'));
    expect(found.map((repair) => repair.kind)).toEqual(kind === undefined ? [] : [kind]);
  });

  test('links that are records are read by their url or href, and others are listed', () => {
    const links = ['https://a', { url: 'https://b' }, { href: 'https://c' }, 7];
    const run = normalize(variant({ links }));
    expect(run.links).toEqual(['https://a', 'https://b', 'https://c']);
    expect(run.repairs.at(-1)).toMatchObject({ path: '/data/links', kind: 'unreadable' });
    expect(normalize(variant({ links: 'https://a' })).links).toBeUndefined();
  });

  test('counts given as text are numbers, and other values are listed', () => {
    const run = normalize(
      withOutput({ captured_texts_count: '12', captured_lists_count: 'many', total_rows: null }),
    );
    expect(run.counts).toEqual({ texts: 12 });
    expect(briefly(run).slice(2)).toEqual([
      'converted /data/extracted_data/captured_texts_count',
      'unreadable /data/extracted_data/captured_lists_count',
      'maybe-incomplete ',
    ]);
  });

  test('are found beside extracted_data too', () => {
    const run = normalize(variant({ extracted_data: undefined, captured_lists: { l: [{ a: '1' }] } }));
    expect(run.lists).toEqual({ l: [{ a: '1' }] });
    expect(briefly(run)).toContain('misplaced /data/captured_lists');
  });

  test('of a failed run are kept', () => {
    const event = copyOf(observedExamples['failed-run'].payload);
    event.data['partial_data_extracted'] = true;
    event.data['extracted_data'] = { captured_lists: { l: [{ a: '1' }] } };
    expect(normalize(event)).toMatchObject({ partial: true, lists: { l: [{ a: '1' }] } });
  });
});

describe('near misses', () => {
  test.each(['run.completed', 'runCompleted', 'RUN_COMPLETED', 'run-completed', 'Run Completed'])(
    'event type %s is run_completed',
    (type) => {
      const run = normalize({ ...variant({}), event_type: type });
      expect(run).toMatchObject({ eventType: 'run_completed', shape: 'unknown' });
      expect(briefly(run)[0]).toBe('event-type /event_type');
    },
  );

  test('an unknown event type is kept, and its fields are read nevertheless', () => {
    const run = normalize({ ...variant({}), event_type: 'robot_created' });
    expect(run).toMatchObject({
      eventType: 'robot_created',
      shape: 'unknown',
      robot: LAPTOPS,
      status: 'success',
    });
    expect(briefly(run)).toEqual(DATES);
  });

  const fields = ['run_id', 'robot_id', 'robot_name', 'status', 'started_at', 'finished_at', 'metadata'];
  const spellings: [string, (name: string) => string][] = [
    ['camelCase', (name) => name.replaceAll(/_(.)/g, (...[, letter]) => (letter as string).toUpperCase())],
    [
      'PascalCase',
      (name) => name.replaceAll(/(?:^|_)(.)/g, (...[, letter]) => (letter as string).toUpperCase()),
    ],
    ['UPPER_CASE', (name) => name.toUpperCase()],
    ['kebab-case', (name) => name.replaceAll('_', '-')],
    ['dots', (name) => name.replaceAll('_', '.')],
  ];

  test.each(spellings)('keys in %s are read, each with a repair', (_, spell) => {
    const event = variant({});
    const data = Object.fromEntries(Object.entries(event.data).map(([key, value]) => [spell(key), value]));
    const run = normalize({ ...event, data });
    expect(without(run)).toEqual(EXPECTED['extract-run']?.run);
    for (const name of fields.filter((field) => spell(field) !== field))
      expect(briefly(run)).toContain(`renamed /data/${spell(name)}`);
  });

  test("an envelope's keys in camelCase are read too", () => {
    const { event_type, webhook_id, ...rest } = variant({});
    const run = normalize({ ...rest, eventType: event_type, webhookId: webhook_id });
    expect(without(run)).toEqual(EXPECTED['extract-run']?.run);
    expect(briefly(run)).toContain('renamed /eventType');
  });

  test("fields flat beside the envelope's are read, each with a repair", () => {
    const { data, ...envelope } = variant({});
    const run = normalize({ ...envelope, ...data });
    expect(without(run)).toEqual(EXPECTED['extract-run']?.run);
    expect(briefly(run)).toContain('misplaced /run_id');
    expect(briefly(run)).toContain('misplaced /extracted_data');
  });

  test('a documented run_failed in snake_case, and one that is flat', () => {
    const { data, ...envelope } = copyOf(documentedExamples.run_failed.payload);
    const { error, ...rest } = data;
    const { message, type, stack } = error as Record<string, string>;
    const flat = { ...envelope, ...rest, 'error.message': message, 'error.type': type, 'error.stack': stack };
    const run = normalize(flat);
    expect(without(run)).toEqual(EXPECTED['run_failed']?.run);
    expect(briefly(run)).toEqual(
      expect.arrayContaining(['misplaced /runId', 'restructured /error.message', 'misplaced /metadata']),
    );
  });

  test('two spellings that disagree are a conflict, and snake_case is taken', () => {
    const run = normalize(variant({ runId: 'other' }));
    expect(run.id).toBe('9d6f3c52-7b1a-4c1e-b0de-5a2f8e7c4b31');
    expect(briefly(run)).toContain('conflict /data/runId');
  });

  test('two spellings that agree need no repair', () => {
    expect(briefly(normalize(variant({ runId: '9d6f3c52-7b1a-4c1e-b0de-5a2f8e7c4b31' })))).toEqual(DATES);
  });

  test.each([
    ['run_id', 7, { id: '7' }, 'converted'],
    ['run_id', 9007199254740992, { id: '9007199254740992' }, 'imprecise'],
    ['robot_name', true, { robot: { id: LAPTOPS.id } }, 'unreadable'],
    ['status', 'SUCCESS', { status: 'success' }, 'converted'],
    ['status', 'Aborted', { status: 'aborted' }, 'converted'],
    ['status', 'Paused', { status: 'Paused' }, undefined],
    ['error', 'it broke', { error: { message: 'it broke' } }, 'restructured'],
    ['error', 7, {}, 'unreadable'],
    ['error', { message: 7 }, { error: { message: '7' } }, 'converted'],
    ['error', { reason: 'x' }, { error: {} }, 'dropped'],
    ['markdown', { text: 'x' }, {}, 'unreadable'],
    ['screenshot_visible', 'http://s3/x.png', { screenshots: { visible: 'http://s3/x.png' } }, undefined],
    ['partial_data_extracted', 'true', { partial: true }, 'converted'],
    [
      'metadata',
      { browserId: 'b', user_id: '7' },
      { metadata: { browser_id: 'b', user_id: '7' } },
      'renamed',
    ],
    ['metadata', { userId: 1, user_id: 2 }, { metadata: { user_id: 2 } }, 'conflict'],
    ['metadata', 'none', { metadata: {} }, 'unreadable'],
  ])('%s of %j', (...[key, value, expected, kind]) => {
    const run = normalize(variant({ [key]: value }));
    expect(run).toMatchObject(expected);
    const found = run.repairs.filter(({ path }) => path.startsWith(`/data/${key}`));
    expect(found.map((repair) => repair.kind)).toEqual(kind === undefined ? [] : [kind]);
  });

  test.each([null, undefined, 7, 'text', [], [{}], true, () => 1])('%j is an empty run', (payload) => {
    const run = normalize(payload);
    expect(without(run)).toEqual({ ...EMPTY, robot: {} });
    expect(run.repairs).toMatchObject([{ path: '', kind: 'unreadable' }]);
  });

  test('data that is not an object is listed', () => {
    expect(briefly(normalize({ event_type: 'run_failed', data: 'x' }))).toEqual(['unreadable /data']);
    expect(briefly(normalize({ event_type: 7, data: {} }))).toEqual(['unreadable /event_type']);
  });
});

describe('hostile payloads', () => {
  const thrower = (): never => {
    throw new Error('secret');
  };
  const trap = new Proxy(
    {},
    { get: thrower, has: thrower, ownKeys: thrower, getOwnPropertyDescriptor: thrower },
  );
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const cycle: Data = { event_type: 'run_completed' };
  cycle['data'] = cycle;

  test.each([
    ['a proxy that throws', trap],
    ['a revoked proxy', revoked.proxy],
    ['data that is one', { event_type: 'run_completed', data: trap }],
    ['a list that is one', withOutput({ captured_lists: { l: trap } })],
    ['a getter', Object.defineProperty({}, 'data', { get: thrower, enumerable: true })],
    ['a cycle', cycle],
  ])('%s never throws, and says nothing of what was thrown', (_, payload) => {
    const run = normalize(payload, { shape: 'unknown' });
    expect(run.robot).toBeDefined();
    expect(JSON.stringify(run.repairs)).not.toContain('secret');
    expect(() => normalize(payload)).not.toThrow();
  });

  test('one part that throws leaves the others', () => {
    const event = variant({});
    Object.defineProperty(event.data['metadata'], 'browserId', { get: thrower, enumerable: true });
    const run = normalize(event, { shape: 'unknown' });
    expect(run.id).toBe('9d6f3c52-7b1a-4c1e-b0de-5a2f8e7c4b31');
    expect(briefly(run)).toContain('unreadable /data/metadata');
  });

  test('prototype keys are names like any other, and pollute nothing', () => {
    const data =
      '{"metadata":{"__proto__":{"polluted":1},"browserId":"b"},"extracted_data":{"captured_texts":{"__proto__":"x"}}}';
    const run = normalize({ event_type: 'run_completed', data: JSON.parse(data) as unknown });
    expect(({} as Data)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(run.metadata)).toBe(Object.prototype);
    expect(Object.keys(run.metadata).sort()).toEqual(['__proto__', 'browser_id']);
    expect(Object.entries(run.texts)).toEqual([['__proto__', [{ value: 'x' }]]]);
  });

  test('a million faults are cut at a hundred repairs', () => {
    const lists = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`l${index}`, index]));
    expect(normalize(withOutput({ captured_lists: lists })).repairs.length).toBe(100);
  });

  test('no message carries what could steer a terminal, nor a long value', () => {
    const evil = '\u001b[31m\r\nrun_failed\u2028\u202e';
    const run = normalize(
      variant({ [`run\u001b-id`]: 1, robot_name: { [evil]: 1 }, started_at: evil.repeat(1000) }),
    );
    const lists = normalize(withOutput({ captured_lists: { [evil]: 7 } }));
    const messages = [...run.repairs, ...lists.repairs].map((repair: Repair) => repair.message).join('');
    // eslint-disable-next-line no-control-regex -- these are the very characters that must not be there
    expect(messages).not.toMatch(/[\u0000-\u001f\u2028\u202e]/);
    for (const { message } of run.repairs) expect(message.length).toBeLessThan(600);
  });

  test('any value at all gives a run', () => {
    const key = fc.constantFrom(
      'run_id',
      'error',
      'metadata',
      'extracted_data',
      'links',
      'captured_lists',
      'started_at',
    );
    const data = fc.dictionary(
      key,
      fc.anything({ maxDepth: 4, withBigInt: true, withDate: true, withNullPrototype: true }),
    );
    const event = fc.record(
      { event_type: fc.constantFrom('run_failed', 'run.completed', 7), data },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(event, fc.anything()), (payload) => {
        const { texts, lists, repairs } = normalize(payload);
        return (
          repairs.length <= 100 &&
          [...Object.values(texts), ...Object.values(lists)]
            .flat()
            .every((row) => typeof row === 'object' && row !== null)
        );
      }),
      { numRuns: 500 },
    );
  });
});
