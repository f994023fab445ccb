import { describe, expect, test } from 'vitest';
import { documentedExamples, observedExamples } from '#generated/examples.js';
import { run } from './run.ts';

const valid = JSON.stringify(documentedExamples.run_completed.payload);
const observed = JSON.stringify(observedExamples['failed-run'].payload);

describe('validate', () => {
  test('exits 0 for a valid document on standard input, without colour', () => {
    expect(run(['validate'], valid)).toMatchObject({
      status: 0,
      stdout: 'valid    line 1: run_completed (documented)\n',
      stderr: '',
    });
  });

  test('exits 1 for an invalid one, and prints every issue as JSON', () => {
    const { status, stdout } = run(['validate', '-', '--json'], observed);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      line: 1,
      issues: [{ path: '/data/robotId' }, { path: '/data/runId' }, { path: '/data/robotName' }],
    });
  });

  test('reads a document per line, against either contract', () => {
    const { status, stdout } = run(['validate', '--contract', 'any', '--json'], `${valid}\n${observed}\n`);
    expect(status).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { shape: string }).shape),
    ).toEqual(['documented', 'failed-run']);
  });

  test.each([
    [['validate', '/nowhere.json'], 'there is no such file'],
    [['validate', '/'], 'it is a folder'],
    [['validate', '--contract', 'all'], 'Allowed choices'],
    [['valdate'], 'unknown command'],
    [['mock', '--port', '70000'], '0 to 65535'],
  ])('exits 2 for misuse: %j', (args, message) => {
    const { status, stderr, stdout } = run(args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
  });
});
