import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentedExamples } from '#generated/examples.js';
import { generateTypes, writeFiles } from '../../../src/codegen/index.ts';
import { generateSecret, sign } from '../../../src/signature/index.ts';
import { classes, expectAgreement } from './agreement.ts';

const hasGo = spawnSync('go', ['version']).status === 0;
if (!hasGo)
  process.stderr.write('\nGo 1.18 or newer is not installed (go): the Go types are not tested.\n\n');

/** The module of Standard Webhooks, and where it comes from: a folder with its go.mod, or a version to download. */
const MODULE = 'github.com/standard-webhooks/standard-webhooks/libraries';
const library = process.env['STANDARD_WEBHOOKS_GO'];
const verifier = library === undefined ? 'specification' : 'library';
if (hasGo && library === undefined) {
  process.stderr.write(
    "\nSTANDARD_WEBHOOKS_GO is not set: Go's signatures are verified as the specification says, not by the library. " +
      'CONTRIBUTING.md says how to have it.\n\n',
  );
}

let folder: string;
beforeAll(async () => {
  if (!hasGo) return;
  folder = mkdtempSync(join(tmpdir(), 'maxun-webhooks-go-'));
  await writeFiles(folder, generateTypes('go').files, { force: false, dryRun: false });
  writeFileSync(join(folder, 'go.mod'), 'module example.com/check\n\ngo 1.18\n');
  for (const name of ['check', 'signature', `verify_${verifier}`]) {
    const source = fileURLToPath(new URL(`go/${name}.go`, import.meta.url));
    copyFileSync(source, join(folder, `${name}.go`));
  }
  if (library === undefined) return;
  if (existsSync(join(library, 'go.mod')))
    go(['mod', 'edit', `-require=${MODULE}@v0.0.0`, `-replace=${MODULE}=${resolve(library)}`]);
  else go(['get', `${MODULE}@${library}`]);
});
afterAll(() => {
  if (hasGo) rmSync(folder, { recursive: true });
});

const go = (args: readonly string[], input = ''): string =>
  execFileSync('go', args, { cwd: folder, input, encoding: 'utf8', maxBuffer: 1e9 });

/** Go does not keep the order of keys, so its repairs are in another, and of more than a hundred others are listed. */
function withoutOrder(run: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const repairs = (run['repairs'] as object[]).map((repair) =>
    JSON.stringify(repair, Object.keys(repair).sort()),
  );
  return { ...run, repairs: repairs.length === 100 ? 100 : repairs.sort() };
}

describe.runIf(hasGo)('the Go types', () => {
  test('are formatted, nothing in them is suspicious, and they know whole numbers', () => {
    expect(execFileSync('gofmt', ['-l', folder], { encoding: 'utf8' })).toBe('');
    const source = fileURLToPath(new URL('go/types_test.go', import.meta.url));
    copyFileSync(source, join(folder, 'maxunwebhooks/types_test.go'));
    go(['vet', './maxunwebhooks']);
    go(['test', './maxunwebhooks']);
  });

  test('agree with TypeScript on every example and near miss, and give back the same JSON', () => {
    const events = expectAgreement((input) => go(['run', 'check.go'], input), withoutOrder);
    expect(events.slice(0, classes.length)).toEqual(classes);
  }, 120_000);

  test(`parse a signed delivery that is verified by the Standard Webhooks ${verifier}`, async () => {
    const [{ secret }, other] = [await generateSecret(), await generateSecret()];
    const body = JSON.stringify(documentedExamples.run_failed.payload);
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = await sign(body, { id: 'msg_go', timestamp, secrets: [secret] });
    go(['build', '-o', 'signature', 'signature.go', `verify_${verifier}.go`]);
    const verify = (given: string): string =>
      execFileSync(join(folder, 'signature'), {
        input: JSON.stringify({ body, headers, secret: given }),
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(verify(secret)).toBe('Timeout exceeded while waiting for element\n');
    expect(() => verify(other.secret)).toThrow(/no matching signature found/);
  });
});
