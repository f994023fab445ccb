/**
 * A line that has become long: thousands of deliveries with one order key.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sqliteQueue } from '../../../src/queue/sqlite/sqlite-queue.ts';
import { recorder } from '../recorder.ts';

const HALF = 10_000;

describe('a long line of one order key', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maxun-long-line-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  // In the time that a test has: if the whole line were read for each delivery that goes, it would take minutes.
  it('loses half of its deliveries in one purge, and goes on with the other half', async () => {
    const queue = await sqliteQueue(join(folder, 'queue.db'));
    const payload = new Uint8Array(2);
    const messages = Array.from({ length: HALF }, () => ({ endpoint: 'crm', payload, orderKey: 'a' }));
    await queue.enqueue(messages);
    await queue.enqueue(messages);
    expect(await queue.purge({ state: 'waiting', limit: HALF })).toBe(HALF);
    expect(await queue.stats()).toMatchObject({ waiting: HALF });
    const calls = recorder(async () => ({ outcome: 'done' }));
    const worker = await queue.work(calls.handler, { concurrency: 1 });
    await calls.called(2);
    worker.pause();
    await queue.close();
  });
});
