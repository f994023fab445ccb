/**
 * Bundles a child process's program, so that it starts in a moment.
 *
 * @module test/faults/bundle
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const { resolve } = createRequire(new URL('../../src/index.ts', import.meta.url));

/**
 * Packages are in it: each child would look for hundreds of files. Only what is not JavaScript alone is left outside.
 *
 * @param name of a file beside this one
 * @returns where its bundle is: under `node_modules`, where it finds what is outside
 */
export async function bundle(name: string): Promise<string> {
  const outfile = fileURLToPath(
    new URL(`../../node_modules/.cache/maxun-webhooks/${process.pid}-${name}.mjs`, import.meta.url),
  );
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['libsql', 'pg-native'],
    // The tools of the tests have a copy of their own, but failpoints are put into the one that the sources use.
    alias: { pg: resolve('pg') },
    // What CommonJS requires of Node.
    banner: {
      js: `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);`,
    },
    logLevel: 'error',
  });
  return outfile;
}
