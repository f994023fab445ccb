import { execFile } from 'node:child_process';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentedExamples, observedExamples } from '#generated/examples.js';
import { TABS } from '../../mock-server/inspector/state/route.ts';
import { redirect, reply } from '../../mock-server/index.ts';
import { sign } from '../../src/signature/index.ts';
import { type Inspector, NARROW, openInspector, startBrowser, startMockReceiver } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => browser.close());

const FAILED = documentedExamples.run_failed.payload;
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** A delivery of a run of its own. */
function ofRun(runId: string, robotName = 'Test Robot'): unknown {
  return { ...FAILED, data: { ...FAILED.data, runId, robotName } };
}

/** Runs a command without holding up the receiver, which is in this process. */
async function runInShell(command: string): Promise<void> {
  await promisify(execFile)('sh', ['-c', command]);
}

async function clipboard({ page }: Inspector): Promise<string> {
  return page.evaluate(async () => navigator.clipboard.readText());
}

async function idsOf({ page }: Inspector): Promise<string[]> {
  return page.$$eval('.row', (rows) => rows.map(({ id }) => id.replace('delivery-', '')));
}

describe('an empty page', () => {
  test('teaches the first delivery: the command is copied, run, and what it sends shows up', async () => {
    await using inspector = await openInspector(browser);
    const { page, sees, problems } = inspector;
    await sees('.empty h1', 'Waiting for the first delivery');
    await page.click('.code-block .button');
    await sees('[role=status][aria-live]', 'Copied');
    const command = await clipboard(inspector);
    await runInShell(`${command} -s -o /dev/null`);
    await sees('.row', 'run_failed');
    await sees('.row', '200');
    expect(problems).toEqual([]);
  });
});

describe('the list', () => {
  test('shows what arrives, opens it at a click, and goes on by keys', async () => {
    await using inspector = await openInspector(browser);
    const { page, open, post, sees, problems } = inspector;
    await post(ofRun('run-1', 'First robot'));
    await post(ofRun('run-2', 'Second robot'));
    await sees('.row', 'Second robot');
    await open(1);
    await sees('.detail-head', 'First robot');
    await sees('.banner-sentence', '');
    await page.keyboard.press('k');
    await sees('.detail-head', 'Second robot');
    await page.keyboard.press('j');
    await sees('.detail-head', 'First robot');
    await page.keyboard.press('c');
    await sees('[role=tab][aria-selected=true]', 'copy');
    await page.keyboard.press('r');
    await sees('[role=tab][aria-selected=true]', 'replay');
    await page.keyboard.press('ArrowRight');
    await sees('[role=tab][aria-selected=true]', 'copy');
    expect(problems).toEqual([]);
  });

  test('puts the deliveries of one run together', async () => {
    await using inspector = await openInspector(browser);
    const { post, sees } = inspector;
    for (const run of ['run-a', 'run-b', 'run-a']) await post(ofRun(run));
    await sees('.run-heading', '2 deliveries');
    await expect.poll(async () => idsOf(inspector)).toEqual(['3', '1', '2']);
  });

  test('is filtered while typing, with suggestions', async () => {
    await using inspector = await openInspector(browser);
    const { page, post, sees, textOf } = inspector;
    await post(FAILED);
    await post(observedExamples['scrape-run-ui'].payload);
    await post('{"event_type":"run.completed"}');
    await page.waitForSelector('#delivery-3');
    await page.keyboard.press('/');
    await page.keyboard.type('sha');
    await page.waitForSelector('#suggestions option[value="shape:"]');
    await page.keyboard.type('pe:');
    await sees('#suggestions option[value="shape:C"]', 'scrape-run-ui');
    await page.keyboard.type('C');
    await expect.poll(async () => idsOf(inspector)).toEqual(['2']);
    expect(await textOf('.filter-count')).toContain('1 of 3');
    await page.click('.filter-count button');
    await page.type('#filter', 'status:4xx');
    await expect.poll(async () => idsOf(inspector)).toEqual(['3']);
    await page.type('#filter', ' colour:red');
    await sees('.filter-problems', '“colour” is not a key of the filter');
  });

  test('stays where it is while something is read, and says what is new', async () => {
    await using inspector = await openInspector(browser);
    const { page, post, sees } = inspector;
    for (let number = 1; number <= 40; number++) await post(ofRun(`run-${number}`));
    await page.waitForSelector('#delivery-40');
    await page.$eval('#deliveries', (list) => list.scrollTo({ top: 300 }));
    await page.waitForFunction(() => document.querySelector('#delivery-31'));
    const before = await page.$eval('#delivery-31', (row) => row.getBoundingClientRect().top);
    await post(ofRun('run-new'));
    await sees('.pill', '1 new delivery');
    expect(await page.$eval('#delivery-31', (row) => row.getBoundingClientRect().top)).toBe(before);
    await page.click('.pill');
    await page.waitForSelector('#delivery-41');
    expect(await page.$('.pill')).toBeNull();
  });

  test('is emptied after a question', async () => {
    await using inspector = await openInspector(browser);
    const { page, post, sees, mock } = inspector;
    await post(FAILED);
    await page.waitForSelector('#delivery-1');
    await page.click('[aria-label="Delete every delivery"]');
    expect(mock.deliveries).toHaveLength(1);
    page.removeAllListeners('dialog').on('dialog', (dialog) => void dialog.accept());
    await page.click('[aria-label="Delete every delivery"]');
    await sees('.list-pane', 'Nothing has arrived yet.');
    expect(mock.deliveries).toHaveLength(0);
  });
});

describe('a delivery', () => {
  test('is shown with every difference, and each leads to its place in the body', async () => {
    await using inspector = await openInspector(browser);
    const { page, open, post, sees } = inspector;
    await post(observedExamples['failed-run'].payload);
    await open(1, 'diff');
    await sees('.findings', 'Documented as robotId');
    const pointers = await page.$$('.pointer');
    const texts = await Promise.all(pointers.map(async (one) => one.evaluate((node) => node.textContent)));
    await pointers[texts.indexOf('/data/robot_id')]!.click();
    await sees('.tree-line.target', 'robot_id');
  });

  test('does not take a renamed field for a missing one, however many differences there are', async () => {
    await using inspector = await openInspector(browser);
    const { page, open, post, sees, textOf } = inspector;
    await post(observedExamples['scrape-run-ui'].payload);
    await open(1, 'verdict');
    await sees('.findings', 'Documented as robot_id');
    expect(await page.$$eval('.findings li', ({ length }) => length)).toBe(5);
    expect(await textOf('#detail')).toContain('4 more are in Diff.');
    expect(await textOf('.checks')).toContain('the receiver was started without a secret');
    await page.click('#tab-diff');
    await sees('#detail', 'A renamed field counts as two');
    expect(await page.$$eval('.findings li', ({ length }) => length)).toBe(9);
  });

  test('shows the normalised run with its repairs, captured lists as tables, and long texts cut', async () => {
    await using inspector = await openInspector(browser);
    const { page, open, post, sees, textOf } = inspector;
    const { payload } = observedExamples['extract-run'];
    await post({ ...payload, data: { ...payload.data, note: 'x'.repeat(5000) } });
    await open(1, 'run');
    await sees('.findings', 'is read as');
    await sees('.data-table', 'MacBook');
    await sees('.tree', 'shape');
    await page.click('#tab-body');
    await sees('.tree', 'event_type');
    expect((await textOf('.tree')).length).toBeLessThan(4000);
    await page.click('.fold');
    expect((await textOf('.tree')).length).toBeGreaterThan(5000);
  });

  test('has a verdict and a response, each with its label', async () => {
    await using inspector = await openInspector(browser, { secret: SECRET });
    const { page, open, post, sees, mock } = inspector;
    mock.script(reply(503));
    const body = JSON.stringify(FAILED);
    const timestamp = Math.floor(Date.now() / 1000);
    await post(body, { ...(await sign(body, { id: 'msg_1', secrets: [SECRET], timestamp })) });
    await open(1);
    await sees('.outcomes .banner', 'expected status 200');
    await sees('.outcomes .banner + .banner', '503, as the script says');
    await post(body);
    await sees('#delivery-2', 'response 401');
    await open(2);
    const text = await page.$eval('.tab-content', ({ textContent }) => textContent);
    const sentence = await page.$eval('.banner-sentence', ({ textContent }) => textContent);
    expect(text.split(sentence)).toHaveLength(2);
    await sees('#delivery-2 .row-about', sentence.slice(0, 20));
    await sees('.checks', 'As documented.');
  });

  test('is linked to the empty GET that followed its redirect', async () => {
    await using inspector = await openInspector(browser);
    const { page, open, sees, mock } = inspector;
    mock.script(redirect());
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(FAILED),
    };
    expect((await fetch(mock.url, init)).status).toBe(405);
    await open(2);
    await sees('.outcomes + .banner', 'POST #1, which was answered 302');
    await page.click('.outcomes + .banner .link');
    await sees('.outcomes + .banner', 'with the empty GET #2');
  });

  test('is compared with the attempt before, on a time line', async () => {
    await using inspector = await openInspector(browser);
    const { page, open, post, sees } = inspector;
    await post(FAILED);
    await post({ ...FAILED, data: { ...FAILED.data, status: 'other' } });
    await open(2, 'diff');
    await sees('.tab-content', '/data/status');
    await page.click('#tab-attempts');
    await page.waitForFunction(() => document.querySelectorAll('.timeline li').length === 2);
    await page.click('.timeline .stop');
    await sees('.detail-head', '#1');
  });

  test('says why its signature does not match, and what was signed', async () => {
    await using inspector = await openInspector(browser, { secret: SECRET });
    const { page, open, post, sees } = inspector;
    const body = JSON.stringify(FAILED);
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = await sign(body, { id: 'msg_1', secrets: [SECRET], timestamp });
    expect(await post(body, headers)).toBe(200);
    expect(await post(`${body} `, headers)).toBe(401);
    await open(2, 'signature');
    await sees('.banner', 'not valid');
    await sees('.text-block', `msg_1.${timestamp}.{"event_type"`);
    expect(await page.content()).not.toContain(SECRET);
  });

  test('is replayed to another endpoint on this machine, signed again', async () => {
    await using inspector = await openInspector(browser, { secret: SECRET });
    await using endpoint = await startMockReceiver({ secret: SECRET });
    const { page, open, post, sees } = inspector;
    await post(FAILED);
    await open(1, 'replay');
    await page.type('[name=url]', endpoint.url);
    await page.click('[type=submit]');
    await sees('.outcome', 'answered 200');
    expect(endpoint.deliveries).toHaveLength(1);
    expect(Buffer.from(endpoint.deliveries[0]!.body).toString()).toBe(JSON.stringify(FAILED));
  });

  test('is replayed to a private host once that is allowed on the page', async () => {
    await using inspector = await openInspector(browser);
    const { page, open, post, sees } = inspector;
    await post(FAILED);
    await open(1, 'replay');
    // Nothing listens there: allowed, the connection is refused instead of the address.
    await page.type('[name=url]', 'http://0.0.0.0:1/hook');
    await page.click('[type=submit]');
    await sees('.outcome', 'ERR_WEBHOOK_ADDRESS_REFUSED');
    await page.locator('.outcome button').click();
    await sees('.outcome', 'ERR_WEBHOOK_CONNECT_FAILED');
  });

  test('is copied as a command that delivers it once more', async () => {
    await using inspector = await openInspector(browser);
    const { page, open, post, sees, mock } = inspector;
    await post(FAILED);
    await open(1, 'copy');
    await sees('.snippet', 'curl');
    await page.click('.section-head [title^=Copy]');
    await sees('[role=status][aria-live]', 'Copied');
    await runInShell(`${await clipboard(inspector)} -s -o /dev/null`);
    expect(Buffer.from(mock.deliveries[1]!.body).toString()).toBe(JSON.stringify(FAILED));
    for (const [label, text] of [
      ['fetch', 'await fetch('],
      ['Vitest test', "from 'vitest'"],
    ] as const) {
      await page.locator(`[aria-label="Copy as"] button ::-p-text(${label})`).click();
      await sees('.snippet', text);
    }
    const files = await page.$$eval('a[download]', (links) =>
      links.map(({ href }) => new URL(href).pathname),
    );
    expect(files).toEqual(['/__mock/deliveries/1/fixture', '/__mock/deliveries/1/har']);
  });
});

describe('a panel', () => {
  test('sends a delivery of any shape', async () => {
    await using inspector = await openInspector(browser);
    const { page, sees } = inspector;
    await page.click('a[href="#/send"]');
    await page.waitForSelector('[name=fixture]');
    await page.select('[name=fixture]', 'scrape-run-ui');
    await page.click('[type=submit]');
    await sees('.outcome', 'answered 200');
    await sees('.row', 'run_completed');
    // Another run, since the payload was not edited: no second attempt at the first.
    await page.click('[type=submit]');
    await page.waitForSelector('#delivery-2');
    expect(inspector.mock.deliveries[1]!.summary.attempt).toBe(1);
  });

  test('sends a body that is broken on purpose', async () => {
    await using inspector = await openInspector(browser);
    const { page, sees } = inspector;
    await page.click('a[href="#/send"]');
    await page.waitForSelector('[name=fault]');
    await page.select('[name=fault]', 'not-utf8');
    await page.waitForSelector('[name=payload]:disabled');
    await page.click('[type=submit]');
    await sees('.outcome', 'answered 400');
    expect([...inspector.mock.deliveries[0]!.body].at(-2)).toBe(0xff);
  });

  test('puts a script in force, and stops it', async () => {
    await using inspector = await openInspector(browser);
    const { page, post, sees } = inspector;
    await page.click('a[href="#/script"]');
    await page.waitForSelector('.lines button');
    await page.$eval('[name=script]', (field) => (field as HTMLTextAreaElement).select());
    await page.type('[name=script]', '[{"action":{"type":"reply","status":503}}]');
    await page.click('[type=submit]');
    await sees('.script-steps', '503');
    expect(await post(FAILED)).toBe(503);
    await sees('.script-steps', 'used up');
    await page.locator('button ::-p-text(Stop the script)').click();
    await sees('.tab-content', 'No script');
  });

  test('is marked while a script is active, from the first moment on', async () => {
    await using inspector = await openInspector(browser);
    inspector.mock.script(reply(503));
    await inspector.page.reload();
    await inspector.page.waitForSelector('.panels .dot');
  });

  test('shows the contract, by itself and in the theme of the page', async () => {
    await using inspector = await openInspector(browser);
    const { page, problems } = inspector;
    await page.keyboard.press('t');
    await page.keyboard.press('t');
    await page.click('a[href="#/docs"]');
    const frame = await page.waitForFrame((one) => one.url().endsWith('/contract.html'));
    await frame.waitForSelector('#failed-run table');
    await frame.waitForSelector('html[data-theme=dark]');
    expect(problems).toEqual([]);
  });
});

describe('the page', () => {
  test('has a help with every key, and themes that are kept', async () => {
    await using inspector = await openInspector(browser);
    const { page, sees } = inspector;
    await page.keyboard.press('?');
    await sees('#help:popover-open', 'previous delivery');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#help:not(:popover-open)');
    await page.keyboard.press('t');
    await page.waitForSelector('html[data-theme=light]');
    await page.reload();
    await page.waitForSelector('html[data-theme=light]');
  });

  test('goes from list to detail and back at 400 pixels', async () => {
    await using inspector = await openInspector(browser, {}, NARROW);
    const { page, post } = inspector;
    await post(observedExamples['extract-run'].payload);
    const row = await page.waitForSelector('#delivery-1', { visible: true });
    await row!.click();
    await page.waitForSelector('.detail-head', { visible: true });
    expect(await page.$eval('.list-pane', (pane) => pane.checkVisibility())).toBe(false);
    await page.click('.back');
    await page.waitForSelector('#delivery-1', { visible: true });
  });

  test.each([400, 800, 1280])('has room for everything at %i pixels', async (width) => {
    await using inspector = await openInspector(browser, { secret: SECRET }, { width, height: 800 });
    const { page, post, mock } = inspector;
    mock.script(reply(503), reply(200), reply(200));
    const { payload } = observedExamples['scrape-run-ui'];
    const body = JSON.stringify({ ...payload, data: { ...payload.data, note: 'x'.repeat(5000) } });
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = await sign(body, { id: 'msg_1', secrets: [SECRET], timestamp });
    for (const signed of [headers, headers, headers, { ...headers, 'webhook-id': 'msg_2' }])
      await post(body, signed);
    await page.waitForSelector('#delivery-4', { visible: true });
    const rows = await page.$$eval('.row', (rows) =>
      rows.map((row) => {
        const [type, time] = [row.querySelector('.row-type')!, row.querySelector('.row-time')!];
        const badges = [...row.querySelectorAll('.badges .badge')];
        const line = row.querySelector('.badges')?.getBoundingClientRect();
        const isWhole = (badge: Element): boolean => {
          const { right, top } = badge.getBoundingClientRect();
          return right <= line!.right || top >= line!.bottom;
        };
        return (
          type.scrollWidth <= type.clientWidth &&
          time.getBoundingClientRect().right <= innerWidth &&
          badges.every(isWhole)
        );
      }),
    );
    expect(rows).toEqual([true, true, true, true]);
    for (const tab of TABS) {
      await page.evaluate((tab) => (location.hash = `#/d/3/${tab}`), tab);
      await page.waitForSelector(`#tab-${tab}[aria-selected=true]`);
      await page.waitForNetworkIdle({ idleTime: 20 });
      const tooWide = await page.$$eval(
        'html, .detail, .tab-content, .stop, .checks li, .detail-head',
        (parts) =>
          parts
            .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
            .map(({ className }) => className),
      );
      expect(tooWide, tab).toEqual([]);
    }
  });

  test('works below a path of a proxy', async () => {
    await using inspector = await openInspector(browser);
    const { page, post, sees, mock } = inspector;
    await post(FAILED);
    const proxy = createServer(({ url = '', method, headers }, response) => {
      const path = url.replace(/^\/tools\/mock/, '');
      const to = {
        host: '127.0.0.1',
        port: mock.port,
        path,
        method,
        headers: { ...headers, host: 'localhost' },
      };
      request(to, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      })
        .on('error', () => response.destroy())
        .end();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    await page.goto(`http://localhost:${port}/tools/mock/`);
    await page.waitForSelector('.live-on');
    await page.locator('#delivery-1').click();
    await sees('.detail-head', 'Test Robot');
    await page.locator('#tab-run').click();
    await sees('.tree', 'robot');
    await page.click('a[href="#/docs"]');
    const frame = await page.waitForFrame((one) =>
      one.url().endsWith('/tools/mock/__mock/inspector/contract.html'),
    );
    await frame.waitForSelector('#failed-run table');
    proxy.closeAllConnections();
    proxy.close();
  });

  test('is reached as a whole by Tab', async () => {
    await using inspector = await openInspector(browser);
    const { page, open, post } = inspector;
    await post(FAILED);
    await open(1);
    await page.waitForSelector('.detail-head');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    const reached = new Set<string>();
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate(() => document.activeElement?.id || document.activeElement?.className || ''),
      );
    }
    expect([...reached]).toEqual(expect.arrayContaining(['filter', 'deliveries', 'tab-verdict', 'link']));
  });

  test('says that the receiver is gone, and goes on with the one that comes after', async () => {
    await using inspector = await openInspector(browser);
    const { page, post, mock, sees } = inspector;
    await post(FAILED);
    await page.waitForSelector('#delivery-1');
    await mock.close();
    await page.waitForSelector('.live-off');
    await using next = await startMockReceiver({ port: mock.port, path: '/hook' });
    await fetch(next.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ofRun('run-next', 'Next robot')),
    });
    await sees('.row', 'Next robot');
    await page.waitForSelector('.live-on');
    expect(await idsOf(inspector)).toEqual(['1']);
  });
});
