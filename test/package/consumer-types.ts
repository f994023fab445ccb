/**
 * Compiles a file that imports every entry point of the installed package, as consumers do whose compilers, settings and
 * kinds of module differ. Declarations are checked (`skipLibCheck` is off).
 *
 * @module test/package/consumer-types
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type TypeScript from 'typescript';
import { compilerHost } from './compiler-host.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ENTRY_POINTS = Object.keys(
  JSON.parse(readFileSync(join(ROOT, 'scripts/entry-points.json'), 'utf8')) as object,
);

/** The oldest compiler that is supported, and the newest. */
const COMPILERS = [
  ['5.0', 'test/tools/package.json', 'typescript-5.0'],
  ['6.0', 'package.json', 'typescript'],
] as const;

interface Resolution {
  readonly file: 'consumer.ts' | 'consumer.mts' | 'consumer.cts';
  readonly options: Readonly<Record<string, string>>;
  /** Compilers that refuse to require an ES module. */
  readonly refusedBy?: readonly string[];
}

const RESOLUTIONS: Readonly<Record<string, Resolution>> = {
  node10: { file: 'consumer.ts', options: { module: 'commonjs', moduleResolution: 'node' } },
  node16: { file: 'consumer.mts', options: { module: 'node16' } },
  'node16, CommonJS': { file: 'consumer.cts', options: { module: 'node16' }, refusedBy: ['5.0', '6.0'] },
  nodenext: { file: 'consumer.mts', options: { module: 'nodenext' } },
  'nodenext, CommonJS': { file: 'consumer.cts', options: { module: 'nodenext' }, refusedBy: ['5.0'] },
  bundler: { file: 'consumer.ts', options: { module: 'esnext', moduleResolution: 'bundler' } },
};

const FLAGS: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  'no flags': {},
  strict: { strict: true },
  exactOptionalPropertyTypes: { strict: true, exactOptionalPropertyTypes: true },
  noUncheckedIndexedAccess: { strict: true, noUncheckedIndexedAccess: true },
};

/** One way to compile. Where modules are found does not depend on flags: each resolution is taken with `strict`, and each flag with node10. */
export interface Consumer {
  readonly compiler: string;
  readonly resolution: string;
  readonly flags: string;
}

export const CONSUMERS: readonly Consumer[] = COMPILERS.flatMap(([compiler]) => [
  ...Object.keys(RESOLUTIONS).map((resolution) => ({ compiler, resolution, flags: 'strict' })),
  ...Object.keys(FLAGS)
    .filter((flags) => flags !== 'strict')
    .map((flags) => ({ compiler, resolution: 'node10', flags })),
]);

/** @returns the errors that a consumer must expect: TS1479 per entry point where ES modules cannot be required */
export function expectedErrors({ compiler, resolution }: Consumer): string[] {
  if (!RESOLUTIONS[resolution]?.refusedBy?.includes(compiler)) return [];
  return ENTRY_POINTS.map((_, at) => `consumer.cts:${at + 1}: TS1479`);
}

/** @returns the errors in the consumer's file and in the declarations of the package, not in those of other packages */
export function typeErrors(folder: string, { compiler, resolution, flags }: Consumer): string[] {
  const { file, options } = RESOLUTIONS[resolution]!;
  writeFileSync(join(folder, file), ENTRY_POINTS.map(importAll).join(''));
  const ts = loadCompiler(compiler);
  const isDeprecated = compiler === '6.0' && resolution === 'node10';
  const { options: parsed, errors } = ts.convertCompilerOptionsFromJson(
    {
      noEmit: true,
      types: ['node'],
      skipLibCheck: false,
      ...(isDeprecated && { ignoreDeprecations: '6.0' }),
      ...options,
      ...FLAGS[flags],
    },
    folder,
    join(folder, 'tsconfig.json'),
  );
  // A Maxun server's own compiler knows no `exports`: what is exported is used there as well.
  const isMaxuns = compiler === '6.0' && resolution === 'node10' && flags === 'strict';
  const roots = isMaxuns ? [file, 'entry-points.ts'] : [file];
  const program = ts.createProgram(
    roots.map((root) => join(folder, root)),
    parsed,
    compilerHost(ts, parsed),
  );
  const sources = program.getSourceFiles().filter(({ fileName }) => OURS.test(fileName));
  const found = sources.flatMap((source) => [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]);
  return [...errors, ...program.getOptionsDiagnostics(), ...found].map((error) => describe(ts, error));
}

const OURS = /\/(?:consumer\.[cm]?ts|entry-points\.ts)$|\/node_modules\/maxun-webhooks\//;

/** Whether the tools of the tests are installed, which hold the oldest compiler. */
export const canCompile: boolean = existsSync(join(ROOT, 'test/tools/node_modules/typescript-5.0'));

function importAll(entryPoint: string, at: number): string {
  return `export * as entry${at} from 'maxun-webhooks${entryPoint.slice(1)}';\n`;
}

function loadCompiler(compiler: string): typeof TypeScript {
  const [, manifest, name] = COMPILERS.find(([version]) => version === compiler)!;
  return createRequire(join(ROOT, manifest))(name) as typeof TypeScript;
}

/** What is expected, in short; anything else with the compiler's words. */
function describe(ts: typeof TypeScript, { file, start, code, messageText }: TypeScript.Diagnostic): string {
  const name =
    file?.fileName.replace(/^.*\/(?:node_modules\/)?(?=maxun-webhooks\/|consumer)/, '') ?? 'options';
  const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
  const text = code === 1479 ? '' : ` ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  return `${name}:${line}: TS${code}${text}`;
}
