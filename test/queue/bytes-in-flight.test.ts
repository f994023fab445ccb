/** How many bytes the payloads in flight may be: memory and SQLite, which read them only when they may start. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryQueue } from '../../src/queue/memory.ts';
import type { HandlerAnswer, Queue } from '../../src/queue/queue.ts';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import { gate, recorder } from './recorder.ts';

const done: HandlerAnswer = { outcome: 'done' };
const MEGABYTE = 1_000_000;

describe.each<[string, (folder: string) => Promise<Queue>]>([
  ['memory', async () => memoryQueue()],
  ['SQLite', (folder) => sqliteQueue(join(folder, 'queue.db'))],
])('the bytes in flight of the queue in %s', (_name, open) => {
  let folder: string;
  let queue: Queue;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'maxun-bytes-'));
    queue = await open(folder);
  });
  afterEach(async () => {
    await queue.close({ drainMs: 0 });
    rmSync(folder, { recursive: true });
  });

  const put = (...sizes: number[]) =>
    queue.enqueue(sizes.map((size, n) => ({ endpoint: `e${n % 3}`, payload: Buffer.alloc(size) })));

  it('are bounded: nothing more starts until one of them has ended', async () => {
    await put(...Array.from({ length: 9 }, () => MEGABYTE));
    const gates = Array.from({ length: 9 }, () => gate<HandlerAnswer>());
    const calls = recorder(...gates.map((each) => () => each.promise));
    await queue.work(calls.handler, { concurrency: 100, maxBytesInFlight: 2.5 * MEGABYTE });
    await calls.called(3);
    // One after the other ends: never more than the bound and one payload.
    for (const each of gates) {
      each.open(done);
      await calls.answered(gates.indexOf(each) + 1);
    }
    expect(calls.most).toBe(3);
    expect(calls.calls).toHaveLength(9);
  });

  it('are 64 MiB where no bound is given', async () => {
    await put(...Array.from({ length: 9 }, () => 10 * MEGABYTE));
    const open = gate<HandlerAnswer>();
    const calls = recorder(() => open.promise);
    await queue.work(calls.handler, { concurrency: 100 });
    await calls.called(7);
    open.open(done);
    await calls.answered(9);
    expect(calls.most).toBe(7);
  });

  it('let a payload that is larger than the bound through, alone', async () => {
    await put(MEGABYTE, MEGABYTE);
    const calls = recorder(done);
    await queue.work(calls.handler, { concurrency: 10, maxBytesInFlight: 1 });
    await calls.answered(2);
    expect(calls.most).toBe(1);
  });

  it.each([0, -1, 1.5, Number.NaN])('are not bounded by %s', async (maxBytesInFlight) => {
    await expect(queue.work(async () => done, { concurrency: 1, maxBytesInFlight })).rejects.toThrow(
      RangeError,
    );
  });
});
