// Joins what tsc has written into one file per door and shared chunks: Node takes about a millisecond for each file
// that it imports, and the core has dozens. Chunks are shared between doors, so a class is the same at every door.
// Declarations stay as they are; files that only the joined ones needed are removed.
import { readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { bin, exports, imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Every file of `dist` that the package's manifest names: its doors, its command, its runtime variants. */
const files = new Set(JSON.stringify({ bin, exports, imports }).match(/dist\/[^"*]+\.js(?=")/g));

/** `#hmac` is chosen by the runtime, by the conditions in the manifest; `#generated` is the same for all. */
function resolveOwnImports({ onResolve }) {
  onResolve({ filter: /^#hmac$/ }, ({ path }) => ({ path, external: true }));
  onResolve({ filter: /^#generated\// }, ({ path }) => ({ path: join(root, path.slice(1)) }));
}

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: [...files].map((file) => `./${file}`),
  outdir: 'dist',
  outbase: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  legalComments: 'none',
  plugins: [{ name: 'own imports', setup: resolveOwnImports }],
});

for (const { path, text } of outputFiles) {
  if (/import\.meta\.url/.test(text.replaceAll('createRequire(import.meta.url)', ''))) {
    throw new Error(`${path} finds files by its own place, which joining changes: use packageFile().`);
  }
}
for (const name of readdirSync(join(root, 'dist'), { recursive: true })) {
  if (name.endsWith('.js')) rmSync(join(root, 'dist', name));
}
for (const { path, contents } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
