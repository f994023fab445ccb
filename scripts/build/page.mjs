// Builds the inspector page.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { packageOf } from './notices.mjs';

export async function buildPart(root, dist) {
  const outDir = join(dist, 'mock-server/inspector');
  const { output } = await build({
    configFile: join(root, 'mock-server/inspector/vite.config.ts'),
    build: { outDir, emptyOutDir: true },
  });
  return {
    files: readdirSync(outDir)
      .map((name) => join(outDir, name))
      .map((path) => [path, readFileSync(path)]),
    packages: output
      .flatMap(({ modules }) => Object.keys(modules ?? {}))
      .flatMap((path) => packageOf(root, path)),
  };
}
