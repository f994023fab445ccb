import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { maxunApi, type MaxunApiOptions } from '../../src/maxun-api/index.ts';
import { ItemSplitter } from '../../src/maxun-api/items.ts';

const RUN = { runId: 'r1', robotId: 'a b', status: 'success', finishedAt: '', more: { kept: '"],\\' } };
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function api(listener: RequestListener, options: Partial<MaxunApiOptions> = {}) {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return maxunApi({ baseUrl: `http://127.0.0.1:${port}/`, apiKey: 'key', retryDelayMs: 1, ...options });
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('the client', () => {
  test('gets robots, runs, one run and a log, with its key, and keeps unknown fields', async () => {
    const asked: unknown[] = [];
    const answers: Readonly<Record<string, unknown>> = {
      '/api/robots': { statusCode: 200, robots: { totalCount: 1, items: [{ id: 'a b', name: 'A', x: 1 }] } },
      '/api/robots/a%20b/runs': { runs: { totalCount: 2, items: [RUN, { ...RUN, runId: 'r2' }] } },
      '/api/robots/a%20b/runs/r1': { run: RUN },
      '/api/sdk/robots': {
        data: [
          { id: 'row', webhooks: null },
          { webhooks: [{ url: 'x' }], recording: {} },
        ],
      },
      '/api/sdk/robots/a%20b/runs/r1': { data: { log: 'Timeout' } },
    };
    const client = await api(({ url = '', headers }, response) => {
      asked.push(headers['x-api-key']);
      response.end(JSON.stringify(answers[url]));
    });
    expect(await client.robots()).toEqual([{ id: 'a b', name: 'A', x: 1 }]);
    expect(await all(client.runs('a b'))).toEqual([RUN, { ...RUN, runId: 'r2' }]);
    expect(await client.run('a b', 'r1')).toEqual(RUN);
    expect(await client.log('a b', 'r1')).toBe('Timeout');
    expect(await client.storedRobots()).toEqual([
      { id: 'row', webhooks: null },
      { webhooks: [{ url: 'x' }], recording: {} },
    ]);
    expect(new Set(asked)).toEqual(new Set(['key']));
  });

  test.each([
    [401, 'ERR_WEBHOOK_API_KEY_MISSING'],
    [403, 'ERR_WEBHOOK_API_KEY_WRONG'],
    [404, 'ERR_WEBHOOK_API_NOT_FOUND'],
    [302, 'ERR_WEBHOOK_API_UNAVAILABLE'],
  ])('does not try again after %d', async (status, code) => {
    let count = 0;
    const client = await api((_request, response) => {
      count += 1;
      response.writeHead(status).end();
    });
    await expect(client.robots()).rejects.toMatchObject({ code, status });
    expect(count).toBe(1);
  });

  test('tries again after 5xx and a lost connection', async () => {
    let count = 0;
    const client = await api((_request, response) => {
      count += 1;
      if (count === 1) response.writeHead(500).end();
      else if (count === 2) response.destroy();
      else response.end(JSON.stringify({ runs: { items: [RUN] } }));
    });
    expect(await all(client.runs('a'))).toEqual([RUN]);
  });

  test.each([
    ['a page', '<html></html>'],
    ['no runs', '{"runs":{}}'],
    ['half an answer', `{"runs":{"items":[${JSON.stringify(RUN)}`],
    ['a run without an id', '{"runs":{"items":[{"status":"success"}]}}'],
    ['a comma too many', `{"runs":{"items":[${JSON.stringify(RUN)},]}}`],
  ])('refuses %s', async (_name, text) => {
    const client = await api((_request, response) => response.end(text));
    await expect(all(client.runs('a'))).rejects.toMatchObject({ code: 'ERR_WEBHOOK_API_ANSWER_INVALID' });
  });

  test('stops when the time of a call is over, be it spent on attempts or on one answer', async () => {
    const drips = new Set<NodeJS.Timeout>();
    const listener: RequestListener = ({ url = '' }, response) => {
      response.writeHead(url.endsWith('/robots') ? 503 : 200);
      response.write('{"runs":{"items":[');
      drips.add(setInterval(() => response.write(' '), 5));
    };
    const client = await api(listener, { totalTimeoutMs: 100, attempts: 10, retryDelayMs: 30 });
    const late = { code: 'ERR_WEBHOOK_API_UNAVAILABLE', message: expect.stringContaining('totalTimeoutMs') };
    await expect(client.robots()).rejects.toMatchObject(late);
    await expect(all(client.runs('a'))).rejects.toMatchObject(late);
    for (const drip of drips) clearInterval(drip);
  });

  test('stops when it is aborted while it waits to try again', async () => {
    const controller = new AbortController();
    const client = await api(
      (_request, response) => {
        response.writeHead(503).end();
        setTimeout(() => controller.abort(new Error('enough')), 5);
      },
      { retryDelayMs: 60_000 },
    );
    await expect(client.robots({ signal: controller.signal })).rejects.toThrow('enough');
  });

  test('stops when it is aborted', async () => {
    const client = await api(() => undefined);
    const reason = new Error('enough');
    await expect(client.robots({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test('refuses options that cannot be used', () => {
    expect(() => maxunApi({ baseUrl: 'localhost:8080' })).toThrow(/baseUrl/);
    expect(() => maxunApi({ baseUrl: 'http://a', apiKey: 'a\nb' })).toThrow(/apiKey/);
  });
});

describe('the splitter', () => {
  test.each([1, 2, 3, 7, 1000])('finds the items in pieces of %d bytes', (size) => {
    const items = [RUN, { runId: 'é€😀', list: [[1], { a: [2] }] }, 'a,]b', 5];
    const other = { before: [{ items: [1] }], runs: { n: 2, items }, after: { runs: [[1]] } };
    const bytes = new TextEncoder().encode(JSON.stringify(other, undefined, 1));
    const splitter = new ItemSplitter({ maxItemBytes: 200, maxOtherBytes: 1000 });
    const found: unknown[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      for (const text of splitter.push(bytes.subarray(at, at + size))) found.push(JSON.parse(text));
    }
    expect(splitter.end()).toBe(4);
    expect(found).toEqual(items);
  });

  test('refuses arrays without end that are not the items', () => {
    const splitter = new ItemSplitter({ maxItemBytes: 10, maxOtherBytes: 1_000_000 });
    const bytes = new TextEncoder().encode(`{"a":{${'"items":[],'.repeat(101)}`);
    expect(() => [...splitter.push(bytes)]).toThrow('more than 100 arrays');
  });

  test('refuses an item that is too large', () => {
    const splitter = new ItemSplitter({ maxItemBytes: 10, maxOtherBytes: 100 });
    const bytes = new TextEncoder().encode('{"runs":{"items":["0123456789"]}}');
    expect(() => [...splitter.push(bytes)]).toThrow(SyntaxError);
  });
});
