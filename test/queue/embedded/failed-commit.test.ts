/**
 * What is in flight when a commit is taken back, and the rows that it made with it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HandlerAnswer, QueueDelivery } from '../../../src/queue/queue.ts';
import { joinPayload } from '../../../src/queue/payload.ts';
import { READ_RETRY_MS } from '../../../src/queue/limits.ts';
import { recorder } from '../recorder.ts';
import { openFillable } from './fillable.ts';

describe('a commit that is taken back', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maxun-failed-commit-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const message = (text: string) => ({ endpoint: 'crm', payload: Buffer.from(text) });

  async function start(endpointConcurrency: number, ...texts: string[]) {
    const { clock, disk, problems, queue } = await openFillable(folder);
    const calls: { readonly text: string; readonly answer: (answer: HandlerAnswer) => void }[] = [];
    const handler = ({ payload }: QueueDelivery): Promise<HandlerAnswer> =>
      new Promise((answer) => calls.push({ text: Buffer.from(joinPayload(payload)).toString(), answer }));
    await queue.enqueue(texts.map(message));
    const worker = await queue.work(handler, { concurrency: 10, endpointConcurrency });
    const called = async (count: number): Promise<void> => {
      await expect.poll(() => calls.length).toBe(count);
    };
    return { clock, disk, problems, queue, worker, calls, called };
  }

  it('starts nothing that it was to keep, and touches nothing that is kept later under the same number', async () => {
    const { disk, queue, worker, calls, called } = await start(10, 'first');
    disk.isFull = () => true;
    // Due in the very commit that would keep the second: the first is taken, which makes the worker look at the endpoint.
    await expect(queue.enqueue([message('refused')])).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_STORE_FULL',
    });
    await called(1);
    expect(calls.map(({ text }) => text)).toEqual(['first']);
    disk.isFull = () => false;
    await queue.enqueue([message('accepted')]);
    await called(2);
    calls[0]?.answer({ outcome: 'done' });
    await expect.poll(async () => (await queue.stats()).inFlight).toBe(1);
    calls[1]?.answer({ outcome: 'retry', dueAt: 0 });
    await called(3);
    expect(calls.map(({ text }) => text)).toEqual(['first', 'accepted', 'accepted']);
    calls[2]?.answer({ outcome: 'done' });
    await expect.poll(() => queue.stats()).toMatchObject({ waiting: 0, inFlight: 0 });
    expect(worker.inFlight).toBe(0);
    await queue.close();
  });

  it('gives nothing to a second handler while the answer of the first is not stored', async () => {
    const { clock, disk, queue, worker, calls, called } = await start(1, 'first', 'second');
    await called(1);
    disk.isFull = () => true;
    calls[0]?.answer({ outcome: 'retry', dueAt: 0 });
    await called(2);
    expect(calls[1]?.text).toBe('second');
    disk.isFull = () => false;
    await clock.advance(10_000);
    expect(worker.inFlight).toBe(1);
    calls[1]?.answer({ outcome: 'done' });
    await called(3);
    expect(calls[2]?.text).toBe('first');
    calls[2]?.answer({ outcome: 'done' });
    await expect.poll(() => queue.stats()).toMatchObject({ waiting: 0, inFlight: 0 });
    await queue.close();
  });

  it('waits before it claims again when the store refused to begin a commit, and says so', async () => {
    const { clock, disk, problems, queue } = await openFillable(folder);
    await queue.enqueue([message('first')]);
    let commits = 0;
    disk.isLocked = () => (commits += 1) > 0;
    const calls = recorder({ outcome: 'done' });
    await queue.work(calls.handler, { concurrency: 1 });
    await expect.poll(() => problems).toEqual(['ERR_WEBHOOK_STORE_LOCKED']);
    await clock.advance(READ_RETRY_MS - 1);
    expect([commits, calls.calls]).toEqual([1, []]);
    disk.isLocked = () => false;
    await clock.advance(1);
    await calls.called(1);
    await queue.close();
  });

  it('tells the next worker what becomes due once the answer of an earlier one is stored', async () => {
    const { clock, disk, queue, worker, calls, called } = await start(1, 'first');
    await called(1);
    disk.isFull = () => true;
    calls[0]?.answer({ outcome: 'retry', dueAt: 0 });
    await worker.close();
    const next = recorder({ outcome: 'done' });
    await queue.work(next.handler, { concurrency: 10 });
    expect(await queue.stats()).toMatchObject({ waiting: 0, inFlight: 1 });
    disk.isFull = () => false;
    await clock.advance(10_000);
    await next.called(1);
    await expect.poll(() => queue.stats()).toMatchObject({ waiting: 0, inFlight: 0 });
    await queue.close();
  });

  it('gives nothing to the next worker while the answer of an earlier one is not stored', async () => {
    const { clock, disk, queue, worker, calls, called } = await start(1, 'first', 'second');
    await called(1);
    disk.isFull = () => true;
    calls[0]?.answer({ outcome: 'done' });
    // Its claim is not stored either: for the store it is waiting.
    await called(2);
    calls[1]?.answer({ outcome: 'done' });
    await worker.close();
    const next = recorder({ outcome: 'done' });
    await queue.work(next.handler, { concurrency: 10 });
    disk.isFull = () => false;
    await queue.enqueue([message('third')]);
    await next.called(1);
    await clock.advance(10_000);
    await expect.poll(() => queue.stats()).toMatchObject({ waiting: 0, inFlight: 0 });
    expect(next.calls.map(({ payload }) => Buffer.from(joinPayload(payload)).toString())).toEqual(['third']);
    await queue.close();
  });

  it('ends when it is closed while the store refuses writes', async () => {
    const { clock, disk, problems, queue, calls, called } = await start(1, 'first');
    await called(1);
    disk.isFull = () => true;
    calls[0]?.answer({ outcome: 'done' });
    await queue.close();
    expect(problems.at(-1)).toBe('ERR_WEBHOOK_STORE_UNAVAILABLE');
    const reported = problems.length;
    await clock.advance(60_000);
    expect(problems).toHaveLength(reported);
  });
});
