/**
 * A relay and its sender, that may be killed at any moment. It says what `child.ts` says: a delivery is acknowledged when it was
 * answered 200.
 *
 * @module test/faults/relay-child
 */
import { setTimeout as wait } from 'node:timers/promises';
import { observedExamples } from '#generated/examples.js';
import { delaySchedule } from '../../src/index.ts';
import { startRelay } from '../../src/relay/index.ts';
import type { ChildTask } from './child.ts';
import { say } from './failpoints.ts';

/** What the child is told. */
export interface RelayTask extends ChildTask {
  /** URL of the endpoint. */
  readonly to: string;
}

const { engine, store, to, life, drain = false } = JSON.parse(process.argv[2] ?? '{}') as RelayTask;
const { payload: event } = observedExamples['extract-run'];

const relay = await startRelay({
  to: { url: to, unsigned: true },
  store,
  open: true,
  port: 0,
  allow: ['127.0.0.1'],
  schedule: delaySchedule([0, 20, 20, 20], { jitter: 0 }),
  silent: true,
});

/** Between deliveries of a producer, at most: with Postgres, other processes of the trial need the processor as well. */
const PAUSE_MS = engine === 'sqlite' ? 4 : 40;
let count = 0;

/** Sends each delivery twice: the second is a duplicate. */
async function produce(): Promise<never> {
  for (;;) {
    const name = `${life}_${++count}`;
    const body = JSON.stringify({ ...event, data: { ...event.data, run_id: name } });
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    // A connection that breaks brings no answer.
    const send = async () => fetch(relay.url, post).catch(() => undefined);
    const [first] = await Promise.all([send(), send()]);
    if (first?.status === 200) say(`A ${name}`);
    await first?.text();
    await wait(Math.random() * PAUSE_MS);
  }
}

async function end(): Promise<void> {
  for (;;) {
    const { inbox, outbox } = await relay.stats();
    if (inbox.waiting + inbox.inFlight + outbox.waiting + outbox.inFlight === 0) break;
    await wait(20);
  }
  const letters = [await relay.receiver.dead(), await relay.sender.dead()].flat();
  say(`L ${letters.map(({ reason }) => reason).join(' ')}`);
  await relay.close();
}

say('R');
await (drain ? end() : Promise.all(Array.from({ length: 6 }, produce)));
