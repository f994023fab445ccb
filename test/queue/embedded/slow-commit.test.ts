/**
 * What is claimed by a commit that is still going to the disk when the worker closes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ABORT_GRACE_MS } from '../../../src/queue/limits.ts';
import { gate, recorder } from '../recorder.ts';
import { openFillable } from './fillable.ts';

it('calls no handler after the drain time of a close, and keeps the delivery as it was', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'maxun-slow-commit-'));
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
  await rm(folder, { recursive: true });
});
