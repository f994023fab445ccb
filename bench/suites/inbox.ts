/**
 * A receiver with a durable inbox in SQLite.
 *
 * - Beside the same receiver without an inbox, over HTTP: how many deliveries it answers per second. Once while it handles them
 *   in the same process, and once with handling paused, which is what storing alone costs.
 * - In one process, without HTTP: from the request to the handler, and how long its answers take.
 *
 * @module bench/suites/inbox
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createReceiver, type Receiver, unsigned } from '../../dist/src/index.js';
import { sqliteQueue } from '../../dist/src/queue/sqlite/index.js';
import { documentedExamples } from '../../generated/examples.js';
import type { Row } from '../harness.ts';
import { compareServers } from '../load.ts';
import { small } from '../payloads.ts';

const RUN_ID = documentedExamples.run_completed.payload.data.run_id;
const HEADERS = { 'content-type': 'application/json' };
const SENDERS = 32;
const DELIVERIES = 30_000;
const PER_SECOND = 1_000;
const SECONDS = 5;
let last = 0;

/** Every run has an id of its own: an inbox stores a run once. */
const make = (): { body: Buffer; headers: Record<string, string> } => ({
  body: Buffer.from(small.text.replace(RUN_ID, `${process.pid}-${++last}`)),
  headers: HEADERS,
});

export async function inboxSuite(): Promise<Row[]> {
  const work = `inbox, ${small.name}`;
  const accepted = await compareServers({
    work,
    servers: ['node:http, unsigned', 'with an inbox that is handled', 'with an inbox that is paused'],
    make,
    targets: {
      'with an inbox that is handled': { atLeast: 0.5 },
      'with an inbox that is paused': { atLeast: 0.5 },
    },
  });
  const rate = await withInbox(endToEnd);
  const late = await withInbox(slowestAnswer);
  return [
    ...accepted,
    {
      work,
      contender: 'end to end, beside 6,000/s',
      figure: `${Math.round(rate)}/s`,
      ratio: rate / 6_000,
      target: { atLeast: 1 },
    },
    {
      work,
      contender: 'p99 of answers, beside 50 ms',
      figure: `${late.toFixed(1)} ms`,
      ratio: late / 50,
      target: { atMost: 1 },
    },
  ];
}

type Measure = (receiver: Receiver, handled: () => number) => Promise<number>;

export async function withInbox(measure: Measure): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'maxun-bench-'));
  let handled = 0;
  const receiver = createReceiver({
    auth: unsigned(),
    inbox: await sqliteQueue(join(folder, 'inbox.db')),
  }).on('run_completed', () => void handled++);
  try {
    return await measure(receiver, () => handled);
  } finally {
    await receiver.close();
    await rm(folder, { recursive: true });
  }
}

/** From the first request until the last is handled, per second. */
export async function endToEnd(receiver: Pick<Receiver, 'handle'>, handled: () => number): Promise<number> {
  const requests = Array.from({ length: DELIVERIES }, make);
  const start = performance.now();
  const send = async (): Promise<void> => {
    for (let request = requests.pop(); request; request = requests.pop()) await receiver.handle(request);
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  while (handled() < DELIVERIES) await wait(1);
  return (DELIVERIES / (performance.now() - start)) * 1_000;
}

/** The 99th percentile of the answers, in milliseconds, at a steady rate. */
async function slowestAnswer(receiver: Receiver): Promise<number> {
  const times: number[] = [];
  const answers: Promise<unknown>[] = [];
  const start = performance.now();
  for (let sent = 0; sent < PER_SECOND * SECONDS; sent++) {
    const due = start + (sent / PER_SECOND) * 1_000;
    if (due > performance.now()) await wait(due - performance.now());
    answers.push(receiver.handle(make()).then(() => times.push(performance.now() - due)));
  }
  await Promise.all(answers);
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? NaN;
}
