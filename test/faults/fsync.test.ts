/** The kernel's own word for the order of fsync and acknowledgement, by strace (Debian's package of that name). */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from './bundle.ts';
import type { ChildTask } from './child.ts';
import { Ledger, live } from './life.ts';

const traces = hasStrace();

function hasStrace(): boolean {
  const works = (): boolean => spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
  if (works()) return true;
  if (process.getuid?.() === 0) spawnSync('apt-get', ['install', '-y', '-q', 'strace'], { timeout: 60_000 });
  if (works()) return true;
  process.emitWarning(
    'NOT TESTED: the order of fsync and acknowledgement, since strace is not installed or may not trace',
  );
  return false;
}

describe.skipIf(!traces)('fsync', () => {
  let program: string;
  let folder: string;
  beforeAll(async () => {
    program = await bundle('child');
    folder = await mkdtemp(join(tmpdir(), 'maxun-fsync-'));
  });
  afterAll(async () => {
    await rm(program);
    await rm(folder, { recursive: true });
  });

  const taskFor = (name: string): ChildTask => ({
    engine: 'sqlite',
    store: join(folder, name),
    life: 'f',
    messages: 60,
    handlerMs: 1,
  });

  it('of the log lies between the write of a commit and its acknowledgement', async () => {
    const trace = join(folder, 'trace');
    const task = JSON.stringify(taskFor('traced.db'));
    execFileSync('strace', ['-f', '-y', '-e', 'trace=pwrite64,write,fsync,fdatasync', '-s', '64', '-o', trace,
      process.execPath, program, task], { stdio: ['ignore', 'ignore', 'inherit'] }); // prettier-ignore
    let dirty = false;
    let acknowledged = 0;
    let synced = 0;
    /** The thread that waits for the log. */
    let syncing: string | undefined;
    for (const line of (await readFile(trace, 'utf8')).split('\n')) {
      const [thread = ''] = line.split(' ', 1);
      const isOfLog = line.includes('traced.db-wal>');
      if (isOfLog && /p?write(64)?\(/.test(line)) {
        expect(syncing, `written while the log goes to the disk: ${line}`).toBe(undefined);
        dirty = true;
      }
      if (isOfLog && /(fdata|f)sync\(.*unfinished/.test(line)) syncing = thread;
      const isSync = isOfLog || thread === syncing;
      if (isSync && /(fdata|f)sync/.test(line) && line.endsWith('= 0')) {
        [dirty, syncing] = [false, undefined];
        synced += 1;
      }
      if (/ write\(1[<,].*"A f_/.test(line)) {
        acknowledged += 1;
        expect(dirty, `acknowledged before the disk had it: ${line}`).toBe(false);
      }
    }
    expect(acknowledged).toBeGreaterThan(10);
    expect(synced).toBeGreaterThan(10);
  });

  it.each([4, 9, 15])(
    'that never returns, the %ith of them, loses nothing that was acknowledged',
    async (nth) => {
      const ledger = new Ledger();
      const task = taskFor(`killed-${nth}.db`);
      const inject = `inject=fsync,fdatasync:signal=SIGKILL:when=${nth}`;
      // strace counts in each thread.
      const env = { ...process.env, UV_THREADPOOL_SIZE: '1' };
      const killed = spawnSync('strace', ['-f', '-o', '/dev/null', '-e', inject, process.execPath, program,
      JSON.stringify(task)], { encoding: 'utf8', env }); // prettier-ignore
      const said = killed.stdout.split('\n').filter((line) => line.startsWith('A '));
      for (const line of said) for (const id of line.slice(2).split(' ')) ledger.acknowledged.add(id);
      for (const line of killed.stdout.split('\n')) if (/^[ED] /.test(line)) ledger.ended.add(line.slice(2));
      const last = live(program, { ...task, life: 'last', drain: true }, ledger);
      expect(await last.gone).toEqual({ code: 0, signal: null });
      expect(killed.stdout).not.toContain('\nL ');
      expect(ledger.lost).toEqual([]);
    },
  );
});
