import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { observedShapes } from '#generated/events.js';
import { applyEdits, parseEdit, parseRemoval } from '../../src/simulate/payload-edits.ts';
import { payloadMaker } from '../../src/cli/trigger-payload.ts';
import { shownUrl } from '../../src/cli/trigger-report.ts';
import { verify } from '../../src/signature/index.ts';
import { fixtureNames } from '../../src/simulate/index.ts';
import { nearestShape } from '../../src/validation/shape.ts';
import { run as runCommand } from './run.ts';
import { inTurn, type Received, refusedUrl, startEndpoint, status } from '../simulate/endpoint.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const { status: code, stdout, stderr } = await runCommand(['trigger', ...args], '', env);
  return { code, stdout, stderr };
}

const payloadOf = ({ body }: Received) =>
  JSON.parse(body) as { event_type: string; data: { run_id?: string } };

describe('trigger', () => {
  test('sends every event and shape once, unsigned, and says where to', async () => {
    await using endpoint = await startEndpoint(status(200));
    const { code, stdout, stderr } = await run(['all', `${endpoint.url}?token=hush`]);
    expect(code).toBe(0);
    const shapes = endpoint.received.map((received) => nearestShape(payloadOf(received)));
    expect(new Set(shapes)).toEqual(new Set(Object.keys(observedShapes)));
    expect(endpoint.received.map((received) => payloadOf(received).event_type).slice(0, 2)).toEqual([
      'run_completed',
      'run_failed',
    ]);
    expect(endpoint.received.flatMap(({ rawHeaders }) => rawHeaders).join()).not.toContain('webhook-');
    expect(stdout.match(/^delivered  /gm)).toHaveLength(fixtureNames.length);
    expect(stderr).toContain(`Sending to ${endpoint.url}?token=…, unsigned`);
    expect(stderr).toContain(`${fixtureNames.length} delivered.`);
  });

  test.each([
    [['--secret', SECRET], 'is the secret of --secret the one that it checks with?'],
    [[], 'give --secret, or a token in the URL'],
  ])('advises on a 401 by what was given: %j', async (options, advice) => {
    await using endpoint = await startEndpoint(status(401));
    expect((await run(['A', endpoint.url, ...options])).stdout).toContain(advice);
  });

  test('advises on a 401 to look at the token that was given', async () => {
    await using endpoint = await startEndpoint(status(401));
    const { stdout } = await run(['A', `${endpoint.url}?token=x`]);
    expect(stdout).toContain('is the token in the URL right');
  });

  test('shows the start of what a refusing endpoint answers, which cannot steer the terminal', async () => {
    const long = `\u001b[2JTypeError: x is not iterable ${'y'.repeat(5000)}`;
    await using endpoint = await startEndpoint((response) => void response.writeHead(500).end(long));
    const { stdout } = await run(['A', endpoint.url]);
    expect(stdout).toContain('answer: ');
    expect(stdout).toContain('TypeError: x is not iterable yyy');
    expect(stdout).not.toContain('\u001b');
    expect(stdout.length).toBeLessThan(2400);
  });

  test('signs, changes fields, and sends as often as asked, each time another run', async () => {
    await using endpoint = await startEndpoint(status(200));
    const often = ['--count', '12', '--parallel', '3', '--json'];
    const changes =
      '--rows 40 --set data.robot_name=Prices --set data.metadata.user_id=7 --unset data.started_at';
    const { code, stdout } = await run([
      'A',
      endpoint.url,
      '--secret',
      SECRET,
      ...often,
      ...changes.split(' '),
    ]);
    expect(code).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toHaveLength(12);
    expect(lines[0]).toMatchObject({
      fixture: 'extract-run',
      eventType: 'run_completed',
      delivered: true,
      how: 'post',
      attempts: [{ number: 1, status: 200, error: null, redirects: [] }],
    });
    expect(new Set(endpoint.received.map((received) => payloadOf(received).data.run_id)).size).toBe(12);
    const [first] = endpoint.received;
    expect(payloadOf(first!)).toMatchObject({
      data: {
        robot_name: 'Prices',
        metadata: { user_id: 7 },
        extracted_data: { captured_lists: { Products: Array(40).fill(expect.anything()) } },
      },
    });
    expect(payloadOf(first!).data).not.toHaveProperty('started_at');
    expect(await verify(first!.body, first!.rawHeaders, { secrets: [SECRET] })).toMatchObject({ ok: true });
  });

  test('exits 1 and says what to do when the endpoint refuses, is not there, or redirects the body away', async () => {
    await using refusing = await startEndpoint(status(413));
    expect(await run(['D', refusing.url, '--markdown', '200000'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('413: the body is larger than the endpoint takes'),
    });
    expect(refusing.received).toHaveLength(1);
    expect(await run(['run_failed', await refusedUrl()])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('nothing listens there. (ERR_WEBHOOK_CONNECT_FAILED)'),
    });
    await using redirecting = await startEndpoint(
      inTurn(status(302, { location: '/login?next=x' }), status(200)),
    );
    expect(await run(['F', redirecting.url])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('/login?next=…: the redirect lost the body'),
    });
  });

  test('tries again as Maxun does when told to', async () => {
    await using endpoint = await startEndpoint(inTurn(status(503), status(200)));
    // The five seconds before the second attempt.
    const { setTimeout: set } = globalThis;
    using _ = vi
      .spyOn(globalThis, 'setTimeout')
      .mockImplementation((callback: () => void, ms?: number) => set(callback, ms === 5_000 ? 1 : ms));
    const { code, stdout, stderr } = await run(['run_completed', endpoint.url, '--retries']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('2 attempts') });
    expect(stderr).toContain('attempt 1: 503; again in 5 s');
  });

  test('sends what the user made of it in the editor', async () => {
    await using endpoint = await startEndpoint(status(200));
    const folder = await mkdtemp(join(tmpdir(), 'editor-'));
    try {
      const script = join(folder, 'edit.cjs');
      const edit =
        "const f = process.argv[2]; const fs = require('node:fs'); fs.writeFileSync(f, fs.readFileSync(f, 'utf8').replace('Invoices', 'Bills'));";
      await writeFile(script, edit);
      const editor = `"${process.execPath}" "${script}"`;
      expect(await run(['E', endpoint.url, '--edit'], { EDITOR: editor, VISUAL: '' })).toMatchObject({
        code: 0,
      });
      expect(payloadOf(endpoint.received[0]!)).toMatchObject({ data: { robot_name: 'Bills' } });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('sends bodies that are broken on purpose', async () => {
    await using endpoint = await startEndpoint(status(400));
    expect(await run(['run_failed', endpoint.url, '--invalid', 'truncated'])).toMatchObject({ code: 1 });
    expect(() => JSON.parse(endpoint.received[0]!.body)).toThrow(SyntaxError);
  });

  test.each([
    [['run.completed', 'http://127.0.0.1:1/'], "have no dot: 'run_completed'"],
    [['A', 'localhost:3000'], 'http:// or https://'],
    [['A', 'http://127.0.0.1:1/', '--set', 'data'], 'data.robot_name=Prices'],
  ])('exits 2 for misuse, and sends nothing: %j', async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('what is sent', () => {
  const options = {
    set: [],
    unset: [],
    edit: false,
    count: 1,
    parallel: 1,
    retries: false,
    timeout: 30,
    json: false,
  };

  test.each([
    ['nonsense', {}, "'nonsense' is not an event"],
    ['A', { set: [parseEdit('data.robot_name.x=1')] }, "'data.robot_name' has no fields"],
    ['E', { rows: 5 }, 'no captured list'],
    ['A', { markdown: 5 }, "no 'markdown' to make longer"],
    ['A', { invalid: 'x' }, 'missing-field (the id of the run is left out)'],
    ['A', { invalid: 'huge', rows: 5 }, 'leave out the options'],
  ])('is refused where the changes do not fit: %s %j', async (what, changes, message) => {
    const making = payloadMaker(what, { ...options, ...changes });
    await expect(making).rejects.toThrow(RangeError);
    await expect(making).rejects.toThrow(message);
  });

  test('are both failures of one run, if asked for', async () => {
    const payload = (await payloadMaker('gf', options))();
    expect(payload.map(({ name }) => name)).toEqual(['failed-scrape-api', 'failed-run']);
  });
});

describe('a change', () => {
  const change = (payload: unknown, ...texts: string[]) => applyEdits(payload, texts.map(parseEdit));

  test.each([
    ['a.b=1', { a: { b: 1 } }],
    ['a.b="1"', { a: { b: '1' } }],
    ['a.b=x=y', { a: { b: 'x=y' } }],
    ['a.b=', { a: { b: '' } }],
    ['/a/x.y~1z=[null]', { a: { b: [], 'x.y/z': [null] } }],
    ['a.b.0.c=2', { a: { b: [{ c: 2 }] } }],
    ['a.__proto__.x=1', JSON.parse('{"a":{"b":[],"__proto__":{"x":1}}}')],
  ])('%s', (text, expected) => {
    const payload = { a: { b: [] } };
    expect(change(payload, text)).toEqual(expected);
    expect(payload).toEqual({ a: { b: [] } });
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test('takes away', () => {
    expect(applyEdits({ a: [1, 2], b: { c: 3 } }, ['a.0', 'b.c'].map(parseRemoval))).toEqual({
      a: [2],
      b: {},
    });
  });

  test('is refused where there is no place for it', () => {
    expect(() => change({ a: [1] }, 'a.5=1')).toThrow('index of the array from 0 to 1');
    expect(() => change({ a: [1] }, 'a.x=1')).toThrow(RangeError);
    expect(() => change({ a: null }, 'a.x=1')).toThrow("'a' has no fields");
  });
});

test('a URL is shown without its secrets', () => {
  expect(shownUrl('http://me:word@host/p?token=hush&x=1')).toBe('http://…@host/p?token=…&x=…');
  expect(shownUrl('no\u001burl')).toBe('no\\u001burl');
});
