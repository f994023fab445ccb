/**
 * Serves the inspector page: a fixed map of built files, under a policy that lets it load nothing else.
 *
 * @module mock-server/api/assets
 * @see https://www.w3.org/TR/CSP3/
 */
import { readFile } from 'node:fs/promises';
import express, { type Response, type Router } from 'express';
import { packageFile } from '../../src/package-file.ts';

/** What Vite builds the page into. */
const BUILT = 'dist/mock-server/inspector/';

/** Every file of the page, by its URL, with its place in the package and its type. Nothing else can be asked for. */
const ASSETS: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': [`${BUILT}index.html`, 'text/html; charset=utf-8'],
  '/__mock/inspector/inspector.js': [`${BUILT}inspector.js`, 'text/javascript; charset=utf-8'],
  '/__mock/inspector/inspector.css': [`${BUILT}inspector.css`, 'text/css; charset=utf-8'],
  '/__mock/inspector/icon.svg': [`${BUILT}icon.svg`, 'image/svg+xml'],
  '/__mock/inspector/contract.html': ['generated/contract.html', 'text/html; charset=utf-8'],
  '/__mock/inspector/contract.css': [`${BUILT}contract.css`, 'text/css; charset=utf-8'],
};

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // A newer version of the package has other files under the same names.
  'cache-control': 'no-cache',
};

/** The routes of the page. Who may ask is checked before. */
export function assetRoutes(): Router {
  const router = express.Router();
  for (const [path, [file, type]] of Object.entries(ASSETS)) {
    router.get(path, async (_request, response) => {
      const content = await readFile(packageFile(file)).catch(() => undefined);
      response.set(HEADERS);
      if (content === undefined) notBuilt(response);
      else response.set('content-type', type).end(content);
    });
  }
  return router;
}

function notBuilt(response: Response): void {
  response.status(404).type('text/plain').end('The page is not built. Build it with: npm run build\n');
}
