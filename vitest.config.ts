import { defineConfig, type ViteUserConfig } from 'vitest/config';

// Tests run the sources, never a stale build: the package's own `imports` map has a
// private condition that points at `src`, which Vite must be told about.
const conditions = ['maxun-webhooks-source', 'node'];

const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});

export default config;
