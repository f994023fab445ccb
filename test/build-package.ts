/**
 * Builds the package once for the suites that use it as it is shipped. It has a folder of its own, so that a mock
 * receiver that runs from `dist` is not disturbed.
 *
 * @module test/build-package
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The folder of the built package: what `npm pack` packs. */
export const BUILT: string = join(ROOT, 'artifacts/package');

/** Every project has its own copy of this module, and all of them the one process. */
const shared = globalThis as { [STARTED]?: Promise<void> };
const STARTED = Symbol.for('maxun-webhooks.build');

/** Vitest's global set-up of a project. */
export async function setup(): Promise<void> {
  await (shared[STARTED] ??= build());
}

async function build(): Promise<void> {
  await promisify(execFile)('node', ['scripts/build.mjs', '--into', BUILT], { cwd: ROOT });
}
