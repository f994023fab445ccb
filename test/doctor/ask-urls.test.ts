import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { askUrls, type AskOptions, diagnose } from '../../src/doctor/index.ts';
import { listen, type Running } from '../adapters/stacks.ts';

const TOKEN = '0123456789abcdef';
const running: Running[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(async (one) => one.close()));
});

async function start(listener: RequestListener): Promise<string> {
  const one = await listen(createServer(listener));
  running.push(one);
  return `http://127.0.0.1:${one.port}/hook?token=${TOKEN}`;
}

const webhook = (url: string) => ({ url, events: ['run_completed', 'run_failed'], active: true });

async function findingsOf(url: string, options: AskOptions = {}) {
  const answers = await askUrls([webhook(url)], { probe: true, ...options });
  return diagnose([webhook(url)], { answers }).findings.filter(({ id }) => !/local|plain|private/.test(id));
}

test('asks eight URLs at a time, each once', async () => {
  let [now, most] = [0, 0];
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const url = await start((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    most = Math.max(most, ++now);
    waiting.push(() => {
      now -= 1;
      response.end();
    });
    // Nobody is answered before as many have come as may come at a time, or nobody is left.
    if (now === 8 || asked.length > 16) for (const answer of waiting.splice(0)) answer();
  });
  const urls = Array.from({ length: 18 }, (_, index) => `${url}&n=${index}`);
  const answers = await askUrls(urls.map(webhook));
  expect([...answers.values()]).toEqual(urls.map(() => ({ status: 200 })));
  expect([...answers.keys()]).toEqual(urls);
  expect([most, new Set(asked).size, asked.length]).toEqual([8, 18, 18]);
});

test('does not ask a private address that is not allowed', async () => {
  const url = (await start((_request, response) => void response.end())).replace('127.0.0.1', '0.0.0.0');
  expect(await findingsOf(url)).toMatchObject([
    { id: 'url-unreachable', fix: expect.stringContaining('--allow') },
  ]);
  const answers = await askUrls([webhook(url)], { allow: ['0.0.0.0'] });
  expect([...answers.values()]).toEqual([{ status: 200 }]);
});

test('says why an answer did not come', async () => {
  const answers = await askUrls([webhook('http://127.0.0.1:1/')]);
  expect([...answers.values()]).toEqual([{ failure: 'ECONNREFUSED' }]);
  const silent = await start(() => undefined);
  expect([...(await askUrls([webhook(silent)], { timeoutMs: 50 })).values()]).toEqual([
    { failure: 'TimeoutError' },
  ]);
});

test('probes what answers, as stock Maxun needs it', async () => {
  const url = await start((_request, response) => void response.end());
  const findings = await findingsOf(url);
  expect(findings).toMatchObject([
    { id: 'endpoint-loses-events', severity: 'error', found: expect.stringContaining('?token=…') },
  ]);
  expect(findings[0]?.why).toMatch(/ 30 of 100\. credentials-missing: Expected a refusal \(4xx\), got 200\./);
  expect(JSON.stringify(findings)).not.toContain(TOKEN);
});

test('probes nothing that redirects', async () => {
  let requests = 0;
  const url = await start((_request, response) => {
    requests += 1;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect(await findingsOf(url)).toMatchObject([{ id: 'url-redirects' }]);
  expect(requests).toBe(1);
});

test('looks at the events of each webhook a few times, however many there are', () => {
  let reads = 0;
  const settings = Array.from({ length: 2_000 }, () =>
    Object.defineProperty({ url: 'https://example.com/', active: true }, 'events', {
      enumerable: true,
      get: () => (reads++, ['run_completed']),
    }),
  );
  expect(diagnose(settings).findings.filter(({ id }) => id === 'events-one-only')).toHaveLength(2_000);
  expect(reads).toBeLessThan(20 * settings.length);
});
