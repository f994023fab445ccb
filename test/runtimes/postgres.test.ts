/**
 * The queue in Postgres under the Node that pg-boss asks for: its whole contract.
 *
 * @module test/runtimes/postgres.test
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { hasNodeBinaries, nodeBinary } from './binaries.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VITEST = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));

test('the queue in Postgres keeps its contract on Node 22', { timeout: 300_000 }, async ({ skip }) => {
  skip(
    !hasNodeBinaries && process.env['CI'] === undefined,
    'Other Nodes come from npm for Linux on x64 only.',
  );
  const binary = nodeBinary(22);
  const files = ['test/postgres/queue.test.ts', 'test/postgres/transaction.test.ts'];
  const arguments_ = [VITEST, 'run', '--project', 'postgres', '--reporter', 'json', ...files];
  const env = {
    ...process.env,
    DATABASE_URL: inject('databaseUrl'),
    VITEST: undefined,
    VITEST_POOL_ID: undefined,
    VITEST_WORKER_ID: undefined,
  };
  const options = { cwd: ROOT, env, maxBuffer: 1e8, timeout: 290_000 };
  const { stdout } = await promisify(execFile)(binary, arguments_, options);
  const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<string, number>;
  expect(report['numFailedTests']).toBe(0);
  expect(report['numPassedTests']).toBeGreaterThan(60);
});
