import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { virtualClock } from '../../../src/clock/virtual-clock.ts';
import { StoreError } from '../../../src/errors/index.ts';
import { CommitQueue } from '../../../src/queue/embedded/commit-queue.ts';
import { gate } from '../recorder.ts';

const full = new StoreError('ERR_WEBHOOK_STORE_FULL', 'full');
const corrupt = new StoreError('ERR_WEBHOOK_STORE_CORRUPT', 'damaged');

function start() {
  const clock = virtualClock();
  const disk: { error?: StoreError | undefined; flush?: () => Promise<void> } = {};
  const problems: string[] = [];
  /** What each commit that was kept wrote. */
  const commits: string[][] = [];
  let writes: string[] = [];
  const queue = new CommitQueue({
    commit: (work) => {
      writes = [];
      work();
      if (disk.error !== undefined) throw disk.error;
      commits.push(writes);
      return disk.flush?.();
    },
    clock,
    onProblem: ({ code }) => problems.push(code),
  });
  const write = (name: string) => (): string => (writes.push(name), name);
  return { clock, disk, problems, commits, queue, write };
}

describe('the commit queue', () => {
  it('commits together what comes in one pass of the event loop', async () => {
    const { commits, queue, write } = start();
    expect(await Promise.all([queue.call(write('a')), queue.call(write('b'))])).toEqual(['a', 'b']);
    await queue.call(write('c'));
    expect(commits).toEqual([['a', 'b'], ['c']]);
  });

  it('commits together what comes while a commit goes to the disk, and answers after it', async () => {
    const { commits, disk, queue, write } = start();
    let flushed: () => void = () => undefined;
    disk.flush = () => new Promise((resolve) => (flushed = resolve));
    const answered: string[] = [];
    const call = async (name: string): Promise<number> => answered.push(await queue.call(write(name)));
    const calls = [call('a')];
    await setImmediate();
    calls.push(call('b'));
    await setImmediate();
    calls.push(call('c'));
    await setImmediate();
    expect([commits, answered]).toEqual([[['a']], []]);
    flushed();
    await expect.poll(() => commits.length).toBe(2);
    expect(answered).toHaveLength(1);
    flushed();
    await Promise.all(calls);
    expect(commits).toEqual([['a'], ['b', 'c']]);
  });

  it('rejects the calls whose writes did not reach the disk', async () => {
    const { disk, queue, write } = start();
    disk.flush = () => Promise.reject(full);
    await expect(queue.call(write('a'))).rejects.toBe(full);
  });

  it('rejects every call when the store is full, and keeps none of it', async () => {
    const { commits, disk, queue, write } = start();
    disk.error = full;
    const calls = await Promise.allSettled([queue.call(write('a')), queue.call(write('b'))]);
    expect(calls).toMatchObject([{ reason: full }, { reason: full }]);
    expect(commits).toEqual([]);
  });

  it('lets one call fail alone where the fault is its own', async () => {
    const { commits, queue, write } = start();
    const bad = queue.call(() => {
      throw corrupt;
    });
    const good = queue.call(write('good'));
    await expect(bad).rejects.toBe(corrupt);
    expect(await good).toBe('good');
    expect(commits).toEqual([['good']]);
  });

  it('tries again what must be kept, at longer and longer intervals, and reports it', async () => {
    const { clock, commits, disk, problems, queue, write } = start();
    disk.error = full;
    let done = 0;
    queue.keep(write('answer'), () => (done += 1));
    await setImmediate();
    expect([queue.keptCount, problems.length]).toEqual([1, 1]);
    await clock.advance(250);
    expect(problems).toHaveLength(2);
    await clock.advance(499);
    expect(problems).toHaveLength(2);
    disk.error = undefined;
    await clock.advance(1);
    expect([done, queue.keptCount, commits]).toEqual([1, 0, [['answer']]]);
  });

  it('writes what was kept as soon as another commit succeeds', async () => {
    const { disk, queue, write } = start();
    disk.error = full;
    let done = 0;
    queue.keep(write('answer'), () => (done += 1));
    await setImmediate();
    disk.error = undefined;
    await queue.call(write('call'));
    await expect.poll(() => done).toBe(1);
  });

  it('stores once what is kept while a commit fails, in the commit after it', async () => {
    const { commits, disk, queue, write } = start();
    const flushed = gate<void>();
    disk.flush = () => flushed.promise.then(() => Promise.reject(full));
    const call = queue.call(write('call'));
    await setImmediate();
    let done = 0;
    queue.keep(write('kept'), () => (done += 1));
    delete disk.flush;
    flushed.open();
    expect(await call).toBe('call');
    await expect.poll(() => done).toBe(1);
    expect([commits, queue.keptCount]).toEqual([[['call'], ['call'], ['kept']], 0]);
  });

  it('lets its participant write first, and does not repeat it when the commit fails', async () => {
    const { commits, disk, queue, write } = start();
    const told: unknown[] = [];
    queue.setParticipant({
      hasWork: () => true,
      claim: () => void write('claim')(),
      claimed: (failure) => told.push(failure),
    });
    await queue.call(write('call'));
    expect(commits).toEqual([['claim', 'call']]);
    disk.error = full;
    await expect(queue.call(write('call'))).rejects.toBe(full);
    expect(told).toEqual([undefined, { error: full }]);
  });

  it('makes one commit after the other, however many flush', async () => {
    const { commits, disk, queue, write } = start();
    let running = 0;
    disk.flush = async () => {
      running += 1;
      expect(running).toBe(1);
      await setImmediate();
      running -= 1;
    };
    const calls = [queue.call(write('a'))];
    const first = queue.flush();
    calls.push(queue.call(write('b')));
    await Promise.all([first, queue.flush(), queue.flush(true), queue.flush(), ...calls]);
    expect(commits).toEqual([['a'], ['b']]);
  });

  it('gives up what the store does not accept at the end, says so, and waits for nothing more', async () => {
    const { clock, commits, disk, problems, queue, write } = start();
    disk.error = full;
    queue.keep(write('kept'), () => undefined);
    await queue.close();
    expect([queue.keptCount, problems]).toEqual([
      0,
      ['ERR_WEBHOOK_STORE_FULL', 'ERR_WEBHOOK_STORE_UNAVAILABLE'],
    ]);
    delete disk.error;
    await clock.advance(60_000);
    expect([commits, problems.length]).toEqual([[], 2]);
  });

  it('commits nothing where there is nothing to do', async () => {
    const { commits, queue } = start();
    queue.schedule();
    await setImmediate();
    expect(commits).toEqual([]);
  });
});
