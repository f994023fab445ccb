/**
 * Bundles a child process's program, so that it starts in a moment.
 *
 * @module test/faults/bundle
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** @param name of a file beside this one @returns where its bundle is: under `node_modules`, whose packages it imports */
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
    packages: 'external',
    logLevel: 'error',
  });
  return outfile;
}
