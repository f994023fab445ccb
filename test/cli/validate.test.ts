import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { documentedExamples, observedExamples } from '#generated/examples.js';
import { MAIN, run } from './run.ts';

const valid = JSON.stringify(documentedExamples.run_completed.payload);
const observed = JSON.stringify(observedExamples['failed-run'].payload);

describe('validate', () => {
  test('exits 0 for a valid document on standard input, without colour', async () => {
    expect(await run(['validate'], valid)).toMatchObject({
      status: 0,
      stdout: 'valid    line 1: run_completed (documented)\n',
      stderr: '',
    });
  });

  test('exits 1 for an invalid one, and prints every issue as JSON', async () => {
    const { status, stdout } = await run(['validate', '-', '--json'], observed);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      line: 1,
      issues: [{ path: '/data/robotId' }, { path: '/data/runId' }, { path: '/data/robotName' }],
    });
  });

  test('reads a document per line, against either contract', async () => {
    const { status, stdout } = await run(
      ['validate', '--contract', 'any', '--json'],
      `${valid}\n${observed}\n`,
    );
    expect(status).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { shape: string }).shape),
    ).toEqual(['documented', 'failed-run']);
  });

  test.each([
    [['validate', '/nowhere.json'], 'the file does not exist'],
    [['validate', '/'], 'it is a folder'],
    [['validate', '--contract', 'all'], 'Allowed choices'],
    [['valdate'], 'unknown command'],
    [['mock', '--port', '70000'], '0 to 65535'],
  ])('exits 2 for misuse: %j', async (args, message) => {
    const { status, stderr, stdout } = await run(args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
  });

  test('says that a payload of a Maxun server is valid for --contract any', async () => {
    const { status, stdout } = await run(['validate'], observed);
    expect(status).toBe(1);
    expect(stdout).toContain('--contract any');
    expect((await run(['validate'], '{}')).stdout).not.toContain('--contract any');
  });

  test('reads UTF-16 and marked UTF-8, as PowerShell writes them', async () => {
    const text = valid.trim();
    const bigEndian = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    for (const input of [Buffer.from(`\ufeff${text}`, 'utf16le'), bigEndian, Buffer.from(`\ufeff${text}`)]) {
      expect(await run(['validate'], input)).toMatchObject({ status: 0 });
    }
  });

  test.each([
    ['a payload', valid],
    ['refused for its keys', `{${Array.from({ length: 10_001 }, (_, at) => `"${at}":0`).join(',')}}`],
  ])('parses a document on one line once: %s', async (_name, document) => {
    const parse = vi.spyOn(JSON, 'parse');
    await run(['validate'], document);
    expect(parse.mock.calls.filter(([text]) => text === document)).toHaveLength(1);
  });

  test('prints each line when it comes, and ends without a word when their reader goes away', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN, 'validate']);
    onTestFinished(() => void child.kill());
    const stderr = text(child.stderr);
    const ended = once(child, 'close');
    child.stdin.write(`${observed}\n`);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.write(`${observed}\n`);
    expect(await ended).toEqual([0, null]);
    expect(await stderr).toBe('');
  });
});
