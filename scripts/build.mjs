// Builds the package: `node scripts/build.mjs [--to-run] [--into FOLDER] [--prepare]`.
//
// `--to-run` builds only what runs: the code and the inspector page, not the declarations. `--into` makes the whole package,
// as it is packed, in another folder than the repository. `--prepare` is for npm, which asks for a build when it installs:
// after `npm ci` it does nothing, since `npm start` builds what it runs. What is up to date is not built again.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    'to-run': { type: 'boolean', default: false },
    into: { type: 'string', default: root },
    prepare: { type: 'boolean', default: false },
  },
});
if (options.prepare && process.env.npm_command === 'ci') process.exit();
const target = resolve(options.into);
const dist = join(target, 'dist');
const stampFile = join(dist, '.build.json');
const BUILT = new Set(['dist', 'THIRD-PARTY-NOTICES.md']);
const parts = options['to-run'] ? ['code', 'page'] : ['code', 'page', 'declarations'];

/** What is packed besides what is built: what npm packs always, and the other `files` of package.json. */
function copiedPaths() {
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const given = files.filter((name) => !name.startsWith('!') && !BUILT.has(name));
  return ['package.json', 'README.md', 'LICENSE', ...given.map((name) => name.split('/*')[0])];
}

/** Everything that the result depends on. Not all of `scripts`, which holds a link to the tools of the tests: 1.4 GB. */
const SOURCES = [
  'src',
  'mock-server',
  'generated',
  'scripts/build',
  'scripts/build.mjs',
  'scripts/entry-points.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .toSorted();
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((path) => filesBelow(join(root, path)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** What the last build into the same folder has written, if it is of the same sources and still there. */
function upToDateParts(hash) {
  if (!existsSync(stampFile)) return {};
  const { hash: before, files } = JSON.parse(readFileSync(stampFile, 'utf8'));
  const isThere = (names) => names.every((name) => existsSync(join(target, name)));
  return before === hash
    ? Object.fromEntries(Object.entries(files).filter(([, names]) => isThere(names)))
    : {};
}

async function buildAndWrite(part) {
  const start = performance.now();
  const { buildPart } = await import(`./build/${part}.mjs`);
  const { files, packages = [] } = await buildPart(root, dist);
  for (const [path, content] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  console.error(`  ${part.padEnd(13)} ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return { part, names: files.map(([path]) => relative(target, path)), packages };
}

if (target !== resolve(root)) {
  for (const name of copiedPaths()) {
    rmSync(join(target, name), { recursive: true, force: true });
    cpSync(join(root, name), join(target, name), { recursive: true });
  }
}
const hash = hashOfSources();
const done = upToDateParts(hash);
const missing = parts.filter((part) => !(part in done));
if (missing.length > 0) {
  console.error(`Building ${missing.join(', ')} …`);
  if (Object.keys(done).length === 0) rmSync(dist, { recursive: true, force: true });
  const built = await Promise.all(missing.map(buildAndWrite)).catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error(`${error.message}\nWhat the build needs is not installed. Run npm ci first.`);
    process.exit(1);
  });
  const packages = built.flatMap((part) => part.packages);
  const { writeNotices } = await import('./build/notices.mjs');
  if (packages.length > 0) writeNotices(join(target, 'THIRD-PARTY-NOTICES.md'), packages);
  const files = { ...done, ...Object.fromEntries(built.map(({ part, names }) => [part, names])) };
  writeFileSync(stampFile, JSON.stringify({ hash, files }));
}
