import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const MAIN: string = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** What a run of the command line came to. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command line in a process of its own.
 *
 * @param args its arguments
 * @param input what is on standard input
 * @param env variables besides those of this process
 */
export function run(
  args: readonly string[],
  input: string | Uint8Array = '',
  env: Readonly<Record<string, string>> = {},
): Outcome {
  const flags = ['--conditions=maxun-webhooks-source', '--import', 'tsx', MAIN, ...args];
  return spawnSync(process.execPath, flags, { input, encoding: 'utf8', env: { ...process.env, ...env } });
}
