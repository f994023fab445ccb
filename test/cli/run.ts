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

interface Capture {
  readonly written: { stdout: string; stderr: string };
  readonly restore: () => void;
}

/** What is on standard input; a list of chunks if it matters how it is cut. */
export type Input = string | Uint8Array | readonly Uint8Array[];

function chunksOf(input: Input): Buffer[] {
  return Array.isArray(input) ? input.map((chunk) => Buffer.from(chunk)) : [Buffer.from(input as Uint8Array)];
}

/** Keeps what this process prints, and gives it input and variables. */
function capture(
  input: Input,
  env: Readonly<Record<string, string>>,
  onWrite: () => void = () => undefined,
): Capture {
  const written = { stdout: '', stderr: '' };
  const add = (stream: keyof typeof written, text: string): boolean => {
    written[stream] += text;
    onWrite();
    return true;
  };
  const into =
    (stream: keyof typeof written) =>
    (...parts: unknown[]): boolean =>
      add(stream, format(...parts));
  const lineInto =
    (stream: keyof typeof written) =>
    (...parts: unknown[]): void =>
      void add(stream, `${format(...parts)}\n`);
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into('stdout')),
    vi.spyOn(process.stderr, 'write').mockImplementation(into('stderr')),
    vi.spyOn(console, 'log').mockImplementation(lineInto('stdout')),
    vi.spyOn(console, 'error').mockImplementation(lineInto('stderr')),
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from(chunksOf(input)) as typeof process.stdin),
  ];
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const restore = (): void => {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  };
  return { written, restore };
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
  input: Input = '',
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const { written, restore } = capture(input, env);
  try {
    return { status: await runProgram(args), ...written };
  } finally {
    restore();
  }
}

/** A command that goes on until it is stopped. */
export interface Ongoing {
  /** Resolves with everything printed so far, once it holds a match. */
  readonly printed: (pattern: RegExp) => Promise<string>;
  /** Stops it as Ctrl-C does. @returns its exit code */
  readonly stop: () => Promise<number>;
}

/**
 * Starts a command in this process, one at a time.
 *
 * @param args its arguments
 * @param env variables besides those of this process
 */
export function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Ongoing {
  const waiting = new Set<() => void>();
  const { written, restore } = capture('', env, () => {
    for (const look of waiting) look();
  });
  const ended = runProgram(args).finally(restore);
  return {
    async printed(pattern) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const output = written.stdout + written.stderr;
          if (!pattern.test(output)) return;
          waiting.delete(look);
          resolve(output);
        };
        waiting.add(look);
        look();
        void ended.then(
          () => reject(new Error(`It ended without ${pattern}: ${written.stdout}${written.stderr}`)),
          reject,
        );
      });
    },
    async stop() {
      process.emit('SIGINT');
      return ended;
    },
  };
}
