/**
 * The panel that checks an endpoint, as its user sees it.
 *
 * @module test/browser/probe
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hang } from '../../mock-server/index.ts';
import { SECRETS } from '../probe/endpoints/receive.ts';
import { type FlawedServer, startExpress } from '../probe/endpoints/frameworks.ts';
import { openInspector, startBrowser, startMockReceiver } from './browser.ts';

const SHOTS = fileURLToPath(new URL('../../artifacts/inspector/', import.meta.url));

let browser: Browser;
let server: FlawedServer;
let endpoint: string;
beforeAll(async () => {
  [browser, server] = await Promise.all([startBrowser(), startExpress()]);
  endpoint = `http://localhost:${server.port}/limit-100-kb`;
  await mkdir(SHOTS, { recursive: true });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Fills the form in, and waits for the score. */
async function check(page: Page, url: string): Promise<void> {
  await page.click('a[href="#/probe"]');
  await page.locator('[name=url]').fill(url);
  await page.locator('[name=secret]').fill(SECRETS.join(' '));
  await page.locator('[name=quick]').click();
  await page.click('[type=submit]');
}

async function open(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => (location.hash = to), hash);
  await page.waitForNetworkIdle({ idleTime: 20 });
}

test('cases appear as they run; each opens as a delivery; the report is saved', async () => {
  await using inspector = await openInspector(browser);
  const { page, sees, problems } = inspector;
  await check(page, endpoint);
  await page.waitForSelector('#case-accepted');
  expect(await page.$('.probe-progress progress')).not.toBeNull();
  await sees('.probe-progress', 'Score 85 of 100');
  await sees('#case-size-101kb', 'major: −15');
  await page.click('.to-mend button');
  await sees('.outcomes', 'Expected 2xx, got 413.');
  await sees('.code-block', "limit: '10mb'");
  await page.locator('#tab-headers').click();
  await sees('.header-table', 'webhook-signature');
  await page.click('.back');
  await page.locator('#case-body-tampered').click();
  await page.locator('#tab-signature').click();
  await sees('.banner', 'not valid');
  await page.locator('#tab-copy').click();
  await sees('.snippet', 'curl');
  await page.click('.back');
  const reports = await page.$$eval('.panel a[download]', (links) => links.map(({ href }) => href));
  expect(reports.map((href) => new URL(href).pathname)).toEqual(
    ['json', 'xml', 'md'].map((type) => `/__mock/probe/report.${type}`),
  );
  expect(await page.content()).not.toContain(SECRETS[0]!.slice(6));
  // The request of a case is not sent to this receiver.
  expect([inspector.mock.deliveries.length, problems]).toEqual([0, []]);
});

test('a host is allowed in place, and a probe is stopped', async () => {
  await using inspector = await openInspector(browser);
  await using silent = await startMockReceiver();
  silent.script(hang());
  const { page, sees } = inspector;
  await check(page, silent.url.replace('127.0.0.1', '0.0.0.0'));
  await sees('.outcome', 'ERR_WEBHOOK_ADDRESS_REFUSED');
  await page.locator('.outcome button').click();
  await sees('.probe-progress', 'Checking');
  await page.locator('.form ::-p-text(Stop)').click();
  await sees('.probe-progress', 'Stopped');
});

test('there is room for everything, in both themes and three widths', async () => {
  await using inspector = await openInspector(browser, {}, { width: 1280, height: 800 });
  const { page, sees } = inspector;
  await check(page, endpoint);
  await sees('.probe-progress', 'Score');
  for (const width of [1280, 800, 400]) {
    await page.setViewport({ width, height: 800 });
    const tabs = ['case', 'headers', 'copy'].map((tab) => `#/probe/size-101kb/${tab}`);
    for (const hash of ['#/probe', ...tabs, '#/probe/body-tampered/signature']) {
      await open(page, hash);
      const parts = 'html, .top-bar, .detail, .tab-content, .case, .detail-head, .probe-progress';
      const tooWide = await page.$$eval(parts, (found) =>
        found
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map(({ className }) => className),
      );
      expect(tooWide, `${hash} at ${width}`).toEqual([]);
      if (!/probe$|case$/.test(hash)) continue;
      for (const theme of ['light', 'dark']) {
        await page.evaluate((to) => (document.documentElement.dataset['theme'] = to), theme);
        const name = hash.replaceAll(/\W+/g, '-').slice(1);
        await page.screenshot({ path: `${SHOTS}${name}-${width}-${theme}.png` });
      }
    }
  }
});
