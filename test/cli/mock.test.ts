/**
 * The main job, as a user runs it: a process of its own, its printed curl line pasted into a shell.
 *
 * @module test/cli/mock
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const FLAGS = ['--conditions=maxun-webhooks-source', '--import', 'tsx', MAIN, 'mock'];

interface Desk {
  readonly child: ChildProcess;
  /** Resolves with everything printed so far, once it holds a match. */
  readonly printed: (pattern: RegExp) => Promise<string>;
}

const running = new Set<ChildProcess>();

function start(...args: string[]): Desk {
  const child = spawn(process.execPath, [...FLAGS, ...args], { env: { ...process.env, NO_COLOR: '1' } });
  running.add(child);
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const printed = async (pattern: RegExp): Promise<string> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!pattern.test(output)) return;
        listeners.delete(look);
        resolve(output);
      };
      listeners.add(look);
      look();
    });
  return { child, printed };
}

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

describe('mock', () => {
  test('prints a curl line that works when pasted, and a line for what arrives', async () => {
    const { printed } = start('--port', '0');
    const greeting = await printed(/^curl .*\n/m);
    const curl = /^curl .*$/m.exec(greeting)?.[0] ?? '';
    const answer = await promisify(execFile)('bash', ['-c', `${curl} --silent --show-error`]);
    expect(JSON.parse(answer.stdout)).toMatchObject({ ok: true, shape: 'documented' });
    const [line = ''] = /^\d\d:.*$/m.exec(await printed(/^\d\d:.*\n/m)) ?? [];
    expect(line).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}run_failed {5}Test Robot {2}200 documented$/);
  });

  test('says which port is taken, and exits 1', async () => {
    const first = start('--port', '0');
    const port = /127\.0\.0\.1:(\d+)/.exec(await first.printed(/^curl .*\n/m))?.[1] ?? '';
    const second = start('--port', port);
    const [[code], output] = await Promise.all([once(second.child, 'exit'), second.printed(/taken/)]);
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is taken by another program`);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with exit code 0 at %s, with a connection open',
    async (signal) => {
      const { child, printed } = start('--port', '0');
      const port = Number(/127\.0\.0\.1:(\d+)/.exec(await printed(/^curl .*\n/m))?.[1]);
      const half = await fetch(`http://127.0.0.1:${port}/__mock/deliveries`, {
        headers: { connection: 'keep-alive' },
      });
      await half.text();
      const asked = performance.now();
      child.kill(signal);
      const [code] = await once(child, 'exit');
      expect(code).toBe(0);
      // A promise of the main job: Ctrl-C ends it within a second; the margin is for a loaded machine.
      expect(performance.now() - asked).toBeLessThan(3000);
    },
  );
});
