/**
 * Finds files that are shipped beside the code.
 *
 * @module package-file
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The path of a file of this package. By the package's own name, not by this file's place: the build joins files, and
 * tests run the sources.
 *
 * @param path relative to the package's folder, such as `asyncapi.yaml`
 * @returns an absolute path
 */
export function packageFile(path: string): string {
  return join(dirname(createRequire(import.meta.url).resolve('maxun-webhooks/package.json')), path);
}
