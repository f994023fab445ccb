/**
 * The packed tarball, as a stranger uses it: every entry point, from an ES module, from CommonJS, and from TypeScript.
 *
 * @module test/package
 */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONSUMERS, canCompile, expectedErrors, typeErrors } from './consumer-types.ts';
import { type Stranger, startStranger } from './stranger.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NAMES = fileURLToPath(new URL('export-names.json', import.meta.url));

/** What somebody installs who uses the entry points of frameworks, with types. */
const PEERS = ['@nestjs/common', 'fastify', 'koa', 'pg', 'pg-boss'];
const TYPES = ['@types/express', '@types/koa', '@types/pg', '@opentelemetry/api', 'reflect-metadata', 'rxjs'];

/** Entry points that load no package. */
const ADAPTERS = ['/node', '/lambda', '/express', '/koa', '/fastify'];
const STORES = ['/dedupe/sqlite', '/dedupe/postgres', '/queue/sqlite', '/queue/postgres'];

let stranger: Stranger;

beforeAll(async () => {
  stranger = await startStranger();
});

afterAll(() => stranger?.[Symbol.asyncDispose]());

describe('with nothing else installed', () => {
  test('the tarball holds what is used, and neither sources nor tests', () => {
    const kept =
      /^(?:dist\/.+\.(?:js|d\.ts|css|html|svg|png|ico)|(?:generated|examples)\/.+|docs\/(?:[\w-]+\/)?[\w-]+\.(?:md|png)|contract\/(?:maxun-api|observed)\.yaml|asyncapi\.yaml|src\/codegen\/types\/templates\/.+\.(?:go|py|typed|txt))$/;
    const named = new Set(['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'THIRD-PARTY-NOTICES.md']);
    expect(stranger.packed.filter((path) => !kept.test(path) && !named.has(path))).toEqual([]);
    for (const path of named) expect(stranger.packed).toContain(path);
  });

  test('it installs at most 6 packages and 10 MB', async () => {
    const modules = join(stranger.folder, 'node_modules');
    const lock = await readFile(join(modules, '.package-lock.json'), 'utf8');
    const { packages } = JSON.parse(lock) as { packages: object };
    expect(Object.keys(packages).length, Object.keys(packages).join(', ')).toBeLessThanOrEqual(6);
    const entries = await readdir(modules, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const sizes = await Promise.all(
      files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
    );
    expect(sizes.reduce((total, size) => total + size)).toBeLessThan(10_000_000);
  });

  test('its dependencies are the packages that its code imports, and no other', async () => {
    const folder = join(stranger.folder, 'node_modules/maxun-webhooks');
    const code = stranger.packed.filter((path) => /^dist\/(?:src|mock-server|chunks)\/.*\.js$/.test(path));
    const texts = await Promise.all(code.map((path) => readFile(join(folder, path), 'utf8')));
    const imported = texts.flatMap((text) =>
      [...text.matchAll(/^(?:import|export) [^;]*?"([@\w][^"]*)";|\bimport\("([@\w][^"]*)"\)/gm)].map(
        ([, first, second]) => first ?? second ?? '',
      ),
    );
    const { dependencies, peerDependencies } = JSON.parse(
      await readFile(join(folder, 'package.json'), 'utf8'),
    ) as Record<'dependencies' | 'peerDependencies', object>;
    const names = imported.filter((name) => !isBuiltin(name) && !(name in peerDependencies));
    expect([...new Set(names)].sort()).toEqual(Object.keys(dependencies));
  });

  test('its pages lead to each other, not to what stays in the repository', async () => {
    const pages = stranger.packed.filter((path) => path.endsWith('.md'));
    const text = (page: string): Promise<string> =>
      readFile(join(stranger.folder, 'node_modules/maxun-webhooks', page), 'utf8');
    const dead: string[] = [];
    for (const page of pages) {
      for (const [, link = ''] of (await text(page)).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
        const [path, heading] = link.split('#');
        const target = path ? join(dirname(page), path) : page;
        const isThere = stranger.packed.some(
          (file) => file === target || (target.endsWith('/') && file.startsWith(target)),
        );
        if (!isThere || (heading && !headingsOf(await text(target)).has(heading)))
          dead.push(`${page}: ${link}`);
      }
    }
    expect(dead).toEqual([]);
  });

  /** As GitHub makes them: lower case, without punctuation, with hyphens for spaces. */
  function headingsOf(markdown: string): ReadonlySet<string> {
    const titles = [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase());
    return new Set(titles.map((title) => title.replaceAll(/[^\w -]/g, '').replaceAll(' ', '-')));
  }

  test('an ES module signs, verifies, unwraps and receives', async () => {
    expect(await stranger.print('node', 'use.mjs')).toBe('ok\n');
  });

  test('CommonJS does, and mocks and simulates', async () => {
    expect(await stranger.print('node', 'use.cjs')).toBe('ok\n');
  });

  test.each([
    ['none', ['/simulate', '/assert', '/codegen', ...ADAPTERS, ...STORES], []],
    ['undici alone', ['/address-guard'], ['undici']],
    ['undici alone', ['/probe'], ['undici']],
    ['undici alone', ['/sender'], ['undici']],
    ['undici alone', ['/mock-receiver'], ['undici']],
  ])('of the packages, %s is loaded by maxun-webhooks%j', async (_which, entryPoints, packages) => {
    expect(packagesOf(await loadedBy(entryPoints))).toEqual(packages);
  });

  test('the core imports nothing of Node', async () => {
    const urls = await loadedBy(['', '/web']);
    expect(urls.filter((url) => url.startsWith('node:'))).toEqual([]);
    expect(packagesOf(urls)).toEqual([]);
  });

  test("verifying with Node's headers does not load Node's fetch", async () => {
    expect(JSON.parse(await stranger.print('node', 'verify.mjs'))).toEqual([false, true]);
  });

  async function loadedBy(entryPoints: readonly string[]): Promise<readonly string[]> {
    const names = entryPoints.map((path) => `maxun-webhooks${path}`);
    return JSON.parse(await stranger.print('node', 'trace.mjs', ...names)) as string[];
  }

  function packagesOf(urls: readonly string[]): readonly string[] {
    const names = urls.flatMap(
      (url) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(url)?.[1] ?? [],
    );
    return [...new Set(names)].filter((name) => name !== 'maxun-webhooks').sort();
  }

  test('the core is typed without the types of Node', async () => {
    const options = { ...STRICT, types: [], lib: ['ES2023', 'DOM', 'DOM.Iterable'], skipLibCheck: false };
    expect(await compile('core.ts', { ...options, module: 'nodenext' })).toBe('');
  });

  test('the command runs', async () => {
    const command = join('node_modules', '.bin', 'maxun-webhooks');
    expect(await stranger.print(command, '--help')).toContain('Usage: maxun-webhooks');
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await stranger.print(command, '--version')).toBe(`${version}\n`);
    expect((await stranger.run(command, 'trigger', 'A', 'nonsense')).code).toBe(2);
    expect(await stranger.print(command, 'generate', 'types', '--language', 'go', '--dry-run')).toContain(
      'run.go',
    );
  });
});

test('the sender and the mock receiver need the types of Node, and of nothing else', async () => {
  await stranger.add('@types/node');
  const options = { ...STRICT, types: ['node'], lib: ['ES2023', 'ESNext.Disposable'], skipLibCheck: false };
  expect(await compile('server.ts', { ...options, module: 'nodenext' })).toBe('');
});

describe('with the frameworks installed', () => {
  beforeAll(() => stranger.add(...PEERS, ...TYPES));

  test('every entry point exports the names that are listed, from either kind of module', async () => {
    const names = JSON.parse(await stranger.print('node', 'names.mjs')) as unknown;
    expect(JSON.parse(await stranger.print('node', 'names.cjs'))).toEqual(names);
    if (process.env['UPDATE_EXPORT_NAMES'] === '1') {
      await writeFile(NAMES, `${JSON.stringify(names, null, 2)}\n`);
    }
    const advice =
      'The exported names are not those of test/package/export-names.json. A name that is gone or changed breaks users. ' +
      'If it is meant: UPDATE_EXPORT_NAMES=1 npx vitest run --project package, look at the difference, commit it.';
    expect(names, advice).toEqual(JSON.parse(await readFile(NAMES, 'utf8')));
  });

  test.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('every entry point is typed, for module %s and resolution %s', async (module, moduleResolution) => {
    const options = {
      ...STRICT,
      types: ['node'],
      lib: ['ES2023', 'DOM', 'ESNext.Disposable'],
      skipLibCheck: true,
    };
    expect(await compile('entry-points.ts', { ...options, module, moduleResolution })).toBe('');
  });

  describe.skipIf(!canCompile)('every entry point compiles with its declarations checked', () => {
    beforeAll(() => stranger.add('@types/node', 'vitest'));

    test.each(CONSUMERS)('by TypeScript $compiler, $resolution, $flags', (consumer) => {
      expect(typeErrors(stranger.folder, consumer)).toEqual(expectedErrors(consumer));
    });
  });

  test('every entry point has its types and its code in the tarball', async () => {
    const manifest = await readFile(
      join(stranger.folder, 'node_modules/maxun-webhooks/package.json'),
      'utf8',
    );
    const { exports, typesVersions } = JSON.parse(manifest) as {
      exports: Record<string, string | Record<string, string>>;
      typesVersions: { '*': Record<string, string[]> };
    };
    const typed = Object.entries(exports).filter(
      ([path, entryPoint]) => path !== '.' && typeof entryPoint === 'object',
    );
    const types = typed.map(([path, entryPoint]) => [path.slice(2), [Object(entryPoint).types as string]]);
    expect(typesVersions['*']).toEqual(Object.fromEntries(types));
    for (const target of Object.values(exports).flatMap((entryPoint) =>
      Object.values(Object(entryPoint) as object),
    )) {
      if (typeof target !== 'string' || target.includes('*') || !target.startsWith('./')) continue;
      expect((await stat(join(stranger.folder, 'node_modules/maxun-webhooks', target))).isFile()).toBe(true);
    }
  });
});

/** TypeScript 7 is many times as fast, but comes with the tools of the tests only. */
const TSC = join(
  ROOT,
  canCompile ? 'test/tools/node_modules/typescript-7' : 'node_modules/typescript',
  'bin/tsc',
);

const STRICT = {
  target: 'es2023',
  strict: true,
  noEmit: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
};

/** Type-checks one file of the stranger's. Returns what the compiler has to say. */
async function compile(file: string, compilerOptions: Record<string, unknown>): Promise<string> {
  const { folder } = stranger;
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as object;
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, type: 'module' }));
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
  return (await stranger.run('node', TSC, '-p', 'tsconfig.json')).stdout;
}
