import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { validators } from '#generated/maxun-api.js';
import { maxunApi, type MaxunRun } from '../../src/maxun-api/index.ts';
import { normalize } from '../../src/event/index.ts';
import {
  eventsOfRun,
  fixture,
  fixtureNames,
  type FinishedRun,
  simulateMaxun,
  type SimulatedMaxunApi,
  simulateMaxunApi,
  virtualClock,
} from '../../src/simulate/index.ts';
import { refusedUrl, startEndpoint, status } from './endpoint.ts';

let api: SimulatedMaxunApi;

beforeAll(async () => {
  api = await simulateMaxunApi();
});
afterEach(() => {
  api.runs.length = 0;
  api.robots.length = 0;
  api.intercept(undefined);
});
afterAll(() => api.close());

const get = async (path: string, headers: Record<string, string> = { 'x-api-key': api.apiKey }) => {
  const response = await fetch(`${api.url}${path}`, { headers });
  const text = await response.text();
  return { status: response.status, text, json: () => JSON.parse(text) as never };
};
const client = (apiKey = api.apiKey) => maxunApi({ baseUrl: api.url, apiKey, retryDelayMs: 1 });
const all = async (robotId: string): Promise<MaxunRun[]> => {
  const runs: MaxunRun[] = [];
  for await (const run of client().runs(robotId)) runs.push(run);
  return runs;
};

const robots = ['extract', 'crawl', 'search', 'scrape', 'document', 'document-parse'] as const;
const starts = ['ui', 'api', 'schedule'] as const;
const outcomes = ['success', 'failed', 'aborted', 'aborted-with-error'] as const;
const every: FinishedRun[] = robots.flatMap((robot) =>
  starts.flatMap((startedBy) => outcomes.map((outcome) => ({ robot, startedBy, outcome }))),
);

describe('the answers', () => {
  test('are those of a Maxun server, key by key', async () => {
    const { runId, robotMetaId: robotId } = api.addRun({ robot: 'extract' });
    const run = {
      keys: 'id status name robotId startedAt finishedAt runId runByUserId runByScheduleId runByAPI runBySDK runByMCP runByCLI data screenshots',
      data: 'textData listData crawlData searchData markdown html links summary promptResult',
      row: 'id status name robotId robotMetaId startedAt finishedAt browserId interpreterSettings log runId runByUserId runByScheduleId runByAPI runBySDK runByMCP runByCLI serializableOutput binaryOutput retryCount',
    };
    const keys = (value: unknown) => Object.keys(value as object).join(' ');
    const list = (await get(`/api/robots/${robotId}/runs`)).text;
    expect(list).toMatch(
      /^\{"statusCode":200,"messageCode":"success","runs":\{"totalCount":1,"items":\[\{"id":/,
    );
    const one = (await get(`/api/robots/${robotId}/runs/${runId}`)).json()['run'];
    expect(keys(one)).toBe(run.keys);
    expect(keys(one['data'])).toBe(run.data);
    const row = (await get(`/api/sdk/robots/${robotId}/runs/${runId}`)).json();
    expect(keys(row['data'])).toBe(run.row);
    expect((await get('/api/robots')).text).toMatch(
      /^\{"statusCode":200,"messageCode":"success","robots":\{"totalCount":1,"items":\[\{"id":"[^"]+","name":"Laptop prices","createdAt":\d+,"inputParameters":\[\{"type":"string","name":"originUrl","label":"Origin URL","required":true,"defaultValue":"https:/,
    );
  });

  test('meet the contract, whatever the run, and the client reads them', async () => {
    for (const run of every) api.addRun(run);
    expect(validators.RobotsAnswer((await get('/api/robots')).json())).toBe(true);
    api.robots[0]!.webhooks = [{ url: 'http://a/', events: ['run.completed'] }];
    const stored = await client().storedRobots();
    expect(stored[0]).toMatchObject({
      recording_meta: { id: api.robots[0]!.id, name: 'Laptop prices' },
      webhooks: [{ url: 'http://a/' }],
    });
    expect(stored[1]?.webhooks).toBeNull();
    const found: MaxunRun[] = [];
    for (const { id } of await client().robots()) found.push(...(await all(id)));
    expect(found).toHaveLength(every.length);
    for (const { robotId, runId } of found.filter(({ runByScheduleId }) => runByScheduleId === null)) {
      expect(validators.RunAnswer((await get(`/api/robots/${robotId}/runs/${runId}`)).json())).toBe(true);
      const row = (await get(`/api/sdk/robots/${robotId}/runs/${runId}`)).json();
      expect(validators.StoredRunAnswer(row)).toBe(true);
    }
  });

  test('list runs newest first, and those that started at one time as they are stored', async () => {
    const startedAts = ['1', '2', '1', '2'].map((day) => `2026-05-0${day}T10:00:00.000Z`);
    const rows = startedAts.map((startedAt) =>
      Object.assign(api.addRun({ robot: 'extract' }), { startedAt }),
    );
    const { data } = (await get(`/api/sdk/robots/${rows[0]!.robotMetaId}/runs`)).json() as {
      data: MaxunRun[];
    };
    const [a, b, c, d] = rows.map(({ runId }) => runId);
    expect(data.map(({ runId }) => runId)).toEqual([b, d, a, c]);
  });

  test('say what is wrong as Maxun does', async () => {
    const { runId, robotMetaId } = api.addRun({ robot: 'extract' });
    const known = `/api/robots/${robotMetaId}/runs/${runId}`;
    expect(await get(known, {})).toMatchObject({ status: 401, text: '{"error":"API key is missing"}' });
    expect(await get(known, { 'x-api-key': 'no' })).toMatchObject({
      status: 403,
      text: '{"error":"Invalid API key"}',
    });
    expect(await get('/api/robots/a/runs')).toMatchObject({
      status: 200,
      text: '{"statusCode":200,"messageCode":"success","runs":{"totalCount":0,"items":[]}}',
    });
    expect(await get('/api/robots/a/runs/b')).toMatchObject({
      status: 404,
      text: '{"statusCode":404,"messageCode":"not_found","message":"Run with id \\"b\\" for robot with id \\"a\\" not found."}',
    });
    expect(await get('/api/sdk/robots/a/runs/b')).toMatchObject({
      status: 404,
      text: '{"error":"Robot not found"}',
    });
    expect(await get(`/api/sdk/robots/${robotMetaId}/runs/b`)).toMatchObject({
      status: 404,
      text: '{"error":"Run not found"}',
    });
    expect((await get('/api/else')).status).toBe(404);
    await expect(client('wrong').robots()).rejects.toMatchObject({ code: 'ERR_WEBHOOK_API_KEY_WRONG' });
  });
});

describe('a run', () => {
  test.each(every)('has the ids, name and times of its webhooks: %j', async (run) => {
    const events = eventsOfRun(run);
    const row = api.addRun(run, events);
    expect(api.runs).toEqual([row]);
    for (const event of events) {
      const told = normalize(event);
      expect(row).toMatchObject({ runId: told.id, robotMetaId: told.robot.id, name: told.robot.name });
      expect(row.status).toBe(told.status);
      const { finished_at: finishedAt } = event.data as { finished_at?: string };
      if (events.length === 1 && finishedAt !== undefined) expect(row.finishedAt).toBe(finishedAt);
      if (told.error !== undefined) expect(row.log).toContain(told.error.message);
    }
    if (events.length === 0) expect(row.status).toBe(run.outcome === 'aborted' ? 'aborted' : 'failed');
  });

  test('has the data of its webhook', async () => {
    for (const robot of ['extract', 'crawl', 'search', 'scrape'] as const) {
      const [event] = eventsOfRun({ robot });
      const { runId, robotMetaId } = api.addEvent(event!)!;
      const {
        texts,
        lists,
        crawl = {},
        search = {},
        markdown = '',
        html = '',
        summary = null,
      } = normalize(event);
      expect((await client().run(robotMetaId, runId)).data).toMatchObject({
        textData: texts,
        listData: lists,
        crawlData: crawl,
        searchData: search,
        markdown,
        html,
        summary,
        links: [],
      });
    }
  });

  test('has what its webhook leaves out: of the API, and of documents', async () => {
    const started = api.addRun({ robot: 'extract', startedBy: 'api' });
    expect(await client().run(started.robotMetaId, started.runId)).toMatchObject({
      runByAPI: true,
      data: { listData: { Products: [{ Rank: '1' }, {}] } },
    });
    const parsed = api.addRun({ robot: 'document-parse' });
    expect((await client().run(parsed.robotMetaId, parsed.runId)).data?.markdown).toContain('Invoice');
    const read = api.addRun({ robot: 'document' });
    expect((await client().run(read.robotMetaId, read.runId)).data).toMatchObject({
      textData: {},
      markdown: '',
    });
    expect(read.serializableOutput).toMatchObject({ scrapeDoc: { data: { Total: '$1,299.00' } } });
  });

  test('has the ids and the name that it is given, in every event of it', () => {
    const names = { id: 'run-1', robotId: 'robot-1', robotName: 'Mine' };
    for (const run of every) {
      for (const event of eventsOfRun({ ...run, ...names })) {
        expect(normalize(event)).toMatchObject({ id: 'run-1', robot: { id: 'robot-1', name: 'Mine' } });
      }
      expect(api.addRun({ ...run, ...names })).toMatchObject({ runId: 'run-1', robotMetaId: 'robot-1' });
    }
    expect(api.runs).toHaveLength(1);
    expect(api.robots).toMatchObject([{ id: 'robot-1', name: 'Mine' }]);
  });

  test('is known again, whatever was done to the rows', () => {
    const [first, second] = [fixture('extract-run'), fixture('scrape-run')];
    const row = api.addEvent(first);
    expect(api.addEvent(first)).toBe(row);
    api.runs.length = 0;
    expect(api.addEvent(first)).not.toBe(row);
    api.runs[0]!.runId = 'another';
    api.addEvent(first);
    api.runs.push({ ...row!, runId: second.data.run_id, robotMetaId: second.data.robot_id });
    api.addEvent(second);
    expect(api.runs).toHaveLength(3);
  });

  test('is removed with its robot, unless that has another run', () => {
    const [first, second] = ['1', '2'].map((id) => api.addRun({ robot: 'extract', id, robotId: 'a' }));
    api.addRun({ robot: 'extract', id: '3', robotId: 'b' });
    api.remove(first!);
    expect(api.robots.map(({ id }) => id)).toEqual(['a', 'b']);
    api.remove(second!);
    api.remove(second!);
    expect(api.runs.map(({ runId }) => runId)).toEqual(['3']);
    expect(api.robots.map(({ id }) => id)).toEqual(['b']);
    expect(api.addRun({ robot: 'extract', id: '1', robotId: 'a' })).not.toBe(first);
  });

  test('is what its row says when it is asked for', async () => {
    const row = api.addRun({ robot: 'scrape' });
    Object.assign(row, { status: 'running', finishedAt: '' });
    expect(await all(row.robotMetaId)).toMatchObject([{ status: 'running', finishedAt: '' }]);
  });

  test('can be of any event that names one', () => {
    for (const name of fixtureNames) {
      const row = api.addEvent(fixture(name));
      expect(row === undefined).toBe(name.startsWith('webhook-test'));
    }
    expect(api.addEvent({ event_type: 'run_completed', data: {} })).toBeUndefined();
  });
});

describe('with a simulated Maxun', () => {
  test('has every run whose webhook was sent, and those whose webhook was lost', async () => {
    await using endpoint = await startEndpoint(status(200));
    const clock = virtualClock();
    const url = await refusedUrl();
    await using reachable = simulateMaxun({ url: endpoint.url, api, clock });
    await using unreachable = simulateMaxun({ url, api, clock });
    await clock.until(reachable.finishRun({ robot: 'extract', startedBy: 'api' }));
    await clock.until(reachable.send(fixture('scrape-run')));
    await clock.until(reachable.sendTest());
    await clock.until(unreachable.finishRun({ robot: 'extract', outcome: 'failed' }));
    const sent = endpoint.received.map(({ body }) => normalize(JSON.parse(body)).id);
    expect(api.runs.map(({ runId }) => runId).slice(0, 2)).toEqual(sent.slice(0, 2));
    expect(api.runs).toHaveLength(3);
  });
});

describe('broken', () => {
  test('it answers statuses, cuts answers, and hangs', async () => {
    const { robotMetaId: id } = api.addRun({ robot: 'extract' });
    const seen: string[] = [];
    api.intercept(({ number, method, url, apiKey }) => {
      seen.push(`${number > 0} ${method} ${url} ${apiKey === api.apiKey}`);
      return seen.length === 1 ? 503 : seen.length === 2 ? 'cut' : undefined;
    });
    expect(await all(id)).toHaveLength(1);
    expect(seen).toEqual(Array(3).fill(`true GET /api/robots/${id}/runs true`));
    api.intercept(() => 500);
    expect((await get('/api/robots')).text).toContain('"messageCode":"error"');
    api.intercept(() => new Promise(() => undefined));
    const hasty = maxunApi({ baseUrl: api.url, apiKey: api.apiKey, timeoutMs: 20, attempts: 1 });
    await expect(hasty.robots()).rejects.toMatchObject({ code: 'ERR_WEBHOOK_API_UNAVAILABLE' });
  });

  test('its port may be taken', async () => {
    const port = Number(new URL(api.url).port);
    await expect(simulateMaxunApi({ port })).rejects.toMatchObject({ code: 'ERR_WEBHOOK_PORT_IN_USE' });
  });
});
