import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentedExamples } from '#generated/examples.js';
import { generateTypes, writeFiles } from '../../../src/codegen/index.ts';
import { normalize } from '../../../src/event/index.ts';
import { generateSecret, sign } from '../../../src/signature/index.ts';
import { classes, expectAgreement } from './agreement.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const ask = ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))'];
const hasPython = spawnSync('python3', ask).status === 0;
if (!hasPython) {
  const message = 'Python 3.11 or newer is not installed (python3): the Python types are not tested.';
  if (process.env['CI'] !== undefined) throw new Error(message);
  process.stderr.write(`\n${message}\n\n`);
}

const hasLibrary = spawnSync('python3', ['-c', 'import standardwebhooks']).status === 0;
const verifier = hasLibrary ? 'library' : 'specification';
if (!hasLibrary) {
  process.stderr.write(
    '\nThe Python library standardwebhooks cannot be imported: signatures are verified as the specification says. ' +
      'CONTRIBUTING.md says how to have it.\n\n',
  );
}

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maxun-webhooks-python-'));
  await writeFiles(folder, generateTypes('python').files, { force: false, dryRun: false });
});
afterAll(() => rmSync(folder, { recursive: true }));

function python(args: readonly string[], input: unknown, path = folder): string {
  return execFileSync('python3', ['-W', 'error', ...args], {
    input: typeof input === 'string' ? input : JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 1e9,
    stdio: 'pipe',
    env: { PATH: process.env['PATH'], PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' },
  });
}

/** Without the packages that are installed: the standard library has to be enough. */
const check = (input: unknown): string => python(['-S', here('check.py')], input);

describe.runIf(hasPython)('the Python types', () => {
  test('agree with TypeScript on every example and near miss, and give back the same JSON', () => {
    const results = expectAgreement(check);
    expect(results.slice(0, classes.length)).toEqual(classes);
  }, 120_000);

  test(`parse a signed delivery that is verified by the Standard Webhooks ${verifier}`, async () => {
    const [{ secret }, other] = [await generateSecret(), await generateSecret()];
    const body = JSON.stringify(documentedExamples.run_failed.payload);
    const headers = await sign(body, {
      id: 'msg_python',
      timestamp: Math.floor(Date.now() / 1000),
      secrets: [secret],
    });
    const path = [folder, process.env['PYTHONPATH']].filter(Boolean).join(delimiter);
    const verify = (given: string): string =>
      python(['-W', 'ignore', here('check_signature.py')], { body, headers, secret: given }, path);
    expect(JSON.parse(verify(secret))).toEqual({ event: 'RunFailedEvent', verifiedBy: verifier });
    expect(() => verify(other.secret)).toThrow(hasLibrary ? /WebhookVerificationError/ : /AssertionError/);
  });

  test('are used as the guide shows', () => {
    const guide = readFileSync(here('../../../docs/guides/other-languages.md'), 'utf8');
    const [, first = ''] = /^```python\n(.*?)^```/ms.exec(guide) ?? [];
    const body = JSON.stringify(documentedExamples.run_failed.payload);
    const printed = python(['-S', '-c', `${first}\nimport sys\nhandle(sys.stdin.buffer.read())`], body);
    expect(printed).toContain('Timeout exceeded while waiting for element\n110c4dae');
  });

  test('normalise numbers that only Python can hold as JavaScript does, and lists that nest deep', () => {
    const messages = ['Infinity', '-Infinity', 'NaN'].map(
      (number) => `/data/run_id: ${number} cannot be read as a text, and is left out.\n`,
    );
    const conflict =
      '/data/runId: an array of 1 is another value than that of /data/run_id, which is taken.\n';
    expect(python(['-S', here('check_extremes.py')], '')).toBe(messages.join('') + conflict);
    const huge = `{"event_type":"run_completed","data":{"run_id":1${'0'.repeat(400)}}}`;
    expect(`${normalize(JSON.parse(huge)).repairs[0]?.message}\n`).toBe(messages[0]);
  });

  test('know whole numbers', () => {
    expect(python(['-S', here('check_integers.py')], '')).toBe('[1, -7.0, 1e+300, None]\n');
  });

  test('refuse with ValueError what is not JSON, and a zone that nobody knows', () => {
    expect(python(['-S', here('check_refusals.py')], '')).toBe('refused\n'.repeat(4));
  });
});
