/**
 * The sender in a process that may be killed at any moment.
 *
 * @module test/faults/produce
 */
import { setTimeout as wait } from 'node:timers/promises';
import { observedExamples } from '#generated/examples.js';
import type { ChildTask } from './child.ts';
import { say } from './failpoints.ts';

const { payload: event } = observedExamples['extract-run'];
const SENDERS = 6;

/**
 * Sends deliveries until the process ends, each twice: the second is a duplicate. Says `A name` when one was answered 200.
 *
 * @param url where to @param task of the process
 */
export async function produce(url: string, { engine, life }: ChildTask): Promise<void> {
  // With Postgres, other processes of the trial need the processor as well.
  const pauseMs = engine === 'sqlite' ? 20 : 400;
  let count = 0;
  const sendEach = async (): Promise<never> => {
    for (;;) {
      await sendTwice(url, `${life}_${++count}`);
      await wait(Math.random() * pauseMs);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sendEach));
}

async function sendTwice(url: string, name: string): Promise<void> {
  const body = JSON.stringify({ ...event, data: { ...event.data, run_id: name } });
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  // A connection that breaks brings no answer.
  const send = async () => fetch(url, post).catch(() => undefined);
  const [first] = await Promise.all([send(), send()]);
  if (first?.status === 200) say(`A ${name}`);
  await first?.text();
}
