/**
 * What is claimed by a commit that is still going to the disk when the worker closes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ABORT_GRACE_MS } from '../../../src/queue/limits.ts';
import type { HandlerAnswer } from '../../../src/queue/queue.ts';
import { gate, recorder } from '../recorder.ts';
import { openFillable } from './fillable.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maxun-slow-commit-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('calls no handler after the drain time of a close, and keeps the delivery as it was', async () => {
  const { clock, disk, queue } = await openFillable(folder);
  const [{ id } = { id: '' }] = await queue.enqueue([{ endpoint: 'crm', payload: Buffer.from('{}') }]);
  const flushing = gate<void>();
  const durable = gate<void>();
  disk.synced = () => {
    flushing.open();
    return durable.promise;
  };
  const calls = recorder({ outcome: 'done' });
  const worker = await queue.work(calls.handler, { concurrency: 1 });
  await flushing.promise;
  const closing = worker.close({ drainMs: 1 });
  await clock.advance(1 + ABORT_GRACE_MS);
  durable.open();
  await closing;
  expect(calls.calls).toEqual([]);
  expect(await queue.get(id)).toMatchObject({ state: 'waiting', attempts: 0 });
  await queue.close();
});

it('stays disabled when a handler disables an endpoint whose end of an earlier disabling goes to the disk', async () => {
  const { disk, queue } = await openFillable(folder);
  await queue.enqueue(['a', 'b', 'c'].map((text) => ({ endpoint: 'crm', payload: Buffer.from(text) })));
  const gone = gate<HandlerAnswer>();
  const calls = recorder(() => gone.promise, { outcome: 'done' });
  await queue.work(calls.handler, { concurrency: 1 });
  await calls.called(1);
  await queue.disable('crm', 'first');
  const flushing = gate<void>();
  const durable = gate<void>();
  disk.synced = () => {
    flushing.open();
    return durable.promise;
  };
  const enabled = queue.enable('crm');
  await flushing.promise;
  gone.open({ outcome: 'disable', reason: 'second' });
  await calls.answered(1);
  durable.open();
  expect(await enabled).toBe(true);
  await expect.poll(() => queue.disabled()).toMatchObject([{ reason: 'second' }]);
  // One may have started between the two.
  await expect.poll(async () => (await queue.stats()).inFlight).toBe(0);
  expect((await queue.stats()).disabled).toBeGreaterThanOrEqual(2);
  await queue.close();
});
