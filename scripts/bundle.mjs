// Joins what tsc has written: one file per door, one chunk with the whole core, and chunks for what other rooms share.
// Node takes about a millisecond for each file that it imports, and the core has dozens.
// Chunks are shared between doors, so a class is the same at every door. Declarations stay one per file.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { bin, exports, imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Every file of `dist` that a part of the package's manifest names. */
function filesIn(manifest) {
  return [...new Set(JSON.stringify(manifest).match(/dist\/[^"*]+\.js(?=")/g))].map((file) => `./${file}`);
}

/** `#hmac` and `#turn` are chosen by the runtime, by the conditions in the manifest; `#generated` is the same for all. */
function resolveOwnImports({ onResolve }) {
  onResolve({ filter: /^#(?:hmac|turn)$/ }, ({ path }) => ({ path, external: true }));
  onResolve({ filter: /^#generated\// }, ({ path }) => ({ path: join(root, path.slice(1)) }));
}

/** A compiler that resolves as Node 10 did, as a Maxun server's does, knows nothing of `#generated`. */
function nameByPath(declaration) {
  const text = readFileSync(declaration, 'utf8');
  const generated = relative(dirname(declaration), join(root, 'generated')).replaceAll('\\', '/');
  writeFileSync(declaration, text.replaceAll("'#generated/", `'${generated}/`));
}

const options = {
  absWorkingDir: root,
  outdir: 'dist',
  outbase: 'dist',
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  legalComments: 'none',
  plugins: [{ name: 'own imports', setup: resolveOwnImports }],
};

// Every file imports the front door through this one, so that esbuild finds all of the core in the same place.
const core = join(root, 'dist/core.js');
writeFileSync(core, "import './src/index.js';\n");
const doors = await build({
  ...options,
  entryPoints: filesIn({ bin, exports }),
  inject: [core],
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
});
// What a runtime chooses between is imported by the core, so it must not import the core.
const variants = await build({ ...options, entryPoints: filesIn(imports) });
const outputs = [...doors.outputFiles, ...variants.outputFiles];

for (const { path, text } of outputs) {
  if (text.replaceAll('createRequire(import.meta.url)', '').includes('import.meta.url')) {
    throw new Error(`${path} finds files by its own place, which joining changes: use packageFile().`);
  }
}
for (const name of readdirSync(join(root, 'dist'), { recursive: true })) {
  const file = join(root, 'dist', name);
  if (name.endsWith('.js')) rmSync(file);
  if (name.endsWith('.d.ts')) nameByPath(file);
}
for (const { path, contents } of outputs) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
