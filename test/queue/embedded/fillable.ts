/**
 * A queue in SQLite whose commits fail when a test says so, at their end, as on a full disk, or take long.
 *
 * @module test/queue/embedded/fillable
 */
import { join } from 'node:path';
import { type VirtualClock, virtualClock } from '../../../src/clock/virtual-clock.ts';
import { type DeliveryError, StoreError, type WebhookError } from '../../../src/errors/index.ts';
import { engineSettings } from '../../../src/queue/engine-options.ts';
import type { DeliveryStore } from '../../../src/queue/embedded/delivery-store.ts';
import { EmbeddedQueue } from '../../../src/queue/embedded/embedded-queue.ts';
import { LogSync } from '../../../src/queue/sqlite/log-sync.ts';
import { openQueueDatabase } from '../../../src/queue/sqlite/open-store.ts';
import { SqliteStore } from '../../../src/queue/sqlite/sqlite-store.ts';

export interface Fillable {
  readonly clock: VirtualClock;
  readonly queue: EmbeddedQueue;
  /** Asked before each commit: whether it is refused; and at its end: whether it fails, and how long it takes until it is durable. */
  readonly disk: { isLocked: () => boolean; isFull: () => boolean; synced: () => Promise<void> };
  /** What the queue reported. */
  readonly problems: readonly WebhookError['code'][];
  /** What a failing commit fails with. Default: that the disk is full, so that nothing else is tried. */
  readonly fault: { code: 'ERR_WEBHOOK_STORE_FULL' | 'ERR_WEBHOOK_STORE_CORRUPT' };
}

export async function openFillable(folder: string): Promise<Fillable> {
  const clock = virtualClock();
  const options = { now: clock.now(), wasQueue: false, onProblem: () => undefined };
  const path = join(folder, 'queue.db');
  const database = await openQueueDatabase(path, options);
  const store = new SqliteStore(database, new LogSync(path, database), () => database.close());
  const disk: Fillable['disk'] = {
    isLocked: () => false,
    isFull: () => false,
    synced: () => Promise.resolve(),
  };
  const fault: Fillable['fault'] = { code: 'ERR_WEBHOOK_STORE_FULL' };
  const commit = (work: () => unknown): unknown => {
    if (disk.isLocked()) throw new StoreError('ERR_WEBHOOK_STORE_LOCKED', 'the commit is refused');
    return store.commit(() => {
      const result = work();
      if (disk.isFull()) throw new StoreError(fault.code, 'the commit fails');
      return result;
    });
  };
  const sync = async (): Promise<void> => {
    await store.sync();
    await disk.synced();
  };
  const fillable = new Proxy<DeliveryStore>(store, {
    get(_target, name) {
      if (name === 'commit') return commit;
      if (name === 'sync') return sync;
      const value: unknown = Reflect.get(store, name);
      return typeof value === 'function' ? (value.bind(store) as unknown) : value;
    },
  });
  const problems: WebhookError['code'][] = [];
  const onProblem = ({ code }: StoreError | DeliveryError): void => {
    problems.push(code);
  };
  const settings = engineSettings({ clock, onProblem });
  return { clock, disk, fault, problems, queue: new EmbeddedQueue('sqlite', fillable, settings) };
}
