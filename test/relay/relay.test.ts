import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentedExamples, observedExamples } from '#generated/examples.js';
import { type MockReceiver, reply, startMockReceiver } from '../../mock-server/index.ts';
import { delaySchedule } from '../../src/index.ts';
import { maxunApi } from '../../src/maxun-api/index.ts';
import { type Relay, type RelayFilter, type RelayOptions, startRelay } from '../../src/relay/index.ts';
import { simulateMaxun, simulateMaxunApi } from '../../src/simulate/index.ts';
import { FAILED_F, FAILED_G, SECRET } from '../receive/deliveries.ts';

const URL_ = 'http://127.0.0.1:1';
const TOKEN = 'correct-horse-battery';
const COMPLETED = documentedExamples.run_completed.payload;
const EXTRACT = observedExamples['extract-run'].payload;

let folder: string;
let endpoint: MockReceiver;
const open: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maxun-relay-'));
  endpoint = await startMockReceiver({ secret: SECRET });
});

afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.close();
  await endpoint.close();
  await rm(folder, { recursive: true });
});

async function relay(options: Partial<RelayOptions> = {}): Promise<Relay> {
  const started = await startRelay({
    to: { url: endpoint.url, secret: SECRET },
    store: folder,
    token: TOKEN,
    port: 0,
    allow: ['127.0.0.1'],
    schedule: delaySchedule([0, 20, 20, 20], { jitter: 0 }),
    silent: true,
    ...options,
  });
  open.push(started);
  return started;
}

async function post(url: string, payload: unknown, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(payload),
  });
  await response.text();
  return response.status;
}

const basic = (user: string, password: string): { authorization: string } => ({
  authorization: `Basic ${btoa(`${user}:${password}`)}`,
});

async function metricsOf({ url }: Relay): Promise<string> {
  return (await fetch(new URL('/metrics', url))).text();
}

describe('a relay', () => {
  it.each([
    ['in the path', `/${TOKEN}`, {}],
    ['in the query', `?token=${TOKEN}`, {}],
    ['as the password', '', basic('maxun', TOKEN)],
  ])('takes a delivery with the token %s, and sends it on, signed', async (_where, suffix, headers) => {
    const { url } = await relay();
    expect(await post(`${url}${suffix}`, COMPLETED, headers)).toBe(200);
    const { data } = COMPLETED;
    const delivery = await endpoint.waitFor('run_completed', { runId: data.run_id });
    expect(delivery.payload).toEqual(COMPLETED);
    expect(delivery.verdict).toMatchObject({ expectedStatus: 200, shape: 'documented' });
    expect(JSON.stringify(delivery)).not.toContain(TOKEN);
  });

  it('answers 401 without the token', async () => {
    const { url } = await relay();
    for (const [suffix, headers] of [
      ['', {}],
      ['/correct-horse-batterz', {}],
      [`/${TOKEN}/${TOKEN}`, {}],
      [`?token=${TOKEN}&token=${TOKEN}`, {}],
      ['', basic('maxun', 'correct-horse-batterz')],
      ['', basic('else', TOKEN)],
      ['?token=wrong', basic('maxun', TOKEN)],
    ] as const)
      expect(await post(`${url}${suffix}`, COMPLETED, headers), suffix).toBe(401);
    expect(endpoint.deliveries).toEqual([]);
  });

  it('sends a repeated delivery once, and both of two different failures of a run', async () => {
    const { url } = await relay();
    const hook = `${url}/${TOKEN}`;
    for (const payload of [EXTRACT, EXTRACT, FAILED_G, FAILED_F, FAILED_F])
      expect(await post(hook, payload)).toBe(200);
    await endpoint.waitForCount(3);
    await open.pop()?.close();
    expect(endpoint.deliveries.map(({ eventType }) => eventType)).toEqual(
      expect.arrayContaining(['run_completed', 'run_failed', 'run_failed']),
    );
    expect(endpoint.deliveries).toHaveLength(3);
  });

  it('keeps what has not arrived over a restart, with the same id', async () => {
    endpoint.script(reply(503).times(1), reply(200));
    const first = await relay({ schedule: delaySchedule([0, 300], { jitter: 0 }) });
    await post(`${first.url}/${TOKEN}`, COMPLETED);
    await endpoint.waitForCount(1);
    await open.pop()?.close();
    await relay();
    await endpoint.waitForCount(2);
    const [before, after] = endpoint.deliveries.map(({ headers }) => headers['webhook-id']);
    expect(after).toBe(before);
  });

  it('sends each event to the endpoints whose filters take it', async () => {
    const hooks = Array.from({ length: 5 }, () => endpoint.isolate());
    const [robot, name] = ['robot-of-its-own', 'A name of its own'];
    const own = { ...EXTRACT, data: { ...EXTRACT.data, robot_id: robot, robot_name: name } };
    const filters: RelayFilter[] = [
      {},
      { events: ['run_failed'] },
      { robots: [robot] },
      { robots: [name, 'Else'], statuses: ['success'] },
      { robots: [robot], statuses: ['failed'] },
    ];
    const to = hooks.map(({ url }, index) => ({ url, secret: SECRET, ...filters[index] }));
    const started = await relay({ to });
    for (const payload of [own, FAILED_F, observedExamples['webhook-test'].payload])
      expect(await post(`${started.url}/${TOKEN}`, payload)).toBe(200);
    const counts = [3, 1, 1, 1, 0];
    for (const [index, count] of counts.entries()) if (count > 0) await hooks[index]?.waitForCount(count);
    await expect
      .poll(async () => metricsOf(started))
      .toContain('events_total{source="webhook",taken="yes"} 3\n');
    await open.pop()?.close();
    expect(hooks.map(({ deliveries }) => deliveries.length)).toEqual(counts);
  });

  it('sends what no encoder of UTF-8 can write, with U+FFFD in its place', async () => {
    const { url } = await relay({ format: 'received' });
    const { data } = EXTRACT;
    const body = { ...EXTRACT, data: { ...data, note: 'a\uD800b', 'key\uDC00': '\\ud800😀' } };
    expect(await post(`${url}/${TOKEN}`, body)).toBe(200);
    const { payload } = await endpoint.waitFor('run_completed', { runId: data.run_id });
    expect(payload).toMatchObject({ data: { note: 'a\uFFFDb', 'key\uFFFD': '\\ud800😀' } });
  });

  it('sends what webhooks left out, and runs whose webhooks were lost', async () => {
    const api = await simulateMaxunApi();
    open.push(api);
    const client = maxunApi({ baseUrl: api.url, apiKey: api.apiKey, retryDelayMs: 1 });
    const since = Date.now() - 3_600_000;
    const started = await relay({
      complete: client,
      catchUp: { api: client, since, everyMs: 10, graceMs: 1, onProblem: () => undefined },
    });
    // The first look at a row fails: the inbox tries again.
    const looks: string[] = [];
    api.intercept(({ url }) => (url.includes('/sdk/') && looks.push(url) === 1 ? 401 : undefined));
    const webhooks = [{ url: `${started.url}/${TOKEN}` }];
    const maxun = simulateMaxun({ webhooks, api });
    await maxun.finishRun({ robot: 'extract', startedBy: 'api' });
    const lost = api.addRun({ robot: 'scrape', robotName: 'Docs' });
    const [run] = api.runs;
    const full = await endpoint.waitFor('run_completed', { runId: run?.runId ?? '' });
    expect(full.payload).toMatchObject({
      data: {
        completed_from: 'api',
        extracted_data: { captured_lists: run?.serializableOutput?.scrapeList },
      },
    });
    const caughtUp = await endpoint.waitFor('run_completed', { runId: lost.runId });
    expect(caughtUp.verdict.shape).toBe('documented');
    await maxun.close();
    expect(looks.length).toBeGreaterThan(1);
    expect(await metricsOf(started)).toContain('maxun_relay_events_total{source="catch-up",taken="yes"} 1');
  });

  it('says that it is alive and ready, and counts', async () => {
    const started = await relay({ to: { url: endpoint.url, secret: SECRET, webhookId: 'crm "1"' } });
    const { url, port } = started;
    expect((await fetch(new URL('/healthz', url))).status).toBe(200);
    expect((await fetch(new URL('/readyz', url))).status).toBe(200);
    expect((await fetch(new URL('/else', url))).status).toBe(404);
    await post(`${url}/${TOKEN}`, COMPLETED);
    await post(`${url}/wrong`, COMPLETED);
    await endpoint.waitForCount(1);
    await expect
      .poll(async () => metricsOf(started))
      .toContain('_latency_seconds_count{endpoint="crm \\"1\\""} 1');
    const text = await metricsOf(started);
    expect(text).toContain('maxun_relay_received_total{status="200"} 1\n');
    expect(text).toContain('maxun_relay_received_total{status="401"} 1\n');
    expect(text).toContain('maxun_relay_events_total{source="webhook",taken="yes"} 1\n');
    expect(text).toContain('maxun_relay_attempts_total{endpoint="crm \\"1\\"",outcome="delivered"} 1\n');
    expect(text).toMatch(/^maxun_relay_queue\{queue="outbox",state="dead"\} 0$/m);
    expect(text.split('\n').filter((line) => line.startsWith('# TYPE'))).toHaveLength(7);
    // An absolute target, as a proxy may send it, and one that is not a URL.
    expect(await statusOf(port, `http://else/hook/${TOKEN}`)).toBe(405);
    expect(await statusOf(port, '//')).toBe(404);
  });

  it('answers what has arrived before it closes, and no more on that connection', async () => {
    const started = await relay();
    const { port } = started;
    const body = JSON.stringify(COMPLETED);
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const sending = request({ port, path: `/hook/${TOKEN}`, method: 'POST', headers });
    const answered = new Promise<unknown>((resolve) => {
      sending.on('response', ({ statusCode, headers: { connection } }) => resolve([statusCode, connection]));
    });
    sending.write(body.slice(0, 10));
    await expect.poll(async () => statusOf(port, '/healthz')).toBe(200);
    const closed = started.close();
    expect(await Promise.race([closed, Promise.resolve('open')])).toBe('open');
    sending.end(body.slice(10));
    expect(await answered).toEqual([200, 'close']);
    await closed;
    const again = await relay();
    await endpoint.waitForCount(1);
    expect(await again.stats()).toMatchObject({ inbox: { dead: 0 }, outbox: { dead: 0 } });
  });

  it('answers what an operator has begun to ask before it closes, and no more on that connection', async () => {
    const started = await relay();
    const { port } = started;
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /readyz HTTP/1.1\r\nhost: relay\r\n');
    await expect.poll(async () => statusOf(port, '/healthz')).toBe(200);
    const closed = started.close();
    socket.write('\r\n');
    const answer = await readAll(socket);
    expect(answer).toContain(' 200 ');
    expect(answer).toMatch(/^connection: close\r$/im);
    await closed;
  });

  it('reads no body that comes to another path', async () => {
    const { port } = await relay();
    const sending = request({
      port,
      path: '/else',
      method: 'POST',
      headers: { 'content-length': 10_000_000 },
    });
    const answered = new Promise<unknown>((resolve) => {
      sending.on('response', ({ statusCode, headers }) => resolve([statusCode, headers.connection]));
    });
    sending.on('error', () => undefined).flushHeaders();
    expect(await answered).toEqual([404, 'close']);
    sending.destroy();
  });

  it('opens nothing where an option is wrong, and leaves nothing open', async () => {
    const to = { url: endpoint.url, secret: SECRET };
    for (const wrong of [
      { to: [] },
      { to: [to, to] },
      { to: { ...to, events: [] } },
      { to: { ...to, url: 'ftp://example.com' } },
      { store: ' ' },
      { store: ':memory:' },
      { store: 'file:store' },
      { token: 'short' },
      { token: [] },
      { open: true },
      { token: undefined, open: 'false' as unknown as boolean },
      { token: null as never },
      { port: 70_000 },
      { path: '/' },
      { format: 'else' as 'received' },
      { format: 'received', complete: { completeRun: async (run) => run } },
      { redact: ['else' as 'user_id'] },
      { store: 'postgres://127.0.0.1:1/none', catchUp: { api: maxunApi({ baseUrl: URL_ }) } },
    ] satisfies Partial<RelayOptions>[])
      await expect(relay(wrong), JSON.stringify(wrong)).rejects.toThrow();
    const { port } = await relay();
    const other = join(folder, 'other');
    await expect(relay({ port, store: other })).rejects.toThrow(/Port \d+ is taken/);
    await relay({ store: other });
  });
});

async function statusOf(port: number, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
