/**
 * Builds the package once for the suites that use it as it is shipped. It has a folder of its own, so that a mock
 * receiver that runs from `dist` is not disturbed.
 *
 * @module test/build-package
 */
import { execFile } from 'node:child_process';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
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
  await writeManifest();
  await promisify(execFile)('node', ['scripts/build.mjs', '--into', BUILT], { cwd: ROOT });
}

/** package.json without the condition for the sources, which Vitest's processes have and which are not here. */
async function writeManifest(): Promise<void> {
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    imports: Record<string, string | Record<string, unknown>>;
  };
  for (const target of Object.values(manifest.imports)) {
    if (typeof target === 'object') delete target['maxun-webhooks-source'];
  }
  await writeFile(join(BUILT, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
