/** When npm builds: nothing unbuilt is packed, or installed from a repository. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

const BUILD = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url));

test('npm builds the package before it packs it, and when it installs it from a repository', () => {
  expect(packageJson.scripts).toMatchObject({
    prepack: 'node scripts/build.mjs',
    prepare: 'node scripts/build.mjs --prepare',
  });
  expect(packageJson.files).toContain('dist');
});

test('npm ci builds nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'maxun-webhooks-build-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const env = { ...process.env, npm_command: 'ci' };
  await promisify(execFile)(process.execPath, [BUILD, '--prepare', '--into', folder], { env });
  expect(await readdir(folder)).toEqual([]);
});
