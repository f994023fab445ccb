import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

describe.skipIf(!mounted)('a full disk', () => {
  afterAll(() => {
    // Lazily, since libsql closes its files late.
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true });
  });

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

async function until(test: () => boolean): Promise<void> {
  while (!test()) await new Promise((resolve) => setTimeout(resolve, 10));
}
