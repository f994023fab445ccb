/**
 * Files of the package: the contracts, and its version.
 *
 * @module mock-server/api/contract-files
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { packageFile } from '../../src/package-file.ts';

const FILES = { 'asyncapi.yaml': 'asyncapi.yaml', 'observed.yaml': 'contract/observed.yaml' } as const;

/**
 * The text of a contract.
 *
 * @param name of its file
 */
export async function contractFile(name: keyof typeof FILES): Promise<string> {
  return readFile(packageFile(FILES[name]), 'utf8');
}

let version: string | undefined;

/** Version of this package. */
export function packageVersion(): string {
  version ??= (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version;
  return version;
}
