/**
 * The example project of each test runner, run as it is with the built package.
 *
 * @module test/examples/runners
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
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

test.each(Object.keys(RUNNERS))('%s', async (name) => {
  const { args, needs } = RUNNERS[name]!;
  const folder = join(home, name);
  await cp(join(ROOT, 'examples', name), folder, { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  await symlink(BUILT, join(folder, 'node_modules/maxun-webhooks'), 'dir');
  for (const each of needs) {
    await mkdir(dirname(join(folder, 'node_modules', each)), { recursive: true });
    const found = [TOOLS, join(ROOT, 'node_modules')].find((modules) => existsSync(join(modules, each)));
    await symlink(join(found!, each), join(folder, 'node_modules', each), 'dir');
  }
  // The runner of this test leaves marks in the environment that another would take for its own.
  const { VITEST: _, NODE_TEST_CONTEXT: __, NODE_OPTIONS: ___, ...env } = process.env;
  const { stdout, stderr } = await execute(process.execPath, args, { cwd: folder, env });
  expect(`${stdout}${stderr}`).toMatch(/2 passed|pass 2/);
});
