import { execFileSync } from 'node:child_process';
import { transform } from 'esbuild';
import { array, assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCurl } from '../../../mock-server/inspector/snippets/curl.ts';
import { toFetch } from '../../../mock-server/inspector/snippets/fetch.ts';
import { firstDelivery } from '../../../mock-server/inspector/snippets/first-delivery.ts';
import type { SnippetInput } from '../../../mock-server/inspector/snippets/input.ts';
import { quoteShell } from '../../../mock-server/inspector/snippets/shell.ts';
import { toVitest } from '../../../mock-server/inspector/snippets/vitest.ts';

const ODD = `{"a":"it's $HOME \`id\` \\\\ \\" ü </script>\u2028"}`;

function input(part: Partial<SnippetInput> = {}): SnippetInput {
  return {
    method: 'POST',
    url: 'http://localhost:4400/hook?token=a&b=c',
    headers: [
      ['Host', 'localhost'],
      ['Content-Type', 'application/json'],
      ['X-Odd', "it's $(id)"],
      ['Content-Length', '7'],
    ],
    body: ODD,
    isUtf8: true,
    bodyUrl: 'http://localhost:4400/__mock/deliveries/1/body',
    eventType: 'run_failed',
    ...part,
  };
}

/** What a shell would call curl with. */
function argumentsOf(command: string): string[] {
  const script = String.raw`curl() { for one in "$@"; do printf '%s\0' "$one"; done; }` + `\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

/** What a snippet calls fetch with. */
async function fetchedBy(code: string): Promise<unknown[]> {
  const calls: unknown[] = [];
  const fetch = (...call: unknown[]): object => {
    calls.push(...call);
    return { status: 200, text: () => '', arrayBuffer: () => 'bytes' };
  };
  // eslint-disable-next-line typescript/no-implied-eval -- the snippet is what is tested
  const run = new Function('fetch', 'console', `return (async () => { ${code} })()`) as (
    fetch: unknown,
    console: unknown,
  ) => Promise<void>;
  await run(fetch, { log: () => undefined });
  return calls;
}

describe('curl', () => {
  test('sends the exact bytes and the headers that are not its own', () => {
    expect(argumentsOf(toCurl(input()))).toEqual([
      '-X',
      'POST',
      'http://localhost:4400/hook?token=a&b=c',
      '-H',
      'Content-Type: application/json',
      '-H',
      "X-Odd: it's $(id)",
      '--data-raw',
      ODD,
    ]);
  });

  test('carries any text through a shell as it is', () => {
    const text = string({ unit: 'binary' }).filter((one) => !one.includes('\0'));
    // Many texts to one shell: starting it is what takes long.
    const texts = array(text, { minLength: 100, maxLength: 100 });
    assert(
      property(texts, (bodies) => {
        expect(argumentsOf(`curl ${bodies.map(quoteShell).join(' ')}`)).toEqual(bodies);
      }),
      { numRuns: 2 },
    );
  });

  test.each([
    ['what is no text', { isUtf8: false }],
    ['what is longer than an argument may be', { body: 'x'.repeat(40_000) }],
    ['U+0000', { body: '\0' }],
  ])('reads %s from the receiver', (_name, part) => {
    const command = toCurl(input(part));
    expect(command).toMatch(/^curl -s http:\/\/localhost:4400\/__mock\/deliveries\/1\/body \| curl /);
    expect(command).toMatch(/--data-binary @-$/);
  });

  test('the first delivery is one command', () => {
    const call = argumentsOf(firstDelivery('http://localhost:4400/hook'));
    expect(call[0]).toBe('http://localhost:4400/hook');
    expect(JSON.parse(call.at(-1) ?? '')).toMatchObject({ event_type: 'run_failed' });
  });
});

describe('fetch', () => {
  test('sends the exact bytes and the headers that are not its own', async () => {
    expect(await fetchedBy(toFetch(input()))).toEqual([
      'http://localhost:4400/hook?token=a&b=c',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Odd': "it's $(id)" },
        body: ODD,
      },
    ]);
  });

  test('keeps a header that came twice', async () => {
    const headers = [
      ['x-a', '1'],
      ['X-A', '2'],
    ] as const;
    expect(await fetchedBy(toFetch(input({ headers })))).toMatchObject([{}, { headers }]);
  });

  test('reads what is no text from the receiver', async () => {
    const [first, , { body }] = (await fetchedBy(toFetch(input({ isUtf8: false })))) as [
      string,
      unknown,
      { body: string },
    ];
    expect([first, body]).toEqual([input().bodyUrl, 'bytes']);
  });
});

describe('a Vitest test', () => {
  const SIGNED = input({
    headers: [
      ['content-type', 'application/json'],
      ['webhook-id', 'msg_1'],
      ['webhook-timestamp', '1'],
      ['webhook-signature', 'v1,x'],
    ],
  });

  test('is TypeScript, and delivers the exact bytes', async () => {
    const code = toVitest(input());
    await transform(code, { loader: 'ts' });
    expect(code).toContain("test('takes run_failed'");
    expect(code).not.toContain('sign(');
  });

  test('signs anew what was signed', async () => {
    const code = toVitest(SIGNED);
    await transform(code, { loader: 'ts' });
    expect(code).toContain("import { sign } from 'maxun-webhooks';");
    expect(code).toContain("id: 'msg_1'");
    expect(code).not.toContain('v1,x');
    expect(code).toContain('...signature,');
  });
});
