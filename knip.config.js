import entryPoints from './scripts/entry-points.json' with { type: 'json' };
import tools from './test/tools/package.json' with { type: 'json' };

/** @type {import('knip').KnipConfig} */
const config = {
  entry: [
    'scripts/*.{ts,mjs}',
    'scripts/build/*.mjs',
    'src/cli/main.ts',
    'mock-server/inspector/main.tsx',
    'mock-server/inspector/vite.config.ts',
    ...Object.values(entryPoints),
  ],
  project: ['src/**/*.ts', 'mock-server/**/*.{ts,tsx}', 'scripts/**/*.{ts,mjs}'],
  // Tests and scripts find these through a link to test/tools/node_modules.
  ignoreDependencies: Object.keys(tools.dependencies),
};
export default config;
