/**
 * A queue whose file goes by another name than the one that it was opened by, and was not closed under that one.
 */
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreError } from '../../../src/errors/index.ts';
import { sqliteQueue } from '../../../src/queue/sqlite/index.ts';

const message = { endpoint: 'crm', payload: Buffer.from('{}') };

describe('the file of a queue that is open, under another name', () => {
  let folder: string;
  let path: string;
  let other: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'maxun-moved-'));
    path = join(folder, 'queue.db');
    other = join(folder, 'other.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each<[string, (from: string, to: string) => void]>([
    ['moved', renameSync],
    ['copied without its log', copyFileSync],
  ])('has no second owner, and nothing is missing in silence: %s', async (_what, act) => {
    const queue = await sqliteQueue(path, { onProblem: () => undefined });
    await queue.enqueue([message]);
    act(path, other);
    for (let n = 0; n < 2; n += 1) await expect(sqliteQueue(other)).rejects.toThrow(StoreError);
    expect(existsSync(`${other}-owner`)).toBe(false);
    await queue.close({ drainMs: 0 });
  });

  it('is refused without its log where the owner was killed', async () => {
    const queue = await sqliteQueue(path);
    await queue.enqueue([message]);
    copyFileSync(path, other);
    await queue.close();
    await expect(sqliteQueue(other)).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_UNAVAILABLE' });
  });

  it('is opened once its log and its lock lie beside it', async () => {
    const queue = await sqliteQueue(path);
    await queue.enqueue([message]);
    for (const suffix of ['', '-wal', '-owner']) copyFileSync(path + suffix, other + suffix);
    const moved = await sqliteQueue(other);
    expect(await moved.stats()).toMatchObject({ waiting: 1 });
    await moved.close();
    await queue.close();
  });

  it('is opened without more ado after a close, and a complete backup by an empty lock', async () => {
    const queue = await sqliteQueue(path);
    await queue.enqueue([message]);
    await queue.close();
    renameSync(path, other);
    const moved = await sqliteQueue(other);
    expect(await moved.stats()).toMatchObject({ waiting: 1 });
    copyFileSync(other, path);
    rmSync(`${path}-owner`);
    await expect(sqliteQueue(path)).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_UNAVAILABLE' });
    writeFileSync(`${path}-owner`, '');
    await (await sqliteQueue(path)).close();
    await moved.close();
  });
});
