import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createReceiver, delaySchedule, normalize, type Run, unsigned } from '../../src/index.ts';
import { completed } from '../../src/maxun-api/complete.ts';
import { maxunApi } from '../../src/maxun-api/index.ts';
import { memoryQueue } from '../../src/queue/memory.ts';
import {
  eventsOfRun,
  fixture,
  type FinishedRun,
  fixtureNames,
  type SimulatedMaxunApi,
  simulateMaxunApi,
  type StoredRun,
} from '../../src/simulate/index.ts';

let api: SimulatedMaxunApi;
let requests = 0;

beforeAll(async () => {
  api = await simulateMaxunApi();
});
afterEach(() => {
  api.runs.length = 0;
  requests = 0;
});
afterAll(() => api.close());

const client = (apiKey = api.apiKey) => maxunApi({ baseUrl: api.url, apiKey, attempts: 1, timeoutMs: 2_000 });

/** What a handler gets of a finished run, and its row. */
async function received(run: FinishedRun, change: (row: StoredRun) => void = () => undefined) {
  api.intercept(() => void (requests += 1));
  const events = eventsOfRun(run);
  const row = api.addRun(run, events);
  change(row);
  const runs: Run[] = [];
  const receiver = createReceiver({ auth: unsigned(), complete: client() });
  receiver.onAny(({ run: each }) => void runs.push(each));
  for (const event of events) await receiver.handle(post(event));
  return { row, runs, run: runs[0]! };
}

const post = (event: object) => ({
  method: 'POST',
  url: '/',
  headers: { 'content-type': 'application/json' },
  body: new TextEncoder().encode(JSON.stringify(event)),
});

const kinds = ({ repairs }: Run) => repairs.map(({ kind }) => kind);

describe("a receiver with Maxun's API", () => {
  test('completes an extract run that the API started', async () => {
    const { run } = await received({ robot: 'extract', startedBy: 'api' });
    const example = normalize(fixture('extract-run'));
    expect(run).toMatchObject({ lists: example.lists, texts: example.texts, completedFrom: 'api' });
    expect(run.counts).toMatchObject({ texts: 1, lists: 2 });
    expect(run.completedFields).toEqual(['texts', 'lists', 'counts.texts', 'counts.lists']);
    expect(kinds(run)).toEqual(['date', 'date']);
    expect(requests).toBe(1);
  });

  test('completes what was read from a document, and its start', async () => {
    const { run, row } = await received({ robot: 'document' });
    expect(run.document).toMatchObject({ pageCount: 1, data: { Total: '$1,299.00' } });
    expect(run.startedAt).toBe(new Date(`${row.startedAt} UTC`).toISOString());
    expect(run.completedFields).toEqual(['startedAt', 'document']);
  });

  test('completes a document that became a page', async () => {
    const { run } = await received({ robot: 'document-parse' });
    expect(run.markdown).toContain('Invoice');
    expect(run.links).toEqual(['https://example.com/invoices']);
    expect(run.completedFields).toEqual(['markdown', 'html', 'links', 'startedAt']);
  });

  test('takes along the answer to a prompt, and screenshots', async () => {
    const { run } = await received({ robot: 'document' }, (row) => {
      row.serializableOutput = { promptResult: [{ content: { total: 3 }, steps: [] }] };
      row.binaryOutput = { 'screenshot-visible': 'http://localhost:9000/a.png' };
    });
    expect(run).toMatchObject({
      promptResult: { total: 3 },
      screenshots: { visible: 'http://localhost:9000/a.png' },
    });
    expect(run.completedFields).toEqual(['screenshots', 'startedAt', 'promptResult']);
  });

  test('says what the row has that a run has no place for', async () => {
    const { run } = await received({ robot: 'document' }, (row) => {
      row.serializableOutput = { markdown: 'no array', scrapeDoc: 7, audio: 'a.mp3' } as object;
      row.binaryOutput = { 'Screenshot 1': 'http://localhost:9000/1.png' };
    });
    expect(run.markdown).toBe('no array');
    const told = run.repairs.filter(({ message }) => message.startsWith("Maxun's API: "));
    expect(
      told
        .map(({ kind, message }) => [kind, /data\/\w+/.exec(message)?.[0]])
        .toSorted((a, b) => String(a).localeCompare(String(b))),
    ).toEqual([
      ['dropped', 'data/audio'],
      ['dropped', 'data/screenshots'],
      ['unreadable', 'data/document'],
    ]);
  });

  test('keeps at most 100 repairs, all of the API among them', () => {
    const repair = { path: '', kind: 'dropped', found: 'a', used: 'nothing', message: 'earlier' } as const;
    const run = { ...normalize(fixture('extract-run')), repairs: Array.from({ length: 100 }, () => repair) };
    const scrapeList = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`list ${n}`, n]));
    const { repairs } = completed(run, { serializableOutput: { scrapeList } }, {});
    const earlier = repairs.filter(({ message }) => message === 'earlier');
    expect([earlier.length, repairs.length]).toEqual([70, 100]);
  });

  test('knows when the API has nothing either', async () => {
    const { run } = await received({ robot: 'extract', startedBy: 'api' }, (row) => {
      row.serializableOutput = null;
    });
    expect(run).toMatchObject({ completedFrom: 'api', completedFields: [], lists: {} });
    expect(kinds(run)).not.toContain('maybe-incomplete');
  });

  test('says what it could not read of the answer', async () => {
    const { run } = await received({ robot: 'extract', startedBy: 'api' }, (row) => {
      row.serializableOutput = { scrapeList: { a: [{ b: 1 }], c: 7 } };
    });
    expect(run.lists).toEqual({ a: [{ b: 1 }] });
    expect(run.repairs.at(-1)).toMatchObject({ kind: 'unreadable', path: '' });
    expect(run.repairs.at(-1)?.message).toMatch(/^Maxun's API: .*captured_lists\/c/);
  });

  test.each<FinishedRun>([
    { robot: 'extract' },
    { robot: 'crawl', startedBy: 'api' },
    { robot: 'search' },
    { robot: 'scrape' },
    { robot: 'scrape', startedBy: 'schedule' },
    { robot: 'extract', outcome: 'failed' },
    { robot: 'scrape', startedBy: 'api', outcome: 'failed' },
  ])('asks for nothing where the event has results, or an error: %j', async (run) => {
    const { runs } = await received(run);
    expect(runs.length).toBeGreaterThan(0);
    for (const each of runs) expect(each).not.toHaveProperty('completedFrom');
    expect(requests).toBe(0);
  });

  test('hands over what there is if the API does not answer, and says so', async () => {
    for (const [broken, code] of [
      [client('wrong'), 'ERR_WEBHOOK_API_KEY_WRONG'],
      [client(), 'ERR_WEBHOOK_API_UNAVAILABLE'],
    ] as const) {
      api.intercept(({ apiKey }) => (apiKey === api.apiKey ? 503 : undefined));
      const receiver = createReceiver({ auth: unsigned(), complete: broken });
      const runs: Run[] = [];
      receiver.onAny(({ run }) => void runs.push(run));
      expect((await receiver.handle(post(fixture('document-run')))).status).toBe(200);
      expect(runs[0]?.repairs.at(-1)).toMatchObject({ kind: 'not-completed', found: code });
      expect(kinds(runs[0]!)).not.toContain('maybe-incomplete');
    }
  });

  test('tries again through its inbox', async () => {
    const event = fixture('extract-run-api');
    api.addEvent(event);
    let asked = 0;
    api.intercept(() => (++asked === 1 ? 503 : undefined));
    const receiver = createReceiver({
      auth: unsigned(),
      complete: client(),
      inbox: memoryQueue(),
      schedule: delaySchedule([0, 0], { jitter: 0 }),
      silent: true,
    });
    const handled = new Promise<[Run, number]>((resolve) => {
      receiver.onAny(({ run, attempt }) => resolve([run, attempt]));
    });
    await receiver.handle(post(event));
    const [run, attempt] = await handled;
    expect(attempt).toBe(2);
    expect(run).toMatchObject({ completedFrom: 'api', lists: { Products: [{ Rank: '1' }, {}] } });
    await receiver.close();
  });
});

describe('completeRun', () => {
  test('takes an event of any shape, and does not change the run that it is given', async () => {
    api.intercept(undefined);
    for (const name of fixtureNames) {
      const event = fixture(name);
      const run = normalize(event);
      const before = structuredClone(run);
      api.addEvent(event);
      const completed = await client().completeRun(run);
      expect(run).toEqual(before);
      expect(completed === run).toBe(!kinds(run).includes('maybe-incomplete'));
    }
  });

  test.each(['..', '.', '', '\ud800', 'x'.repeat(201)])(
    'asks for nothing that is not an id: %j',
    async (id) => {
      api.intercept(() => void (requests += 1));
      const asked = normalize(fixture('document-run', { data: { robot_id: id, run_id: '..' } }));
      await expect(client().completeRun(asked)).rejects.toMatchObject({ code: 'ERR_WEBHOOK_API_NOT_FOUND' });
      await expect(client().run('a', id)).rejects.toMatchObject({ code: 'ERR_WEBHOOK_API_NOT_FOUND' });
      await expect(client().runs(id)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
        code: 'ERR_WEBHOOK_API_NOT_FOUND',
      });
      expect(requests).toBe(0);
    },
  );

  test('reads dates as it is told', async () => {
    const { runId, robotMetaId } = api.addRun({ robot: 'document' });
    const row = api.runs[0]!;
    row.startedAt = '3.4.2026, 21:00:00';
    row.finishedAt = '3.4.2026, 21:05:00';
    const run = normalize(fixture('document-run', { data: { run_id: runId, robot_id: robotMetaId } }));
    api.intercept(undefined);
    const completed = await client().completeRun(run, { locale: 'de-DE', timeZone: 'Europe/Berlin' });
    expect(completed.startedAt).toBe('2026-04-03T19:00:00.000Z');
  });
});
