import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'puppeteer-core';
import { Pool } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentedExamples, observedExamples } from '#generated/examples.js';
import { PANELS, TABS } from '../../mock-server/inspector/state/route.ts';
import { sign } from '../../src/signature/index.ts';
import { fixture } from '../../src/simulate/index.ts';
import { BUILT } from '../build-package.ts';
import { type Inspector, NARROW, openInspector, startBrowser, WIDE } from './browser.ts';

const SHOTS = fileURLToPath(new URL('../../artifacts/inspector/', import.meta.url));
const PAGE = join(BUILT, 'dist/mock-server/inspector');
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
  await mkdir(SHOTS, { recursive: true });
});
afterAll(async () => browser.close());

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${SHOTS}${name}.png` });
}

/** Runs of one robot, the last of which has lost its prices. */
async function postUnusual(post: Inspector['post']): Promise<void> {
  for (const Price of ['$1', '$2', '$3', '$4', null]) {
    const Products = Array.from({ length: 12 }, (_, at) => ({ Name: `Product ${at}`, Price }));
    const data = { robot_id: 'shop', robot_name: 'Shop', extracted_data: { captured_lists: { Products } } };
    const [body, headers] = await signed(fixture('extract-run', { data }), `msg_2mH8d${Price}`);
    await post(body, headers);
  }
}

async function signed(payload: unknown, id: string): Promise<[string, Record<string, string>]> {
  const body = JSON.stringify(payload);
  const timestamp = Math.floor(Date.now() / 1000);
  return [body, { ...(await sign(body, { id, secrets: [SECRET], timestamp })) }];
}

/** Deliveries of every kind, the last three of them attempts at the same. @returns the id of the last */
async function fill({ post, page }: Inspector): Promise<number> {
  const payloads = [...Object.values(documentedExamples), ...Object.values(observedExamples)];
  let count = 0;
  for (const { payload } of payloads) {
    const data = { ...payload.data };
    for (const key of ['run_id', 'runId']) if (key in data) Object.assign(data, { [key]: `run-${count}` });
    const [body, headers] = await signed({ ...payload, data }, `msg_2mH8bX${count}`);
    await post(
      body,
      count % 3 === 0 ? headers : count % 3 === 1 ? { ...headers, 'webhook-id': 'msg_other' } : {},
    );
    count++;
  }
  await post('{"event_type":"run.completed"}');
  await post('{"oops');
  const [body, headers] = await signed(observedExamples['failed-run'].payload, 'msg_2mH8cA');
  for (let attempt = 0; attempt < 3; attempt++) await post(body, headers);
  count += 5;
  await page.waitForSelector(`#delivery-${count + 5}`);
  return count + 5;
}

test('a picture of each pane, in both themes', async () => {
  await using inspector = await openInspector(browser, { secret: SECRET });
  const { page, problems } = inspector;
  await shoot(page, 'empty-light');
  await postUnusual(inspector.post);
  const last = await fill(inspector);
  for (const theme of ['light', 'dark']) {
    await page.evaluate((theme) => (document.documentElement.dataset['theme'] = theme), theme);
    for (const tab of TABS) {
      const id = tab === 'body' ? 8 : tab === 'signature' ? 7 : last;
      await page.evaluate((hash) => (location.hash = hash), `#/d/${id}/${tab}`);
      await page.waitForSelector(`#detail[aria-label="Delivery ${id}"] .detail-head`);
      await page.waitForSelector(`#tab-${tab}[aria-selected=true]`);
      await page.waitForNetworkIdle({ idleTime: 50, concurrency: 1 });
      await shoot(page, `${tab}-${theme}`);
    }
    await page.evaluate(() => (location.hash = '#/d/5/verdict'));
    await page.waitForSelector('#detail[aria-label="Delivery 5"] .detail-head');
    await shoot(page, `unusual-${theme}`);
    for (const panel of PANELS) {
      await page.evaluate((hash) => (location.hash = hash), `#/${panel}`);
      await page.waitForSelector('.panel');
      await page.waitForNetworkIdle({ idleTime: 50, concurrency: 1 });
      await shoot(page, `${panel}-${theme}`);
    }
  }
  await page.setViewport(NARROW);
  for (const hash of ['#/', `#/d/${last}/verdict`, '#/d/8/body', `#/d/${last}/attempts`, '#/send']) {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await page.waitForNetworkIdle({ idleTime: 50, concurrency: 1 });
    await shoot(page, `narrow-${hash.replaceAll(/\W+/g, '') || 'list'}`);
  }
  expect(problems).toEqual([]);
});

test('the page is at most 60 kB, gzipped', async () => {
  const files = ['index.html', 'inspector.js', 'inspector.css', 'icon.svg'];
  const contents = await Promise.all(files.map(async (file) => readFile(join(PAGE, file))));
  const sizes = contents.map((content) => gzipSync(content).byteLength);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
});

const ROWS = 10_000;
const PER_SECOND = 500;
const SECONDS = 5;

test('10,000 rows and 500 arrivals a second: few lines are drawn, and every row is known', async () => {
  await using inspector = await openInspector(browser, { maxDeliveries: 20_000 }, WIDE);
  const { page, mock } = inspector;
  // The rows are read as a list: that many events would only take longer.
  await page.goto('about:blank');
  await flood(mock.url, ROWS, 16);
  await page.goto(`http://localhost:${mock.port}/`);
  await page.waitForFunction(
    (rows) => document.querySelector('.filter-count')?.textContent === rows,
    {},
    '10,000',
  );
  await page.click('#deliveries .row');
  const { TaskDuration: busyBefore = 0 } = await page.metrics();
  const frames = page.evaluate(countFrames, SECONDS * 1000);
  const arrivalsPerSecond = await floodEvenly(mock.url);
  const { TaskDuration: busyAfter = 0 } = await page.metrics();
  const figures = { ...(await frames), arrivalsPerSecond, busyShare: (busyAfter - busyBefore) / SECONDS };
  await writeFile(`${SHOTS}frames.json`, JSON.stringify(figures));
  const known = (ROWS + PER_SECOND * SECONDS).toLocaleString('en');
  await page.waitForFunction(
    (rows) => document.querySelector('.filter-count')?.textContent === rows,
    {},
    known,
  );
  expect(await page.$$eval('.row', (rows) => rows.length)).toBeLessThan(60);
});

/** Posts a tenth of a second's deliveries each tenth of a second. @returns how many a second it came to */
async function floodEvenly(url: string): Promise<number> {
  const start = performance.now();
  for (let sent = PER_SECOND / 10; sent <= PER_SECOND * SECONDS; sent += PER_SECOND / 10) {
    const due = start + (sent / PER_SECOND) * 1000;
    await flood(url, PER_SECOND / 10, 8);
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
  }
  return (PER_SECOND * SECONDS * 1000) / (performance.now() - start);
}

/** Frames that the browser drew (60 a second at most, as it draws without a screen), and how long the longest took, while the list scrolls up and down. */
async function countFrames(
  duration: number,
): Promise<{ perSecond: number; longestMs: number; over33Ms: number }> {
  const list = document.querySelector('#deliveries');
  const start = performance.now();
  let [before, frames, longest, long] = [start, 0, 0, 0];
  return new Promise((resolve) => {
    const draw = (now: number): void => {
      frames++;
      longest = Math.max(longest, now - before);
      if (now - before > 33) long++;
      before = now;
      const elapsed = now - start;
      // The first half follows what arrives; the second half scrolls, so that new rows wait.
      if (elapsed > duration / 2) list?.scrollTo({ top: 20_000 + 10_000 * Math.sin(elapsed / 400) });
      if (elapsed < duration) requestAnimationFrame(draw);
      else resolve({ perSecond: (frames / elapsed) * 1000, longestMs: longest, over33Ms: long });
    };
    requestAnimationFrame(draw);
  });
}

/** Posts so many deliveries, so many at a time. Not by `fetch`, which takes longer than the receiver. */
async function flood(url: string, count: number, atOnce: number): Promise<void> {
  const { payload } = documentedExamples.run_failed;
  const pool = new Pool(new URL(url).origin, { connections: atOnce });
  const send = async (): Promise<void> => {
    const data = { ...payload.data, runId: crypto.randomUUID() };
    const { body } = await pool.request({
      method: 'POST',
      path: new URL(url).pathname,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...payload, data }),
    });
    await body.dump();
  };
  // The pool has as many under way as it has connections.
  await Promise.all(Array.from({ length: count }, send));
  await pool.close();
}
