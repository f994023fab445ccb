import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/** The contract is a page of its own, with the colours and texts of this one: `npm run generate` writes it, this its styles. */
const contractStyles: Plugin = {
  name: 'contract styles',
  generateBundle() {
    const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
    this.emitFile({
      type: 'asset',
      fileName: 'contract.css',
      source: ['style/tokens.css', 'style/base.css', '../../scripts/output/contract-page.css']
        .map(read)
        .join(''),
    });
  },
};

// One script and one style sheet under fixed names, since the mock receiver serves a fixed list of files.
const config: UserConfig = defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  logLevel: 'warn',
  plugins: [contractStyles],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Relative to the page, so that a proxy can serve it below another path.
  experimental: { renderBuiltUrl: (file) => `__mock/inspector/${file}` },
  build: {
    outDir: fileURLToPath(new URL('../../dist/mock-server/inspector', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The policy of the page allows no inline script.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: false,
        entryFileNames: 'inspector.js',
        assetFileNames: (asset) =>
          asset.names.some((name) => name.endsWith('.css')) ? 'inspector.css' : '[name][extname]',
      },
    },
  },
});

export default config;
