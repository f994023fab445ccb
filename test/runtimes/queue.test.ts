/**
 * The SQLite queue through `node:sqlite`, which the newer Nodes have: its whole contract, under each of them.
 *
 * @module test/runtimes/queue.test
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { hasNodeBinaries, nodeBinary } from './binaries.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VITEST = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));

test.for([22, 24])(
  'the SQLite queue keeps its contract on node:sqlite of Node %d',
  async (major, { skip }) => {
    skip(
      !hasNodeBinaries && process.env['CI'] === undefined,
      'Other Nodes come from npm for Linux on x64 only.',
    );
    const binary = nodeBinary(major);
    const arguments_ = [VITEST, 'run', '--project', 'unit', '--reporter', 'json', 'test/queue/sqlite'];
    const env = { ...process.env, VITEST: undefined, VITEST_POOL_ID: undefined, VITEST_WORKER_ID: undefined };
    const options = { cwd: ROOT, env, maxBuffer: 1e8, timeout: 110_000 };
    const { stdout } = await promisify(execFile)(binary, arguments_, options);
    const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<string, number>;
    expect(report['numFailedTests']).toBe(0);
    expect(report['numPassedTests']).toBeGreaterThan(60);
  },
);
