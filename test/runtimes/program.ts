/**
 * Makes the cases into programs: with the package beside them, as a server has it, or with the package in them.
 *
 * @module test/runtimes/program
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as bundleWith, type Plugin } from 'esbuild';
import { BUILT } from '../build-package.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CASES = fileURLToPath(new URL('cases.ts', import.meta.url));
const ENTRY_POINTS = { maxun: 'dist/src/index.js', web: 'dist/src/adapters/web.js' };

/** What the program does with its report. */
const ENDINGS = {
  print: 'console.log(JSON.stringify(await runCases(entryPoints)));',
  serve: 'export default { fetch: async () => Response.json(await runCases(entryPoints)) };',
  expose: 'globalThis.report = runCases(entryPoints);',
} as const;

function source(ending: keyof typeof ENDINGS): string {
  return `
    import * as maxun from '${pathToFileURL(join(BUILT, ENTRY_POINTS.maxun)).href}';
    import * as web from '${pathToFileURL(join(BUILT, ENTRY_POINTS.web)).href}';
    import { runCases } from '${CASES}';
    const entryPoints = { maxun, web };
    ${ENDINGS[ending]}
  `;
}

/** Where esbuild is to bundle `dist`, and where it is to leave it to the runtime. */
function dist(external: boolean): Plugin {
  return {
    name: 'dist',
    setup: (build) => {
      build.onResolve({ filter: /^file:/ }, ({ path }) =>
        external ? { path, external } : { path: fileURLToPath(path) },
      );
    },
  };
}

/** A file that a runtime can run. */
export interface Program extends AsyncDisposable {
  readonly path: string;
}

/** Writes a program that imports `dist` when it runs, and prints its report. */
export async function writeProgram(): Promise<Program> {
  const folder = await mkdtemp(join(BUILT, 'runtimes-'));
  const path = join(folder, 'program.mjs');
  await bundleWith({
    ...inputs('print'),
    outfile: path,
    plugins: [dist(true)],
    format: 'esm',
    target: 'es2022',
  });
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * A program with `dist` in it, as a bundler for the web makes it.
 *
 * @param ending what it does with its report
 * @param conditions which of the package's conditions are taken, besides `import` and `default`
 * @returns its source
 */
export async function bundle(ending: 'serve' | 'expose', conditions: readonly string[]): Promise<string> {
  const { outputFiles } = await bundleWith({
    ...inputs(ending),
    write: false,
    plugins: [dist(false)],
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: [...conditions],
    minify: true,
  });
  return outputFiles[0]?.text ?? '';
}

function inputs(ending: keyof typeof ENDINGS): {
  stdin: { contents: string; resolveDir: string; loader: 'ts' };
  bundle: true;
  absWorkingDir: string;
} {
  return {
    stdin: { contents: source(ending), resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    absWorkingDir: ROOT,
  };
}
