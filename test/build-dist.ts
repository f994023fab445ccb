/**
 * Builds `dist` once for the suites that run it: they test what is shipped, and never a stale build.
 *
 * @module test/build-dist
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Every project has its own copy of this module, and all of them the one process. */
const shared = globalThis as { [BUILT]?: Promise<unknown> };
const BUILT = Symbol.for('maxun-webhooks.dist');

/** Vitest's global set-up of a project. */
export async function setup(): Promise<void> {
  await (shared[BUILT] ??= promisify(execFile)('npm', ['run', '--silent', 'build'], { cwd: ROOT }));
}
