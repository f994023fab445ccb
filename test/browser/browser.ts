import chromium from '@sparticuz/chromium';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { pathToFileURL } from 'node:url';
import type * as Mock from '../../mock-server/index.ts';
import type { MockReceiver, MockReceiverOptions } from '../../mock-server/index.ts';
import { BUILT } from '../build-package.ts';

const built: typeof Mock = await import(pathToFileURL(`${BUILT}/dist/mock-server/index.js`).href);

/** The one of the built package, which serves the page as it is shipped. */
export const startMockReceiver: typeof built.startMockReceiver = built.startMockReceiver;

/** A window of the usual size. */
export const WIDE = { width: 1400, height: 880 };

/** A narrow one, as beside an editor. */
export const NARROW = { width: 400, height: 800 };

/** Chromium, without any traffic of its own. */
export async function startBrowser(): Promise<Browser> {
  return launch({
    executablePath: await chromium.executablePath(),
    headless: 'shell',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--force-color-profile=srgb',
    ],
  });
}

/** The page of a receiver of its own. */
export interface Inspector extends AsyncDisposable {
  readonly page: Page;
  readonly mock: MockReceiver;
  /** What went wrong in the page: errors, refusals of its policy, requests to elsewhere. */
  readonly problems: string[];
  /** Posts to the hook. @returns the status */
  readonly post: (payload: unknown, headers?: Readonly<Record<string, string>>) => Promise<number>;
  /** Waits for a delivery in the list, clicks on it, and on one of its tabs. */
  readonly open: (id: number, tab?: string) => Promise<void>;
  /** The text of what a selector finds first; empty where there is nothing. */
  readonly textOf: (selector: string) => Promise<string>;
  /** Waits until a text is somewhere in what a selector finds first. */
  readonly sees: (selector: string, text: string) => Promise<void>;
}

/** Opens the page of a new receiver, and waits until it is live. */
export async function openInspector(
  browser: Browser,
  options: MockReceiverOptions = {},
  viewport: { width: number; height: number } = WIDE,
): Promise<Inspector> {
  const mock = await startMockReceiver({ path: '/hook', ...options });
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport(viewport);
  const problems: string[] = [];
  watch(page, `http://localhost:${mock.port}`, problems);
  await context.overridePermissions(`http://localhost:${mock.port}`, [
    'clipboard-read',
    'clipboard-write',
    'clipboard-sanitized-write',
  ]);
  await page.goto(`http://localhost:${mock.port}/`);
  await page.waitForSelector('.live-on');
  const textOf = async (selector: string): Promise<string> =>
    page.evaluate((selector) => document.querySelector(selector)?.textContent ?? '', selector);
  return {
    page,
    mock,
    problems,
    textOf,
    async post(payload, headers = {}) {
      const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
      const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
      return (await fetch(mock.url, init)).status;
    },
    async open(id, tab = 'verdict') {
      await page.locator(`#delivery-${id}`).click();
      await page.locator(`#tab-${tab}`).click();
      await page.waitForSelector(`#detail[aria-label="Delivery ${id}"] .detail-head`);
    },
    async sees(selector, text) {
      await page.waitForFunction(
        (selector, text) => document.querySelector(selector)?.textContent?.includes(text),
        { timeout: 10_000 },
        selector,
        text,
      );
    },
    async [Symbol.asyncDispose]() {
      await context.close();
      await mock.close();
    },
  };
}

function watch(page: Page, origin: string, problems: string[]): void {
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${String(error)}`));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) problems.push(`request: ${request.url()}`);
  });
}
