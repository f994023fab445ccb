// Writes the entry points of scripts/entry-points.json into package.json: `exports` and `typesVersions`, which compilers
// read that do not know `exports`. With `--check` it writes nothing, and fails if package.json says something else.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package.json', import.meta.url);
const sources = JSON.parse(readFileSync(new URL('entry-points.json', import.meta.url), 'utf8'));
const text = readFileSync(file, 'utf8');
const manifest = JSON.parse(text);

const built = Object.entries(sources).map(([name, source]) => {
  const path = `./dist/${source.replace(/\.ts$/, '')}`;
  return [name, { types: `${path}.d.ts`, default: `${path}.js` }];
});
const files = Object.entries(manifest.exports).filter(([, target]) => typeof target === 'string');
manifest.exports = Object.fromEntries([...built, ...files]);
manifest.types = manifest.exports['.'].types;
const others = built.filter(([name]) => name !== '.');
manifest.typesVersions = {
  '*': Object.fromEntries(others.map(([name, { types }]) => [name.slice(2), [types]])),
};

const wanted = `${JSON.stringify(manifest, null, 2)}\n`;
if (wanted !== text && process.argv.includes('--check')) {
  console.error(
    'package.json has other entry points than scripts/entry-points.json. Run: node scripts/entry-points.mjs',
  );
  process.exitCode = 1;
} else if (wanted !== text) {
  writeFileSync(file, wanted);
}
