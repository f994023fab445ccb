// Joins the sources: one file per entry point, one chunk with the whole core, and chunks for what other rooms share.
// Node takes about a millisecond for each file that it imports, and the core has dozens.
// Chunks are shared between entry points, so a class is the same at every one.
// Packages that are neither dependencies nor peers, such as Express, are joined too.
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { build } from 'esbuild';
import { packageOf } from './notices.mjs';

export async function buildPart(root, dist) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const entryPoints = JSON.parse(readFileSync(join(root, 'scripts/entry-points.json'), 'utf8'));
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const options = {
    absWorkingDir: root,
    outdir: dist,
    outbase: '.',
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: packages,
    legalComments: 'none',
    logLevel: 'warning',
  };
  const joined = [];
  const result = await build({
    ...options,
    entryPoints: [...Object.values(entryPoints), 'src/cli/main.ts'],
    plugins: [importCore(join(root, entryPoints['.'])), joinPackages(options, joined)],
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  });
  const inputs = [result, ...joined].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const files = result.outputFiles.map(({ path, text }) => [path, text]);
  for (const [path, text] of files) refuseOwnPlace(path, text);
  return { files, packages: inputs.flatMap((path) => packageOf(root, path)) };
}

/** Makes each source import the whole core, so that esbuild finds all of the core in the same place. */
function importCore(core) {
  const statement = `import ${JSON.stringify(core)};`;
  return {
    name: 'import core',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (path.includes('node_modules')) return undefined;
        return { contents: `${readFileSync(path, 'utf8')}\n${statement}`, loader: 'ts' };
      });
    },
  };
}

/**
 * Joins each package in CommonJS into an ES module first, which alone then holds what that needs: a `require` for the
 * modules of Node.
 */
function joinPackages(options, joined) {
  const modules = join(options.absWorkingDir, 'node_modules');
  return {
    name: 'join packages',
    setup({ onResolve, onLoad }) {
      // uuid has a form for Node, which imports node:crypto, and one for every runtime: the core takes the latter.
      onResolve({ filter: /^uuid$/ }, () => ({
        path: join(modules, 'uuid/dist/index.js'),
        sideEffects: false,
      }));
      onResolve({ filter: /^[@\w]/ }, ({ path, kind }) => {
        const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(path);
        if (kind === 'entry-point' || isAbsolute(path) || isBuiltin(path) || options.external.includes(name))
          return undefined;
        const { type } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
        return type === 'module' ? undefined : { path, namespace: 'package' };
      });
      onLoad({ filter: /./, namespace: 'package' }, async ({ path }) => {
        const result = await build({
          ...options,
          stdin: await reExport(path, options.absWorkingDir),
          banner: { js: REQUIRE },
        });
        joined.push(result);
        return { contents: result.outputFiles[0].text };
      });
    },
  };
}

const REQUIRE = `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);`;

/** A module with the names that Node gives a module in CommonJS. */
async function reExport(name, resolveDir) {
  const names = Object.keys(await import(name)).filter((each) => each !== 'default' && each !== '__esModule');
  const head = `import all from '${name}';\nexport default all;`;
  const lines = names.map((each, at) => `const value${at} = all.${each};\nexport { value${at} as ${each} };`);
  return { contents: [head, ...lines].join('\n'), sourcefile: 're-export.mjs', resolveDir };
}

/** Joining changes where a file is, except for what only looks for the modules of Node. */
function refuseOwnPlace(path, text) {
  if (text.replaceAll(/createRequire\d*\(import\.meta\.url\)/g, '').includes('import.meta.url')) {
    throw new Error(`${path} finds files by its own place, which joining changes: use packageFile().`);
  }
}
