/**
 * A receiver with an inbox behind HTTP, and its sender, that may be killed at any moment. It says what `child.ts` says: a
 * delivery is acknowledged when it was answered 200. In Postgres, the handlers write each into the table `handled` with `tx`.
 *
 * @module test/faults/inbox-child
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { nodeHandler } from '../../src/adapters/node.ts';
import { createReceiver, delaySchedule, type Receiver, unsigned } from '../../src/index.ts';
import { postgresQueue } from '../../src/queue/postgres/index.ts';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import type { ChildTask } from './child.ts';
import { passing, say, wrapSqlite } from './failpoints.ts';
import { produce } from './produce.ts';

const task = JSON.parse(process.argv[2] ?? '{}') as ChildTask;
const { engine, store, drain = false, concurrency = 8 } = task;
wrapSqlite(passing(undefined));

const onProblem = (problem: Error): void => say(`P ${problem.message}`);
const queue =
  engine === 'sqlite'
    ? await sqliteQueue(store, { onProblem })
    : await postgresQueue({ connectionString: store, onProblem, pollIntervalMs: 100 });
const receiver = createReceiver({
  auth: unsigned(),
  inbox: queue,
  schedule: delaySchedule([0, 20], { jitter: 0 }),
  concurrency,
}).on('run_completed', async (context) => {
  const { run, attempt } = context;
  const name = run.id ?? '';
  say(`H ${name}`);
  if (engine === 'postgres') await context.tx.query('INSERT INTO handled (name) VALUES ($1)', [name]);
  await wait(Math.random() * (engine === 'sqlite' ? 3 : 15));
  const number = Number(/\d+$/.exec(name)?.[0]);
  const dies = number % 30 === 0;
  // The second, or a later one if a kill took the second.
  if (dies && attempt >= 2) say(`D ${name}`);
  if (dies || (number % 10 === 0 && attempt === 1)) throw new Error('not yet');
  say(`E ${name}`);
});
receiver.onError(() => undefined);

async function nameOf(id: string): Promise<string> {
  const { payload = new Uint8Array() } = (await queue.get(id)) ?? {};
  const { data } = JSON.parse(Buffer.from(payload).toString()) as {
    readonly data: { readonly run_id: string };
  };
  return data.run_id;
}

async function end(own: Receiver): Promise<void> {
  for (;;) {
    const { waiting, inFlight } = await own.stats();
    if (waiting + inFlight === 0) break;
    await wait(100);
  }
  const letters = await own.dead({ limit: 1_000 });
  say(`L ${(await Promise.all(letters.map(async ({ id }) => nameOf(id)))).join(' ')}`);
  await own.close();
}

async function work(): Promise<void> {
  const server = createServer(nodeHandler(receiver)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  say('R');
  await produce(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, task);
}

await (drain ? end(receiver) : work());
