/**
 * Generated handlers as a user gets them: for every framework and way to authenticate that is offered, a fresh folder in which
 * the command line of the packed tarball writes its files. They are compiled, and their tests are run, against the same
 * tarball. Languages and test runners take turns, so that each framework has all of them.
 *
 * @module test/examples/generated-handlers
 */
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  auths,
  frameworks,
  generateHandlers,
  type HandlerChoices,
  languages,
  testRunners,
} from '../../src/codegen/index.ts';
import { probeEndpoint, type ProbeOptions } from '../../src/probe/index.ts';
import { fixtureNames } from '../../src/simulate/index.ts';
import { type Stranger, startStranger } from '../package/stranger.ts';
import { startProgram } from './running.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSC = join(ROOT, 'test/tools/node_modules/typescript-7/bin/tsc');
const FROM_TOOLS = ['jest', '@jest/globals', 'ts-jest'];

interface Combination extends HandlerChoices {
  /** The folder of its files, below that of its runner. */
  readonly name: string;
}

const runners = testRunners.filter((runner) => runner !== 'none');
const combinations: readonly Combination[] = frameworks.flatMap((framework, at) =>
  auths.map((auth, turn): Combination => {
    const language = languages[(turn + Math.floor(at / 3)) % languages.length]!;
    const tests = runners[(turn + at) % runners.length]!;
    // A framework in a CommonJS project sees `.mjs`.
    return { framework, language, tests, auth, isModule: at % 2 === 0, name: `${framework}-${auth}` };
  }),
);

let stranger: Stranger;

beforeAll(async () => {
  stranger = await startStranger();
  const packages = combinations.flatMap((combination) => {
    const { packages, devPackages } = generateHandlers(combination);
    return [...packages, ...devPackages].filter((name) => name !== 'maxun-webhooks');
  });
  const inRoot = new Set(packages.filter((name) => !FROM_TOOLS.includes(name) && name !== 'next'));
  await stranger.add(...inRoot);
  for (const name of FROM_TOOLS) await linkTool(name);
  await generateAll();
  await writeFile(join(stranger.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER }));
});

afterAll(() => stranger?.[Symbol.asyncDispose]());

test.each([
  ['nodenext', { exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }, runners],
  ['bundler', { module: 'esnext', moduleResolution: 'bundler' }, ['vitest']],
])('all of them compile, for %s', async (name, options, folders) => {
  const config = { compilerOptions: { ...COMPILER, ...options }, include: folders };
  await writeFile(join(stranger.folder, `tsconfig.${name}.json`), JSON.stringify(config));
  expect((await stranger.run('node', TSC, '-p', `tsconfig.${name}.json`)).stdout).toBe('');
});

/** What the projects have in common: a strict compiler, with the decorators of Nest. */
const COMPILER = {
  target: 'es2023',
  module: 'nodenext',
  lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  types: ['node'],
  strict: true,
  noEmit: true,
  noUnusedLocals: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  isolatedModules: true,
  experimentalDecorators: true,
  skipLibCheck: true,
};

test('Vitest runs the tests of each', async () => {
  const args = 'node_modules/vitest/vitest.mjs run --silent --no-isolate --pool threads --dir vitest'.split(
    ' ',
  );
  const { stdout, stderr, code } = await stranger.run('node', ...args);
  expect(code, stdout + stderr).toBe(0);
  expect(stdout).toMatch(new RegExp(`Tests\\s+${countOf('vitest')} passed`));
});

test('Jest runs the tests of each', async () => {
  await writeFile(join(stranger.folder, 'jest/jest.config.json'), JSON.stringify(JEST));
  const args = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '-c', 'jest/jest.config.json'];
  const { stdout, stderr, code } = await stranger.run('node', ...args);
  expect(code, stdout + stderr).toBe(0);
  expect(stderr).toMatch(new RegExp(`Tests:\\s+${countOf('jest')} passed`));
});

/** As docs/guides/typed-handlers.md says. */
const JEST = {
  silent: true,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '\\.ts$': [
      'ts-jest',
      { useESM: true, tsconfig: { ...COMPILER, module: 'esnext', moduleResolution: 'bundler' } },
    ],
  },
};

test("Node's own runner runs the tests of each", async () => {
  // In one process: a process for each of them would take most of the time of all of these tests.
  const files = combinations.filter(({ tests }) => tests === 'node-test');
  const lines = files.map((combination) => `import './${testFiles.get(combination)}';\n`);
  await writeFile(join(stranger.folder, 'all.test.mjs'), lines.join(''));
  const { stdout, code } = await stranger.run('node', '--import', 'tsx', '--test', 'all.test.mjs');
  expect(code, stdout).toBe(0);
  expect(stdout).toContain(`pass ${countOf('node-test')}`);
});

test('each scores 100 in a probe, whatever its framework and its way to authenticate', async () => {
  await stranger.add('@hono/node-server', 'tsx');
  await cp(
    fileURLToPath(new URL('hosts/generated.ts', import.meta.url)),
    join(stranger.folder, 'generated.mts'),
  );
  const args = combinations.flatMap((one) => [one.framework, handlerFiles.get(one)!]);
  await using host = startProgram(stranger.folder, ['generated.mts', ...args], SECRETS);
  const [, list = ''] = /Ports: (.*)\./.exec(await host.printed(/Ports: .*\./)) ?? [];
  const ports = list.split(' ');
  expect(ports).toHaveLength(combinations.length);
  const failed: string[] = [];
  const waiting = combinations.entries();
  const probeEach = async (): Promise<void> => {
    for (const [at, one] of waiting) {
      const { url, ...options } = probeOf(one.auth, `http://127.0.0.1:${ports[at]}/hooks/maxun`);
      const { cases, complete } = await probeEndpoint(url, options);
      for (const { id, outcome, reason } of cases)
        if (outcome === 'failed') failed.push(`${one.name}: ${id}. ${reason}`);
      if (!complete) failed.push(`${one.name}: time was up.`);
    }
  };
  await Promise.all([probeEach(), probeEach()]);
  expect(failed).toEqual([]);
}, 240_000);

const SECRETS = {
  MAXUN_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  MAXUN_WEBHOOK_TOKEN: 'a-token-of-this-test-alone',
  MAXUN_WEBHOOK_PASSWORD: 'a-password-of-this-test-alone',
};

/** Without the cases that take seconds each, which test/probe runs; and large bodies once for each framework. */
function probeOf(auth: HandlerChoices['auth'], url: string): ProbeOptions & { readonly url: string } {
  const slow = ['upload-dripped', 'upload-slow'];
  const skip = [...slow, 'sizes'];
  if (auth === 'signed') return { url, skip: slow, secrets: [SECRETS.MAXUN_WEBHOOK_SECRET] };
  if (auth === 'token') return { url: `${url}?token=${SECRETS.MAXUN_WEBHOOK_TOKEN}`, skip };
  if (auth === 'basic')
    return { url, skip, auth: { user: 'maxun', password: SECRETS.MAXUN_WEBHOOK_PASSWORD } };
  // Its user chose that anybody may post.
  return { url, skip: [...skip, 'credentials'] };
}

/** One test per fixture, one of a GET, and one of a refusal where there is something to refuse by. */
function countOf(runner: string): number {
  const counts = combinations
    .filter(({ tests }) => tests === runner)
    .map(({ auth }) => fixtureNames.length + (auth === 'none' ? 1 : 2));
  return counts.reduce((total, count) => total + count);
}

/** The paths of the tests, and of what they test, below the folder of the stranger. */
const testFiles = new Map<Combination, string>();
const handlerFiles = new Map<Combination, string>();

interface Printed {
  readonly files: readonly { readonly path: string; readonly outcome: string }[];
}

/** Runs the command line for each, all in one process: each start of one takes longer than the command. */
async function generateAll(): Promise<void> {
  const runs = combinations.map(({ framework, language, auth, tests, name }) => {
    const flags = Object.entries({ framework, language, auth, tests });
    const args = [
      'generate',
      'handlers',
      '--json',
      ...flags.flatMap(([flag, value]) => [`--${flag}`, value]),
    ];
    return { folder: join(stranger.folder, tests, name), args };
  });
  for (const [at, { folder }] of runs.entries()) {
    await mkdir(folder, { recursive: true });
    const type = combinations[at]!.isModule ? 'module' : 'commonjs';
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type }));
  }
  await writeFile(join(stranger.folder, 'generate-all.mjs'), GENERATE_ALL);
  const lines = (await stranger.print('node', 'generate-all.mjs', JSON.stringify(runs))).trim().split('\n');
  for (const [at, combination] of combinations.entries()) {
    const { files } = JSON.parse(lines[at]!) as Printed;
    expect(files.map(({ outcome }) => outcome)).toEqual(files.map(() => 'created'));
    const pathOf = (pattern: RegExp): string =>
      [combination.tests, combination.name, files.find(({ path }) => pattern.test(path))!.path].join('/');
    testFiles.set(combination, pathOf(/\.test\./));
    handlerFiles.set(combination, pathOf(/^(?!.*\.test\.).*(?:maxun-webhooks|route)\b/));
  }
}

const GENERATE_ALL = `
const program = new URL('node_modules/maxun-webhooks/dist/src/cli/main.js', import.meta.url).href;
process.stdout.setMaxListeners(0);
process.stderr.setMaxListeners(0);
for (const [at, { folder, args }] of JSON.parse(process.argv[2]).entries()) {
  process.chdir(folder);
  process.argv.splice(2, Infinity, ...args);
  await import(program + '?' + at);
  if (process.exitCode) break;
}
`;

async function linkTool(name: string): Promise<void> {
  const target = join(stranger.folder, 'node_modules', name);
  await mkdir(dirname(target), { recursive: true });
  await symlink(join(ROOT, 'test/tools/node_modules', name), target, 'dir');
}
