/**
 * A stranger: an empty folder in which the packed tarball is installed, as `npm install maxun-webhooks` would.
 *
 * @module test/package/stranger
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILT } from '../build-package.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where the package is installed once, as `set-up.ts` says: a stranger is a copy of it. */
const INSTALLED = join(ROOT, 'artifacts/stranger');

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Stranger extends AsyncDisposable {
  readonly folder: string;
  /** Paths of the files in the tarball. */
  readonly packed: readonly string[];
  /** Runs a program in the folder. */
  run(program: string, ...args: readonly string[]): Promise<Outcome>;
  /** Runs one in the folder that must succeed, and gives what it prints. */
  print(program: string, ...args: readonly string[]): Promise<string>;
  /** Makes packages of the repository's own installation available, as a user would who installed them. */
  add(...names: readonly string[]): Promise<void>;
}

/** Packs what is built, and installs it, for the strangers to come. */
export async function installPackage(): Promise<void> {
  await rm(INSTALLED, { recursive: true, force: true });
  await mkdir(INSTALLED, { recursive: true });
  const { tarball, packed } = await pack(INSTALLED);
  await writeFile(join(INSTALLED, 'packed.json'), JSON.stringify(packed));
  await install(tarball, join(INSTALLED, 'stranger'));
}

/** @returns a stranger in a folder of its own */
export async function startStranger(): Promise<Stranger> {
  // The real path: what Node reports is compared with it, and macOS's temporary folder is a link.
  const home = await realpath(await mkdtemp(join(tmpdir(), 'maxun-webhooks-stranger-')));
  const packed = JSON.parse(await readFile(join(INSTALLED, 'packed.json'), 'utf8')) as string[];
  const folder = join(home, 'stranger');
  await cp(join(INSTALLED, 'stranger'), folder, { recursive: true, verbatimSymlinks: true });
  for (const file of await readdir(join(ROOT, 'test/package/fixtures'))) {
    await cp(join(ROOT, 'test/package/fixtures', file), join(folder, file));
  }
  const at = (program: string, args: readonly string[]): Promise<Outcome> => execute(folder, program, args);
  return {
    folder,
    packed,
    run: (program, ...args) => at(program, args),
    print: async (program, ...args) => orThrow(await at(program, args)).stdout,
    add: async (...names) => {
      for (const name of names) await link(name, folder);
    },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}

async function pack(destination: string): Promise<{ tarball: string; packed: string[] }> {
  const flags = ['--json', '--ignore-scripts', '--pack-destination', destination];
  const { stdout } = orThrow(await execute(BUILT, 'npm', ['pack', ...flags]));
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  return { tarball: join(destination, filename), packed: files.map(({ path }) => path) };
}

interface Lock {
  readonly packages: Record<string, Record<string, unknown> & { dev?: true; devOptional?: true }>;
}

/**
 * With the repository's own lock file, less what only development needs: what `npm ci` has fetched for the repository
 * is in npm's cache then, and nothing has to be looked up.
 */
async function install(tarball: string, folder: string): Promise<void> {
  await mkdir(folder);
  const manifest = { name: 'stranger', version: '1.0.0', private: true };
  const dependencies = { 'maxun-webhooks': `file:${tarball}` };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, dependencies }));
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
  const { '': own, ...others } = lock.packages;
  const { devDependencies: _, ...ours } = own ?? {};
  const integrity = `sha512-${createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64')}`;
  const packages = {
    '': { ...manifest, dependencies },
    'node_modules/maxun-webhooks': { ...ours, resolved: `file:${tarball}`, integrity },
    ...Object.fromEntries(Object.entries(others).filter(([, { dev, devOptional }]) => !dev && !devOptional)),
  };
  await writeFile(
    join(folder, 'package-lock.json'),
    JSON.stringify({ ...manifest, lockfileVersion: 3, requires: true, packages }),
  );
  const flags = ['--prefer-offline', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'];
  orThrow(await execute(folder, 'npm', ['ci', ...flags]));
}

async function link(name: string, folder: string): Promise<void> {
  const target = join(folder, 'node_modules', name);
  await mkdir(dirname(target), { recursive: true });
  // Another test may have asked for it before.
  await rm(target, { recursive: true, force: true });
  await symlink(join(ROOT, 'node_modules', name), target, 'dir');
}

function execute(cwd: string, program: string, args: readonly string[]): Promise<Outcome> {
  const env = { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' };
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}

function orThrow(outcome: Outcome): Outcome {
  if (outcome.code === 0) return outcome;
  throw new Error(`exit code ${outcome.code}\n${outcome.stdout}\n${outcome.stderr}`);
}
