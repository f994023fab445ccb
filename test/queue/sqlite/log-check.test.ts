import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqliteQueue } from '../../../src/queue/sqlite/index.ts';
import { hasLostCommits } from '../../../src/queue/sqlite/log-check.ts';

const message = { endpoint: 'crm', payload: Buffer.from('{}') };

describe('the log that a killed owner left', () => {
  let folder: string;
  let log: Buffer;
  /** After the last commit, after one before it, and of another log. */
  let index: Buffer;
  let earlier: Buffer;
  let foreign: Buffer;
  let trials = 0;

  async function fill(name: string): Promise<{ log: Buffer; index: Buffer; earlier: Buffer }> {
    const path = join(folder, name);
    const queue = await sqliteQueue(path);
    await queue.enqueue([message]);
    await cp(`${path}-shm`, `${path}-earlier`);
    await queue.enqueue([message]);
    await cp(`${path}-shm`, `${path}-index`);
    await cp(`${path}-wal`, `${path}-log`);
    await queue.close();
    const [logBytes, indexBytes, earlierBytes] = await Promise.all(
      ['log', 'index', 'earlier'].map((part) => readFile(`${path}-${part}`)),
    );
    return { log: logBytes as Buffer, index: indexBytes as Buffer, earlier: earlierBytes as Buffer };
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maxun-log-'));
    ({ log, index, earlier } = await fill('one'));
    foreign = (await fill('other')).index;
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function judge(wal?: Buffer, shm?: Buffer): Promise<boolean> {
    const path = join(folder, `trial-${(trials += 1)}`);
    if (wal !== undefined) await writeFile(`${path}-wal`, wal);
    if (shm !== undefined) await writeFile(`${path}-shm`, shm);
    return hasLostCommits(path);
  }

  const flipped = (file: Buffer, at: number): Buffer => {
    const copy = Buffer.from(file);
    copy[at] = (copy[at] as number) ^ 1;
    return copy;
  };

  it('has lost commits where it is shorter than its index says, or damaged before that', async () => {
    expect(await judge(log.subarray(0, -1), index)).toBe(true);
    expect(await judge(log.subarray(0, 32), index)).toBe(true);
    expect(await judge(flipped(log, log.length - 1), index)).toBe(true);
    expect(await judge(flipped(log, 32), index)).toBe(true);
    // The salt, of the header and of a frame.
    expect(await judge(flipped(log, 16))).toBe(true);
    expect(await judge(flipped(log, 32 + 8), index)).toBe(true);
  });

  it('has lost none where it is whole, or ends in a commit that was cut off', async () => {
    expect(await judge(log, index)).toBe(false);
    expect(await judge(Buffer.concat([log, log.subarray(32, 1_000)]), index)).toBe(false);
    expect(await judge(log.subarray(0, -1), earlier)).toBe(false);
  });

  it('is not judged where nothing is certain', async () => {
    const cut = log.subarray(0, -1);
    expect(await judge()).toBe(false);
    expect(await judge(Buffer.alloc(0), index)).toBe(false);
    expect(await judge(Buffer.alloc(5_000), index)).toBe(false);
    expect(await judge(cut)).toBe(false);
    expect(await judge(cut, foreign)).toBe(false);
    expect(await judge(cut, flipped(index, 16))).toBe(false);
    expect(await judge(cut, index.subarray(0, 40))).toBe(false);
  });
});
