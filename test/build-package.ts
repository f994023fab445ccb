/**
 * Builds the package once for the suites that use it as it is shipped. It has a folder of its own, so that a mock
 * receiver that runs from `dist` is not disturbed.
 *
 * @module test/build-package
 */
import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The folder of the built package: what `npm pack` packs. */
export const BUILT: string = join(ROOT, 'artifacts/package');

/** What is packed besides what is built. */
const COPIED = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'asyncapi.yaml',
  'contract',
  'docs',
  'examples',
  'generated',
  'package.json',
];

/** Every project has its own copy of this module, and all of them the one process. */
const shared = globalThis as { [STARTED]?: Promise<void> };
const STARTED = Symbol.for('maxun-webhooks.build');

/** Vitest's global set-up of a project. */
export async function setup(): Promise<void> {
  await (shared[STARTED] ??= build());
}

async function build(): Promise<void> {
  for (const name of COPIED) {
    await rm(join(BUILT, name), { recursive: true, force: true });
    await cp(join(ROOT, name), join(BUILT, name), { recursive: true });
  }
  await promisify(execFile)('node', ['scripts/build.mjs', '--into', BUILT], { cwd: ROOT });
}
