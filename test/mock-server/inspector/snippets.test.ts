import { execFileSync } from 'node:child_process';
import { transform } from 'esbuild';
import { array, assert, property, string } from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { firstDelivery, quoteShell, toCurl } from '../../../mock-server/inspector/snippets/curl.ts';
import type { SnippetInput } from '../../../mock-server/inspector/snippets/input.ts';
import { toFetch, toVitest } from '../../../mock-server/inspector/snippets/javascript.ts';
import { verify } from '../../../src/signature/index.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

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
    signing: 'as-received',
    ...part,
  };
}

/** What a shell would call curl with; a body in a file as its content. */
function argumentsOf(command: string, env: Readonly<Record<string, string>> = {}): string[] {
  const curl = String.raw`curl() { for one in "$@"; do case $one in @*) cat "${'$'}{one#@}";; *) printf %s "$one";; esac; printf '\0'; done; }`;
  const options = { encoding: 'utf8', env: { ...process.env, ...env }, stdio: 'pipe' } as const;
  return execFileSync('sh', ['-c', `${curl}\n${command}`], options)
    .split('\0')
    .slice(0, -1);
}

/** What a snippet calls fetch with. */
async function fetchedBy(code: string): Promise<unknown[]> {
  const calls: unknown[] = [];
  const fetch = (...call: unknown[]): object => {
    calls.push(...call);
    return { status: 200, text: () => '', arrayBuffer: () => Uint8Array.of(1, 2).buffer };
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
      '--globoff',
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
    ['what is not text', { isUtf8: false }],
    ['what is longer than an argument may be', { body: 'x'.repeat(40_000) }],
    ['U+0000', { body: '\0' }],
  ])('reads %s from the receiver', (_name, part) => {
    const command = toCurl(input(part));
    expect(command).toMatch(/^curl -sS http:\/\/localhost:4400\/__mock\/deliveries\/1\/body \| curl /);
    expect(command).toMatch(/--data-binary @-$/);
  });

  test('signs again: the signature is valid, the id that of the delivery', async () => {
    const headers = [
      ['webhook-id', 'msg_1'],
      ['webhook-timestamp', '1'],
      ['webhook-signature', 'v1,old'],
    ] as const;
    const command = toCurl(input({ headers, signing: 'sign' }));
    const call = argumentsOf(command, { MAXUN_WEBHOOK_SECRET: SECRET });
    const sent = call
      .filter((one) => one.startsWith('webhook-'))
      .map((one) => one.split(': ') as [string, string]);
    expect(sent.map(([name]) => name)).toEqual(['webhook-id', 'webhook-timestamp', 'webhook-signature']);
    expect(sent[0]?.[1]).toBe('msg_1');
    expect(await verify(call.at(-1) ?? '', Object.fromEntries(sent), { secrets: [SECRET] })).toMatchObject({
      ok: true,
    });
  });

  test('takes what is hidden from the environment, and stops without it', () => {
    const hidden = input({ url: 'http://localhost/hook?token=…&b=[1]', headers: [['Authorization', '…']] });
    const env = { MAXUN_HOOK_TOKEN: "it's $1", AUTHORIZATION: 'Basic x' };
    const call = argumentsOf(toCurl(hidden), env);
    expect(call).toEqual(
      expect.arrayContaining(["http://localhost/hook?token=it's $1&b=[1]", 'Authorization: Basic x']),
    );
    expect(() => argumentsOf(toCurl(hidden))).toThrow('MAXUN_HOOK_TOKEN');
  });

  test('the first delivery is one command, signed where the receiver checks signatures', () => {
    const call = argumentsOf(firstDelivery('http://localhost:4400/hook', false));
    expect(call[3]).toBe('http://localhost:4400/hook');
    expect(JSON.parse(call.at(-1) ?? '')).toMatchObject({ event_type: 'run_failed' });
    expect(firstDelivery('http://localhost:4400/hook', true)).toContain('webhook-signature');
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

  test.each([{ isUtf8: false }, { body: 'x'.repeat(40_000) }])(
    'reads a body from the receiver: %o',
    async (part) => {
      const [first, , { body }] = (await fetchedBy(toFetch(input(part)))) as [
        string,
        unknown,
        { body: Uint8Array },
      ];
      expect([first, [...body]]).toEqual([input().bodyUrl, [1, 2]]);
    },
  );

  test('takes what is hidden from the environment', async () => {
    vi.stubEnv('MAXUN_HOOK_TOKEN', 'abc');
    const [url] = await fetchedBy(toFetch(input({ url: 'http://localhost/hook?token=…&b=1' })));
    expect(url).toBe('http://localhost/hook?token=abc&b=1');
  });
});

describe('a Vitest test', () => {
  const SIGNED = input({
    signing: 'sign',
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

  test('signs again what was signed', async () => {
    const code = toVitest(SIGNED);
    await transform(code, { loader: 'ts' });
    expect(code).toContain("import { sign } from 'maxun-webhooks';");
    expect(code).toContain("id: 'msg_1'");
    expect(code).not.toContain('v1,x');
    expect(code).toContain('...signature,');
  });
});
