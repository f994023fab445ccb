/**
 * The command line on a real terminal: a pseudo-terminal that `script` of util-linux opens, as it is on every Debian,
 * Ubuntu and Fedora.
 *
 * @module test/cli/terminal
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startEndpoint, status } from '../simulate/endpoint.ts';
import { MAIN } from './run.ts';

/** The command line on a terminal of its own. */
interface Session {
  /** Types a text. */
  type(text: string): void;
  /** Resolves when the screen has shown a text. */
  shows(text: string): Promise<void>;
  /** @returns the exit code, and everything that was written, standard error included */
  ended(): Promise<{ code: number | null; screen: string }>;
}

/** What forces or forbids colour is left out: `CI` too, where Node knows nothing of the terminal (`getColorDepth`). */
const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, ...environment } = process.env;

function openTerminal(args: readonly string[], env: Readonly<Record<string, string>> = {}): Session {
  const command = [process.execPath, '--import', 'tsx', MAIN, ...args];
  const words = command.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`);
  // In the shell's place, or Ctrl-C would end the shell as well, and its exit code be all that is seen.
  const quoted = `exec ${words.join(' ')}`;
  const child = spawn('script', ['-qec', quoted, '/dev/null'], {
    env: { ...environment, TERM: 'xterm', ...env },
  });
  let screen = '';
  let waiting: (() => void)[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    for (const look of waiting) look();
  });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return {
    type: (text) => child.stdin.write(text),
    async shows(text) {
      await new Promise<void>((resolve, reject) => {
        const look = (): void => {
          if (!screen.includes(text)) return;
          waiting = waiting.filter((each) => each !== look);
          resolve();
        };
        waiting.push(look);
        look();
        void closed.then(() => reject(new Error(`It ended without '${text}': ${screen}`)), reject);
      });
    },
    async ended() {
      return { code: await closed, screen };
    },
  };
}

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CTRL_C = '\u0003';

describe('on a terminal, trigger', () => {
  test('shows how far it has come, and leaves the screen tidy', async () => {
    await using endpoint = await startEndpoint(status(200));
    const session = openTerminal(['trigger', 'A', endpoint.url, '--count', '40', '--parallel', '2']);
    const { code, screen } = await session.ended();
    expect(code).toBe(0);
    expect(screen).toMatch(/as stock Maxun does\.\S*\r\n.*-{40} 0\/40/);
    expect(screen.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(screen.lastIndexOf(HIDE_CURSOR));
    expect(screen.slice(screen.lastIndexOf(SHOW_CURSOR))).toContain('40 delivered.');
  });

  test('takes the bar away at Ctrl-C, and says how far it came', async () => {
    await using endpoint = await startEndpoint(status(200));
    const session = openTerminal(['trigger', 'A', endpoint.url, '--count', '100000']);
    await endpoint.arrived(12);
    session.type(CTRL_C);
    const { code, screen } = await session.ended();
    expect(code).toBe(0);
    expect(screen.slice(screen.lastIndexOf(SHOW_CURSOR))).toMatch(/\d+ delivered/);
  });

  test('prints what failed above the bar', async () => {
    await using endpoint = await startEndpoint(status(413));
    const session = openTerminal(['trigger', 'A', endpoint.url, '--count', '11']);
    const { code, screen } = await session.ended();
    expect(code).toBe(1);
    expect(
      screen.split('\r\u001b[K').filter((part) => part.includes('413: the body is larger')),
    ).toHaveLength(11);
  });

  test('colours, and does not where NO_COLOR is set', async () => {
    await using endpoint = await startEndpoint(status(200));
    const coloured = await openTerminal(['trigger', 'A', endpoint.url]).ended();
    expect(coloured.screen).toContain('\u001b[32m');
    const plain = await openTerminal(['trigger', 'A', endpoint.url], { NO_COLOR: '1' }).ended();
    expect(plain.screen).not.toContain('\u001b[');
  });

  test('hands the terminal to the editor', async () => {
    await using endpoint = await startEndpoint(status(200));
    const folder = await mkdtemp(join(tmpdir(), 'editor-'));
    try {
      const editor = join(folder, 'editor.sh');
      const edit = String.raw`[ -t 0 ] && [ -t 1 ] && printf 'Robot? ' && read -r name && sed -i "s/Invoices/$name/" "$1"`;
      await writeFile(editor, edit);
      const session = openTerminal(['trigger', 'E', endpoint.url, '--edit'], {
        EDITOR: `sh '${editor}'`,
        VISUAL: '',
      });
      await session.shows('Robot? ');
      session.type('Bills\n');
      expect(await session.ended()).toMatchObject({ code: 0 });
      expect(JSON.parse(endpoint.received[0]!.body)).toMatchObject({ data: { robot_name: 'Bills' } });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('repeats until Ctrl-C, and says then what became of them', async () => {
    await using endpoint = await startEndpoint(status(200));
    const session = openTerminal(['trigger', 'A', endpoint.url, '--repeat', '0.05']);
    await endpoint.arrived(3);
    session.type(CTRL_C);
    const { code, screen } = await session.ended();
    expect(code).toBe(0);
    expect(screen).toMatch(/\d+ delivered\./);
    const runs = endpoint.received.map(({ body }) => JSON.parse(body) as { data: { run_id: string } });
    expect(new Set(runs.map(({ data }) => data.run_id)).size).toBe(runs.length);
  });
});
