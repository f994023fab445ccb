/**
 * Rows that are still in memory, beside others that have to be read from the table.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joinPayload } from '../../../src/queue/payload.ts';
import { prepareMessages } from '../../../src/queue/message.ts';
import { RecentRows } from '../../../src/queue/sqlite/recent-rows.ts';
import { sqliteQueue } from '../../../src/queue/sqlite/sqlite-queue.ts';
import { done, message, namesOf } from '../contract/harness.ts';
import type { QueueMessage } from '../../../src/queue/queue.ts';
import type { Statements } from '../../../src/queue/sqlite/statements.ts';
import { recorder } from '../recorder.ts';

describe('rows that were just stored', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maxun-recent-rows-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = () => sqliteQueue(join(folder, 'queue.db'));
  const named = (...names: string[]) => names.map((name) => message({ name, payload: Buffer.from(name) }));

  it('come after those of the last process', async () => {
    const first = await open();
    await first.enqueue(named('a', 'b'));
    await first.close();
    const queue = await open();
    await queue.enqueue(named('c', 'd'));
    const calls = recorder(done);
    await queue.work(calls.handler, { concurrency: 10 });
    await calls.answered(4);
    expect(namesOf(calls)).toEqual(['a', 'b', 'c', 'd']);
    await queue.close();
  });

  it('are not attempted once they are purged, and neither is a later one in their place', async () => {
    const queue = await open();
    await queue.enqueue(named('purged'));
    expect(await queue.purge({ state: 'waiting' })).toBe(1);
    await queue.enqueue(named('kept'));
    const calls = recorder(done);
    await queue.work(calls.handler, { concurrency: 10 });
    await calls.answered(1);
    expect(namesOf(calls)).toEqual(['kept']);
    await queue.close();
    expect(calls.calls).toHaveLength(1);
  });

  it('are read from the table where they are too many to be kept', async () => {
    const queue = await open();
    const sizes = Array.from({ length: 5 }, (_, n) => 5_000_000 + n);
    await queue.enqueue(sizes.map((size) => message({ payload: Buffer.alloc(size, size % 251) })));
    const calls = recorder(done);
    await queue.work(calls.handler, { concurrency: 10 });
    await calls.answered(5);
    for (const [n, { payload }] of calls.calls.entries()) {
      const size = sizes[n]!;
      expect(Buffer.alloc(size, size % 251).equals(joinPayload(payload))).toBe(true);
    }
    await queue.close();
  });

  const payload = new Uint8Array(0);
  const add = (rows: RecentRows, rowId: number, over: Partial<QueueMessage>): void => {
    const [prepared] = prepareMessages([message({ payload, ...over })], { now: 0, newId: () => 'msg_1' });
    rows.add(rowId, prepared!, payload);
  };
  const find = (rows: RecentRows, rowIds: readonly number[]): { claimed: number; read: number } => {
    let read = 0;
    const all = (list: string): [] => ((read = (JSON.parse(list) as number[]).length), []);
    const { claimed } = rows.find(rowIds, { listedRows: { all } } as unknown as Statements);
    return { claimed: claimed.length, read };
  };

  it.each([
    ['have no payload', 10_000, {}],
    ['have much metadata', 100, { note: 'x'.repeat(60_000) }],
  ])('are read from the table where too many of them %s', (_name, length, metadata) => {
    const rows = new RecentRows();
    const rowIds = Array.from({ length }, (_, n) => n);
    for (const rowId of rowIds) add(rows, rowId, { metadata });
    const { claimed, read } = find(rows, rowIds);
    expect(claimed).toBeGreaterThan(0);
    expect(claimed).toBeLessThan(length / 2);
    expect(claimed + read).toBe(length);
  });

  it('are kept beside any number of others that are due later', () => {
    const rows = new RecentRows();
    for (let rowId = 0; rowId < 10_000; rowId++) add(rows, rowId, { dueAt: 1 });
    add(rows, 10_000, {});
    expect(find(rows, [10_000])).toEqual({ claimed: 1, read: 0 });
  });
});
