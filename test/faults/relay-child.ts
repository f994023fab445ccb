/**
 * A relay and its sender, that may be killed at any moment. It says what `child.ts` says: a delivery is acknowledged when it was
 * answered 200.
 *
 * @module test/faults/relay-child
 */
import { setTimeout as wait } from 'node:timers/promises';
import { delaySchedule } from '../../src/index.ts';
import { startRelay } from '../../src/relay/index.ts';
import type { ChildTask } from './child.ts';
import { say } from './failpoints.ts';
import { produce } from './produce.ts';

/** What the child is told. */
export interface RelayTask extends ChildTask {
  /** URL of the endpoint. */
  readonly to: string;
}

const task = JSON.parse(process.argv[2] ?? '{}') as RelayTask;
const { store, to, drain = false } = task;

const relay = await startRelay({
  to: { url: to, unsigned: true },
  store,
  open: true,
  port: 0,
  allow: ['127.0.0.1'],
  schedule: delaySchedule([0, 20, 20, 20], { jitter: 0 }),
  silent: true,
});

async function end(): Promise<void> {
  for (;;) {
    const { inbox, outbox } = await relay.stats();
    if (inbox.waiting + inbox.inFlight + outbox.waiting + outbox.inFlight === 0) break;
    await wait(100);
  }
  const letters = [await relay.receiver.dead(), await relay.sender.dead()].flat();
  say(`L ${letters.map(({ reason }) => reason).join(' ')}`);
  await relay.close();
}

say('R');
await (drain ? end() : produce(relay.url, task));
