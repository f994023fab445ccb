/**
 * What a project's folder says about itself.
 *
 * @module codegen/project
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { authTexts } from './handlers/auth.ts';
import {
  type AuthChoice,
  auths,
  type Framework,
  type Language,
  type TestRunner,
} from './handlers/choices.ts';

/** The package managers that are told apart. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** Something that was found, and where. */
export interface Found<Value> {
  readonly value: Value;
  /** What it was told by, such as `"express" in package.json`. */
  readonly because: string;
}

/** What is known of a project; what was not found is absent. */
export interface Project {
  readonly folder: string;
  readonly framework?: Found<Framework>;
  readonly language: Found<Language>;
  readonly tests?: Found<TestRunner>;
  readonly auth?: Found<AuthChoice>;
  /** Whether `.js` files are ES modules. */
  readonly isModule: Found<boolean>;
  readonly packageManager: Found<PackageManager>;
  /** Packages that package.json names. */
  readonly packages: ReadonlySet<string>;
  /** The folder for the sources, relative to the project. */
  readonly sources: string;
}

interface Manifest {
  readonly type?: unknown;
  readonly packageManager?: unknown;
  readonly scripts?: { readonly test?: unknown };
}

/**
 * Looks at package.json, the lock file, the compiler's and the platform's configuration, and `.env.example`.
 *
 * @param folder of the project
 * @throws {TypeError} if package.json cannot be parsed
 */
export function detectProject(folder: string): Project {
  const manifest = readManifest(folder);
  const packages = packagesOf(manifest ?? {});
  const framework = findFramework(folder, packages);
  const tests = findTests(packages, manifest);
  const auth = findAuth(folder);
  return {
    folder,
    ...(framework && { framework }),
    language: findLanguage(folder, packages),
    ...(tests && { tests }),
    ...(auth && { auth }),
    isModule: moduleSystem(manifest),
    packageManager: findPackageManager(folder, manifest),
    packages,
    sources: sourcesOf(folder, framework?.value),
  };
}

function readManifest(folder: string): Manifest | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))) as Manifest;
  } catch (cause) {
    throw new TypeError(`${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

/** Without `type`, Node takes `.js` for CommonJS. */
function moduleSystem(manifest: Manifest | undefined): Found<boolean> {
  const value = manifest?.type === 'module';
  if (manifest === undefined) return { value, because: 'no package.json' };
  return { value, because: `package.json ${value ? 'has' : 'does not have'} "type": "module"` };
}

function packagesOf(manifest: object): ReadonlySet<string> {
  const lists = manifest as Readonly<Record<string, unknown>>;
  const names = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap(
    (list) => Object.keys(Object(lists[list]) as object),
  );
  return new Set(names);
}

/** What gives a framework away; a framework that is built on another comes first. */
const SIGNS: readonly (readonly [Framework, readonly string[], readonly string[]])[] = [
  ['next', ['next'], ['next.config.js', 'next.config.mjs', 'next.config.ts']],
  ['nest', ['@nestjs/core'], ['nest-cli.json']],
  ['hono', ['hono'], []],
  ['fastify', ['fastify'], []],
  ['koa', ['koa'], []],
  ['express', ['express'], []],
  [
    'workers',
    ['wrangler', '@cloudflare/workers-types'],
    ['wrangler.toml', 'wrangler.json', 'wrangler.jsonc'],
  ],
  [
    'lambda',
    ['@types/aws-lambda', '@middy/core', 'serverless', 'aws-cdk-lib'],
    ['serverless.yml', 'template.yaml', 'samconfig.toml'],
  ],
];

function findFramework(folder: string, packages: ReadonlySet<string>): Found<Framework> | undefined {
  for (const [value, names, files] of SIGNS) {
    const name = names.find((each) => packages.has(each));
    if (name !== undefined) return inManifest(value, name);
    const file = files.find((each) => existsSync(join(folder, each)));
    if (file !== undefined) return { value, because: file };
  }
  return undefined;
}

function findLanguage(folder: string, packages: ReadonlySet<string>): Found<Language> {
  if (existsSync(join(folder, 'tsconfig.json'))) return { value: 'ts', because: 'tsconfig.json' };
  if (packages.has('typescript')) return inManifest('ts', 'typescript');
  return { value: 'js', because: 'neither tsconfig.json nor "typescript" in package.json' };
}

function findTests(
  packages: ReadonlySet<string>,
  manifest: Manifest | undefined,
): Found<TestRunner> | undefined {
  for (const name of ['vitest', 'jest'] as const) if (packages.has(name)) return inManifest(name, name);
  const script = manifest?.scripts?.test;
  const isNode = typeof script === 'string' && /\bnode\b.*--test\b/.test(script);
  return isNode ? { value: 'node-test', because: 'the script "test" of package.json' } : undefined;
}

function findAuth(folder: string): Found<AuthChoice> | undefined {
  for (const because of ['.env.example', '.env']) {
    const file = join(folder, because);
    // `.env` is the folder of a virtual environment in some Python projects.
    const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
    const text = isFile ? readFileSync(file, 'utf8') : '';
    const value = auths.find((auth) => hasVariable(text, authTexts[auth].variable));
    if (value !== undefined) return { value, because: `${authTexts[value].variable} in ${because}` };
  }
  return undefined;
}

/**
 * @param text of an `.env` file
 * @param variable its name
 * @returns whether the file sets it
 */
export function hasVariable(text: string, variable: string | undefined): boolean {
  return variable !== undefined && new RegExp(`^\\s*(?:export\\s+)?${variable}\\s*=`, 'm').test(text);
}

const LOCK_FILES: readonly (readonly [string, PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
];

function findPackageManager(folder: string, manifest: Manifest | undefined): Found<PackageManager> {
  const [named] = /^(?:npm|pnpm|yarn|bun)(?=@)/.exec(String(manifest?.packageManager)) ?? [];
  if (named !== undefined)
    return { value: named as PackageManager, because: '"packageManager" in package.json' };
  // A workspace has one lock file, above its packages.
  for (let at = folder; ; at = dirname(at)) {
    const [file, value] = LOCK_FILES.find(([name]) => existsSync(join(at, name))) ?? [];
    if (file !== undefined && value !== undefined) return { value, because: file };
    if (at === dirname(at) || existsSync(join(at, '.git')))
      return { value: 'npm', because: 'no lock file of another' };
  }
}

function sourcesOf(folder: string, framework: Framework | undefined): string {
  const inSource = (name: string): boolean => existsSync(join(folder, 'src', name));
  if (framework === 'next') return inSource('app') ? 'src/app/hooks/maxun' : 'app/hooks/maxun';
  return inSource('.') ? 'src' : '.';
}

function inManifest<Value>(value: Value, name: string): Found<Value> {
  return { value, because: `"${name}" in package.json` };
}
