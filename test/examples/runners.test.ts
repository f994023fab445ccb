/**
 * The example project of each test runner, run with the built package and with one more test, which fails.
 *
 * @module test/examples/runners
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BUILT } from '../build-package.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TOOLS = join(ROOT, 'test/tools/node_modules');
const execute = promisify(execFile);
let home = '';

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'maxun-webhooks-runners-'));
});
afterAll(async () => rm(home, { recursive: true, force: true }));

/** Where each runner is, and the modules that its project depends on. */
const RUNNERS: Readonly<
  Record<string, { readonly args: readonly string[]; readonly needs: readonly string[] }>
> = {
  vitest: { args: ['node_modules/vitest/vitest.mjs', 'run'], needs: ['vitest'] },
  jest: {
    args: ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js'],
    needs: ['jest', '@jest/globals'],
  },
  'node-test': { args: ['--test'], needs: [] },
};

async function prepare(name: string): Promise<string> {
  const folder = join(home, name);
  await cp(join(ROOT, 'examples', name), folder, { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  await symlink(BUILT, join(folder, 'node_modules/maxun-webhooks'), 'dir');
  for (const each of RUNNERS[name]!.needs) {
    await mkdir(dirname(join(folder, 'node_modules', each)), { recursive: true });
    const found = [TOOLS, join(ROOT, 'node_modules')].find((modules) => existsSync(join(modules, each)));
    await symlink(join(found!, each), join(folder, 'node_modules', each), 'dir');
  }
  return folder;
}

async function run(folder: string, name: string): Promise<string> {
  // The runner of this test leaves marks in the environment that another would take for its own.
  const { VITEST: _, NODE_TEST_CONTEXT: __, NODE_OPTIONS: ___, ...env } = process.env;
  const options = { cwd: folder, env: { ...env, NO_COLOR: '1' } };
  const { stdout, stderr } = await execute(process.execPath, RUNNERS[name]!.args, options).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  );
  return `${stdout}${stderr}`;
}

/** Waits for what never comes, on line 5. */
const FAILING = `
import { startMockReceiver } from 'maxun-webhooks/mock-receiver';
test('waits', async () => {
  await using(await startMockReceiver(), (mock) =>
    mock.waitFor('run_failed', {}, { timeoutMs: 1 }));
});
const using = (mock, use) => use(mock).finally(() => mock.close());
`;

test.each(Object.keys(RUNNERS))('%s', async (name) => {
  const folder = await prepare(name);
  const runner = { jest: '@jest/globals', vitest: 'vitest' }[name] ?? 'node:test';
  await writeFile(join(folder, 'failing.test.mjs'), `import { test } from '${runner}';${FAILING}`);
  const output = await run(folder, name);
  expect(output).toMatch(/\b3 passed|pass 3\b/);
  expect(output).toMatch(/\b1 failed|fail 1\b/);
  // A wait that fails points at the line of the test.
  expect(output).toMatch(/failing\.test\.mjs:5:\d/);
});
