// Writes the declarations that the entry points lead to, one per source file. Each is written from its file alone
// (`isolatedDeclarations`), so this takes seconds; `npm run check types` finds what does not fit together.
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

export function buildPart(root, dist) {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => readFileSync(file, 'utf8'));
  const { options: compilerOptions } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const entryPoints = JSON.parse(readFileSync(join(root, 'scripts/entry-points.json'), 'utf8'));
  const sources = new Set(Object.values(entryPoints).map((file) => join(root, file)));
  const files = [];
  for (const source of sources) {
    const { outputText } = ts.transpileDeclaration(readFileSync(source, 'utf8'), {
      fileName: source,
      compilerOptions,
    });
    const generated = relative(dirname(source), join(root, 'generated')).replaceAll('\\', '/');
    // A compiler that resolves as Node 10 did, as a Maxun server's does, does not know `imports`.
    const text = outputText
      .replaceAll("'#generated/", `'${generated}/`)
      .replaceAll(/'(\.\.?\/[^']+)\.ts'/g, (_, path) => {
        sources.add(resolve(dirname(source), `${path}.ts`));
        return `'${path}.js'`;
      });
    files.push([
      join(dist, relative(root, source).replace(/\.ts$/, '.d.ts')),
      forOlderCompilers(text.replaceAll(`'${generated}/`, `'../${generated}/`)),
    ]);
  }
  return { files };
}

/** What compilers before 5.7 (a generic Uint8Array) or with ES5 as their target (`#private`) refuse, in other words. */
function forOlderCompilers(text) {
  return text
    .replaceAll('Uint8Array<ArrayBuffer>', '(Uint8Array & { readonly buffer: ArrayBuffer })')
    .replaceAll(/^(\s*)#private;$/gm, '$1private readonly hidden;');
}
