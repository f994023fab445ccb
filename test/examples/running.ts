/**
 * A program in TypeScript as a process of its own, by what it prints.
 *
 * @module test/examples/running
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Running extends AsyncDisposable {
  /** Resolves with everything printed so far, once that holds a text. Rejects if the process ends before. */
  printed(text: string | RegExp): Promise<string>;
  /** Resolves with its exit code, `null` where the signal ended it. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** Starts a file, with its arguments, in a folder, with these variables besides those of this process. */
export function startProgram(
  folder: string,
  file: string | readonly string[],
  variables: Record<string, string>,
): Running {
  const env = { ...process.env, NODE_OPTIONS: '', ...variables };
  const child = spawn('node', ['--import', 'tsx', ...[file].flat()], { cwd: folder, env });
  const closed = once(child, 'close');
  const kill: Running['kill'] = async (signal) => {
    child.kill(signal);
    await closed;
    return child.exitCode;
  };
  return { printed: printedBy(child), kill, [Symbol.asyncDispose]: async () => void (await kill('SIGTERM')) };
}

function printedBy(child: ChildProcess): Running['printed'] {
  let output = '';
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      tell();
    });
  }
  child.once('close', tell);
  return (text) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (typeof text === 'string' ? output.includes(text) : text.test(output)) resolve(output);
        else if (child.exitCode !== null || child.signalCode !== null)
          reject(new Error(`It ended, and never printed ${text}:\n${output}`));
        else return;
        listeners.delete(look);
      };
      listeners.add(look);
      look();
    });
}
