/**
 * Probes over the control API, as the page uses it.
 *
 * @module test/mock-server/probe/probes
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type api, type MockReceiver, startMockReceiver } from '../../../mock-server/index.ts';
import { nodeHandler } from '../../../src/adapters/node.ts';
import { createReceiver, generateSecret } from '../../../src/index.ts';
import { listen, type Running } from '../../adapters/stacks.ts';
import { type Asking, askingFor } from '../api/ask.ts';

const { secret } = await generateSecret();
const { secret: other } = await generateSecret();
const running: Running[] = [];
let mock: MockReceiver;
let ask: Asking['ask'];

beforeEach(async () => {
  mock = await startMockReceiver({ secret });
  ({ ask } = await askingFor(mock));
});
afterEach(async () => {
  await mock.close();
  await Promise.all(running.splice(0).map(async (one) => one.close()));
});

async function start(server: Server): Promise<string> {
  const one = await listen(server);
  running.push(one);
  return `http://127.0.0.1:${one.port}/hooks/maxun`;
}

async function startRight(secrets = [secret]): Promise<string> {
  return start(createServer(nodeHandler(createReceiver({ secrets, silent: true })) as RequestListener));
}

/** Reads events until one says that the probe has ended. @returns the types of all, and the last state */
async function untilEnd(
  events: Response,
): Promise<{ types: string[]; cases: string[]; state: api.ProbeState }> {
  let text = '';
  for await (const chunk of events.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const found = [...text.matchAll(/event: (.+)\ndata: (.+)\n\n/g)].map(([, type, data]) => {
      return { type: type!, data: JSON.parse(data!) as api.ProbeState & api.ProbeCase };
    });
    const state = found.findLast(({ type }) => type === 'probe')?.data;
    if (state !== undefined && state.state !== 'running') {
      const cases = found.flatMap(({ type, data }) => (type === 'probe-case' ? [data.id] : []));
      return { types: found.map(({ type }) => type), cases, state };
    }
  }
  throw new Error(`The stream ended early: ${text}`);
}

async function listenToEvents(): Promise<Response> {
  return fetch(new URL('/__mock/events', mock.url));
}

/** Checks an endpoint. @returns what was told of it */
async function probed(request: Partial<api.ProbeRequest>): Promise<Awaited<ReturnType<typeof untilEnd>>> {
  const events = await listenToEvents();
  expect(await ask('POST', 'probe', request)).toMatchObject({ state: 'running', cases: [] });
  return untilEnd(events);
}

test('tells of each case as it is judged, and of the score', async () => {
  expect(await ask('GET', 'probe')).toMatchObject({ state: 'none' });
  const url = await startRight();
  const { cases, state } = await probed({ url, only: ['signature', 'basics'] });
  expect(state).toMatchObject({
    state: 'done',
    level: 'signed',
    secrets: ['whsec_…'],
    score: { score: 100 },
  });
  expect(cases).toEqual(state.cases.map(({ id }) => id));
  expect(cases).toHaveLength(state.planned);
  expect(await ask('GET', 'probe')).toEqual(state);
});

test('shows a case as the receiver shows a delivery, judged by the secrets of the probe', async () => {
  await probed({ url: await startRight([other]), secrets: [other], only: ['body-tampered', 'get'] });
  const detail = (await ask('GET', 'probe/cases/body-tampered')) as api.ProbeCaseDetail;
  expect(detail).toMatchObject({
    outcome: 'passed',
    delivery: {
      method: 'POST',
      eventType: 'run_completed',
      isJson: true,
      verdict: { signature: { state: 'invalid' }, shape: 'documented' },
      response: { by: 'endpoint', status: 401 },
    },
  });
  expect(await ask('GET', 'probe/cases/accepted')).toMatchObject({
    delivery: { verdict: { signature: { state: 'valid' }, expectedStatus: 200 }, response: { status: 200 } },
  });
  expect(await ask('GET', 'probe/cases/get')).toMatchObject({ delivery: { method: 'GET', bytes: 0 } });
  expect(await ask('GET', 'probe/cases/size-1mb')).toMatchObject({
    error: expect.stringContaining('no case'),
  });
  const bytes = await fetch(new URL(`/__mock/${detail.delivery!.bodyPath}`, mock.url));
  expect(bytes.headers.get('content-disposition')).toContain('probe-body-tampered.txt');
  expect(await bytes.text()).toBe(detail.delivery!.body);
});

test('a case that failed says how to mend it; the report can be saved, without credentials', async () => {
  const token = 'a-token-of-24-characters';
  const echo = await start(
    createServer((request, response) => {
      response.writeHead(404, { 'x-powered-by': 'Express' }).end(`Cannot POST ${request.url}`);
    }),
  );
  const { state } = await probed({ url: `${echo}?token=${token}`, level: 'stock', only: ['accepted'] });
  expect(state.score).toMatchObject({ score: 0, framework: 'Express' });
  expect(state.url).toBe(`${echo}?token=…`);
  const detail = await ask('GET', 'probe/cases/accepted');
  expect(detail).toMatchObject({
    outcome: 'failed',
    snippet: expect.stringContaining('expressHandler'),
    delivery: {
      verdict: { signature: { state: 'unchecked' } },
      response: { body: 'Cannot POST /hooks/maxun?token=…' },
    },
  });
  const texts = ['json', 'xml', 'md'].map(async (type) => {
    const report = await fetch(new URL(`/__mock/probe/report.${type}`, mock.url));
    expect(report.headers.get('content-disposition')).toBe(`attachment; filename=probe.${type}`);
    return report.text();
  });
  const [json, xml, markdown] = await Promise.all(texts);
  expect(JSON.parse(json!)).toMatchObject({ score: 0 });
  expect(xml).toContain('<failure message=');
  expect(markdown).toContain('## What to mend');
  expect([json, xml, markdown, JSON.stringify(detail)].join()).not.toContain(token);
});

test.each(['json', 'xml', 'md'])('without a report, the answer to %s is an error in JSON', async (ending) => {
  const answer = await fetch(new URL(`/__mock/probe/report.${ending}`, mock.url));
  expect([answer.status, answer.headers.get('content-disposition')]).toEqual([404, null]);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await answer.json()).toEqual({ error: expect.stringContaining('no report') });
});

describe('there is one probe at a time', () => {
  /** Takes requests, and never answers. */
  let connections: Set<object>;
  let silent: string;
  beforeEach(async () => {
    connections = new Set();
    const server = createServer(() => undefined).on('connection', (socket) => {
      connections.add(socket);
      socket.on('close', () => connections.delete(socket));
    });
    silent = await start(server);
  });

  async function untilConnected(): Promise<void> {
    await expect.poll(() => connections.size).toBe(1);
  }

  test('another is refused until it is stopped; then no report is left', async () => {
    await ask('POST', 'probe', { url: silent });
    await untilConnected();
    expect(await ask('POST', 'probe', { url: silent })).toMatchObject({
      error: expect.stringContaining('A probe is running'),
    });
    expect(await ask('DELETE', 'probe')).toMatchObject({ state: 'stopped' });
    await expect.poll(() => connections.size).toBe(0);
    expect((await fetch(new URL('/__mock/probe/report.json', mock.url))).status).toBe(404);
    expect(await ask('POST', 'probe', { url: silent })).toMatchObject({ state: 'running' });
  });

  test('it ends with the receiver', async () => {
    await ask('POST', 'probe', { url: silent });
    await untilConnected();
    await mock.close();
    await expect.poll(() => connections.size).toBe(0);
  });
});

describe('where it may go', () => {
  test('a private host is refused until it is allowed', async () => {
    const url = (await startRight()).replace('127.0.0.1', '0.0.0.0');
    const { state } = await probed({ url, only: ['accepted'] });
    expect(state).toMatchObject({ state: 'failed', error: { code: 'ERR_WEBHOOK_ADDRESS_REFUSED' } });
    await ask('POST', 'allow', { host: '0.0.0.0' });
    expect((await probed({ url, only: ['accepted'] })).state).toMatchObject({ score: { score: 100 } });
  });

  test('a public host is refused unless its name was allowed', async () => {
    for (const request of [{ url: 'http://8.8.8.8/' }, { observe: { url: 'http://8.8.8.8/' } }]) {
      const { state } = await probed({ url: await startRight(), ...request });
      expect(state.error?.error).toMatch(/public address/);
    }
  });

  test.each([
    [{ url: 'localhost:3000' }, 'absolute http'],
    [{ url: 'http://localhost/', level: 'signed', secrets: [] }, 'needs secrets'],
    [{ url: 'http://localhost/', only: ['nonsense'] }, 'no case or group'],
    [{ level: 'stock' }, 'url: is missing'],
    [{ url: 'http://localhost/', allow: ['http://x/'] }, 'CIDR'],
  ])('misuse is told: %j', async (request, message) => {
    expect(await ask('POST', 'probe', request)).toMatchObject({ error: expect.stringContaining(message) });
    expect(await ask('GET', 'probe')).toMatchObject({ state: 'none' });
  });
});
