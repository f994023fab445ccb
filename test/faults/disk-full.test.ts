import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { StoreError } from '../../src/errors/index.ts';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'maxun-full-'));
const mounted = mount();

/** Only root may mount; CI is root. */
function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'pipe' });
    return true;
  } catch (error) {
    process.emitWarning(`NOT TESTED: the full disk, since no tmpfs can be mounted here: ${String(error)}`);
    return false;
  }
}

afterAll(() => {
  // Lazily, since libsql closes its files late.
  if (mounted) execFileSync('umount', ['--lazy', folder]);
  rmSync(folder, { recursive: true });
});

describe.skipIf(!mounted)('a full disk', () => {
  it('rejects what it cannot keep, delivers what it has, and recovers without a restart', async () => {
    const problems: string[] = [];
    const queue = await sqliteQueue(join(folder, 'queue.db'), {
      onProblem: ({ code }) => problems.push(code),
    });
    const acknowledged = new Set<string>();
    writeFileSync(join(folder, 'ballast'), Buffer.alloc(400_000));
    const enqueue = async (): Promise<void> => {
      const [result] = await queue.enqueue([{ endpoint: 'crm', payload: Buffer.alloc(10_000, 1) }]);
      acknowledged.add(result!.id);
    };
    const filled = async (): Promise<StoreError> => {
      for (;;) {
        const error = await enqueue().then(
          () => undefined,
          (reason: StoreError) => reason,
        );
        if (error !== undefined) return error;
      }
    };
    expect(await filled()).toMatchObject({ code: 'ERR_WEBHOOK_STORE_FULL' });
    const called = new Set<string>();
    await queue.work(
      async ({ id }) => {
        called.add(id);
        return { outcome: 'done' };
      },
      { concurrency: 100 },
    );
    await until(() => called.size === acknowledged.size);
    await expect(enqueue()).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_FULL' });
    await until(() => problems.includes('ERR_WEBHOOK_STORE_FULL'));

    rmSync(join(folder, 'ballast'));
    for (;;) {
      const { waiting, inFlight } = await queue.stats();
      if (waiting + inFlight === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await enqueue();
    await until(() => called.size === acknowledged.size);
    expect(called).toEqual(acknowledged);
    await queue.close();
  });
});

describe.skipIf(!mounted)('a store on a disk that is full when it is opened', () => {
  it.each(['closed', 'killed'])('delivers what it has, and goes on when there is space: %s', async (end) => {
    const path = join(folder, `${end}.db`);
    const first = await sqliteQueue(path);
    const accepted = await first.enqueue(
      Array.from({ length: 5 }, () => ({ endpoint: 'crm', payload: Buffer.from('{}') })),
    );
    const hung = await first.work(() => new Promise(() => undefined), { concurrency: 2 });
    await until(() => hung.inFlight === 2);
    const copy = join(folder, `full-${end}.db`);
    if (end === 'closed') await first.close({ drainMs: 0 });
    for (const suffix of ['', '-owner', ...(end === 'killed' ? ['-wal', '-shm'] : [])]) {
      copyFileSync(path + suffix, copy + suffix);
    }
    await first.close({ drainMs: 0 });
    for (const suffix of ['', '-owner', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    fill();

    const queue = await sqliteQueue(copy, { onProblem: () => undefined });
    const called = new Set<string>();
    await queue.work(
      ({ id }) => {
        called.add(id);
        return { outcome: 'done' };
      },
      { concurrency: 10 },
    );
    // What the killed owner had in flight waits for the space to write that it has not.
    await until(() => called.size === (end === 'closed' ? 5 : 3));
    await expect(queue.enqueue([{ endpoint: 'crm', payload: Buffer.alloc(50_000) }])).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_STORE_FULL',
    });
    rmSync(join(folder, 'ballast'));
    await until(() => called.size === 5);
    expect(called).toEqual(new Set(accepted.map(({ id }) => id)));
    await queue.close();
  });
});

/** Takes all the space that is left. */
function fill(): void {
  const ballast = join(folder, 'ballast');
  for (const size of [4_096, 1]) {
    try {
      for (;;) appendFileSync(ballast, Buffer.alloc(size));
    } catch {
      // It is full.
    }
  }
}

async function until(test: () => boolean): Promise<void> {
  while (!test()) await new Promise((resolve) => setTimeout(resolve, 10));
}
