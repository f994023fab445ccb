import { defineConfig, type ViteUserConfig } from 'vitest/config';

// Tests run the sources, never a stale build: the package's own `imports` map has a
// private condition that points at `src`, which Vite must be told about.
const conditions = ['maxun-webhooks-source', 'node'];
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } };

/** Slow suites of their own, each a folder of `test/`: `npm test -- --project faults`. */
const SLOW = ['postgres', 'faults', 'browser', 'package', 'runtimes', 'examples'] as const;

/** What has to be there before a suite runs: a PostgreSQL, or the built package. */
const SET_UP: Readonly<Partial<Record<(typeof SLOW)[number], string>>> = {
  postgres: 'test/postgres/set-up.ts',
  faults: 'test/postgres/set-up.ts',
  browser: 'test/build-package.ts',
  package: 'test/build-package.ts',
  runtimes: 'test/build-package.ts',
  examples: 'test/build-package.ts',
};

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: SLOW.map((folder) => `test/${folder}/**`),
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      ...SLOW.map((name) => ({
        ...shared,
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          globalSetup: SET_UP[name] ?? [],
          // The built package is loaded by Node, as users load it.
          server: { deps: { external: [/artifacts\/package\/dist/] } },
        },
      })),
    ],
  },
});

export default config;
