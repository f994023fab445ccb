import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The path under which the mock receiver serves the page's assets. */
const ASSETS = '/__mock/inspector/';

/** The contract is a page of its own, with the colours of this one. The server takes it from where it is generated. */
const contractStyles: Plugin = {
  name: 'contract styles',
  generateBundle() {
    const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
    const styles = read('style/tokens.css') + read('style/contract.css');
    this.emitFile({ type: 'asset', fileName: 'contract.css', source: styles });
  },
};

// Fixed names, so that the server can keep a fixed map of what it serves; no polyfill, as that would be a script of
// another's making; one script and one style sheet, as the page is small.
const config: UserConfig = defineConfig({
  root: here,
  base: ASSETS,
  logLevel: 'warn',
  publicDir: 'public',
  plugins: [contractStyles],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('../../dist/mock-server/inspector', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
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
