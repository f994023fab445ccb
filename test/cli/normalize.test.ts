import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { observedExamples } from '#generated/examples.js';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'normalize-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const { payload } = observedExamples['extract-run'];

describe('normalize', () => {
  test('prints a run for people, and every guess below it', async () => {
    const { status, stdout, stderr } = await run(['normalize'], JSON.stringify(payload));
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'run_completed  line 1: extract-run',
      '  run         9d6f3c52-7b1a-4c1e-b0de-5a2f8e7c4b31',
      '  robot       Laptop prices, 4f1f2f0e-1c39-4d5e-8e0b-2f7c1a9b6d10',
      '  status      success',
      '  started     2026-11-23T21:55:41.000Z',
      '  finished    2026-11-23T21:56:05.000Z',
      '  texts       Headline (1 record)',
      '  lists       Products (2 rows)',
      '  counts      texts 2, lists 2, screenshots 1',
      '  metadata    browser_id 1f8b2a44-5f3e-4a0c-9d0d-0f6f1e5d7c22, user_id 1',
      '  2 repairs',
      expect.stringMatching(/^ {2}date +\/data\/finished_at: .* is read as en-US in UTC/),
      expect.stringMatching(/^ {2}date +\/data\/started_at: /),
      '',
    ]);
  });

  test('reads a document per line as JSON, in a zone and a locale', async () => {
    const event = structuredClone(payload);
    event.data.finished_at = '23.11.2026, 22:56:05';
    const file = fileOf('two.ndjson', `${JSON.stringify(event)}\r\n\r\n${JSON.stringify(payload)}\n{"a":\n`);
    const options = ['--json', '--time-zone', 'Europe/Berlin', '--locale', 'de-DE'];
    const { status, stdout } = await run(['normalize', file, ...options]);
    expect(status).toBe(1);
    const results = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { line: number; ok: boolean; run?: { finishedAt: string } });
    expect(results).toMatchObject([
      { line: 1, ok: true, run: { finishedAt: '2026-11-23T21:56:05.000Z' } },
      { line: 3, ok: true, run: { finishedAt: '2026-11-23T20:56:05.000Z' } },
      { line: 4, ok: false, error: expect.stringContaining('not JSON') as string },
    ]);
  });

  test('counts blank lines, and takes lines that begin with blanks or have no end', async () => {
    const document = JSON.stringify(payload);
    const { stdout } = await run(
      ['normalize', '--json'],
      `\n \t\r\n\t ${document}\n\n\r\n${document}\n ${document}`,
    );
    const lines = stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject(
      [3, 6, 7].map((line) => ({ line, ok: true })),
    );
  });

  test.each([
    ['a document per line', '\n\r\n{"a":1}\n \n{"a":\n[1]\n2\n{"ä":"\u{1f600}"}', '3, 5 is broken, 6, 7, 8'],
    ['a document on several lines', '\n\n{\n  "a": 1\n}\n', '3'],
    ['lines of which the first is broken', '\n{"a":\n{"b":1}\n', '2 is broken, 3'],
    ['UTF-16', Buffer.from('\ufeff{"a":1}\n{"b":2}\n', 'utf16le'), '1, 2'],
    ['a byte order mark', '\ufeff{"a":1}\n\n{"b":2}\n', '1, 3'],
  ])('reads %s, however the input is cut', async (_name, content, expected) => {
    const bytes = Buffer.from(content as string);
    for (const size of [bytes.length, 1, 3]) {
      const cuts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => at * size);
      const chunks = cuts.map((start) => bytes.subarray(start, start + size));
      const { stdout } = await run(['normalize', '--json'], chunks);
      const read = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { line: number; error?: string });
      expect(
        read.map(({ line, error }) => `${line}${error === undefined ? '' : ' is broken'}`).join(', '),
      ).toBe(expected);
    }
  });

  test('lets nothing of a payload steer the terminal', async () => {
    const evil = structuredClone(payload);
    evil.data.robot_name = '\u001b[2J\r\nrun_failed\u202e';
    const { stdout } = await run(['normalize'], JSON.stringify(evil));
    // eslint-disable-next-line no-control-regex -- these are the very characters that must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(stdout).toContain(String.raw`robot       \u001b[2J\u000d\u000arun_failed\u202e`);
  });

  test.each([
    ['a trailing comma', '{\n  "a": 1,\n}', 'position'],
    ['no run', '{"hello":"world"}', 'no event type'],
  ])('exits 1 for %s, and says why', async (name, content, message) => {
    const { status, stdout } = await run(['normalize', fileOf(`${name}.json`, content)]);
    expect(status).toBe(1);
    expect(stdout).toContain(message);
  });

  test.each([
    [['normalize', '/nowhere.json'], 'the file does not exist'],
    [['normalize', '--time-zone', 'Mars/Base'], "expected an IANA name such as 'Europe/Berlin'"],
    [['normalize', '--locale', 'not a locale'], 'expected a BCP 47 tag'],
    [['normalize'], 'nothing to read'],
  ])('exits 2 for misuse: %j', async (args, message) => {
    const { status, stderr, stdout } = await run(args, ' \n');
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
  });
});
