import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { vi } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';

export const MAIN: string = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** What a run of the command line came to. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command line in this process, one command at a time.
 *
 * @param args its arguments
 * @param input what is on standard input
 * @param env variables besides those of this process
 */
export async function run(
  args: readonly string[],
  input: string | Uint8Array = '',
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const into =
    (stream: keyof typeof written) =>
    (...parts: unknown[]): boolean => {
      written[stream] += format(...parts);
      return true;
    };
  const lineInto =
    (stream: keyof typeof written) =>
    (...parts: unknown[]): void => {
      written[stream] += `${format(...parts)}\n`;
    };
  const restores = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into('stdout')),
    vi.spyOn(process.stderr, 'write').mockImplementation(into('stderr')),
    vi.spyOn(console, 'log').mockImplementation(lineInto('stdout')),
    vi.spyOn(console, 'error').mockImplementation(lineInto('stderr')),
    vi
      .spyOn(process, 'stdin', 'get')
      .mockReturnValue(Readable.from([Buffer.from(input)]) as typeof process.stdin),
  ];
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  try {
    return { status: await runProgram(args), ...written };
  } finally {
    for (const spy of restores) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}
