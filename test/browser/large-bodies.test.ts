import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TABS } from '../../mock-server/inspector/state/route.ts';
import { type Inspector, openInspector, startBrowser } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => browser.close());

const TEN_MB = 10_000_000;

/** A run whose `extracted_data` is JSON text. */
function runWith(extracted: string): string {
  const data = `{"robot_id":"r","run_id":"x","robot_name":"Large","status":"success","extracted_data":${extracted}}`;
  return `{"event_type":"run_completed","timestamp":"2026-11-23T10:00:00.000Z","webhook_id":"w","data":${data}}`;
}

function many(item: (index: number) => string, bytes: number): string {
  const items: string[] = [];
  for (let length = 0; length < bytes - 500; length += items.at(-1)!.length + 1)
    items.push(item(items.length));
  return items.join(',');
}

const BODIES: Readonly<Record<string, () => string>> = {
  '25,000 captured lists': () =>
    runWith(`{"captured_lists":{${many((index) => `"list_${index}":[{"a":1}]`, 500_000)}}}`),
  '5 MB of captured lists': () =>
    runWith(`{"captured_lists":{${many((index) => `"list_${index}":[{"a":1}]`, 5_000_000)}}}`),
  'a list of 10 MB': () =>
    runWith(`{"captured_lists":{"list":[${many((index) => `{"name":"n${index}","price":"1"}`, TEN_MB)}]}}`),
  'a key of 10 MB': () => runWith(`{"${'k'.repeat(TEN_MB - 500)}":1}`),
  'a text of 10 MB without spaces': () => runWith(`{"captured_texts":{"t":"${'x'.repeat(TEN_MB - 500)}"}}`),
  '10 MB of empty arrays': () => runWith(`{"captured_lists":{"list":[${many(() => '[]', TEN_MB)}]}}`),
  '10 MB that is not JSON': () => '{"a":'.padEnd(TEN_MB, '[ "x" ,'),
};

/** Collects how long each task of the page takes that is over 50 ms. */
async function watchTasks({ page }: Inspector): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({
      type: 'longtask',
    });
  });
}

/** The promise is 500 ms; a busy machine is granted three times as long. */
const LIMIT_MS = 1500;

describe('the page is not blocked by', () => {
  test.each(Object.keys(BODIES))('%s, in any tab', async (name) => {
    await using inspector = await openInspector(browser);
    const { page, post, problems } = inspector;
    await watchTasks(inspector);
    await post(BODIES[name]!());
    await page.waitForSelector('#delivery-1', { timeout: 60_000 });
    for (const tab of TABS) {
      await page.evaluate((tab) => (location.hash = `#/d/1/${tab}`), tab);
      await page.waitForSelector(`#tab-${tab}[aria-selected=true]`, { timeout: 60_000 });
      await page.waitForNetworkIdle({ idleTime: 50, timeout: 60_000 });
      await page.evaluate(() => {
        for (const button of document.querySelectorAll<HTMLElement>('.tab-content .show-more, .fold'))
          button.click();
      });
    }
    // Two frames later everything is drawn, and every task is reported.
    await page.evaluate(async () => {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    });
    const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
    expect(Math.max(0, ...tasks)).toBeLessThan(LIMIT_MS);
    expect(problems).toEqual([]);
  });
});
