/**
 * Where each runtime's binary is: all of them come with `test/tools`.
 *
 * @module test/runtimes/binaries
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Whether Node's other versions exist for this platform: npm has them for one only. */
export const hasNodeBinaries: boolean = process.platform === 'linux' && process.arch === 'x64';

/**
 * A binary of a version of Node: this process's own, or one of `test/tools`.
 *
 * @param major the version
 */
export function nodeBinary(major: number): string {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  return join(dirname(require.resolve(`node-${major}/package.json`)), 'bin/node');
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
