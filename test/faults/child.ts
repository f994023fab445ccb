/**
 * A producer and worker that may be killed at any moment. At SIGTERM it produces no more, and ends when nothing is left. It says
 * what it does, a line each:
 * `R` ready; `A name…` acknowledged; `H name` the handler is called; `E name` it answered done; `D name` it answered dead;
 * `C` (SQLite) a commit is durable; `S name…` (Postgres) these ends are stored; `L name…` the dead letters, at the end.
 *
 * @module test/faults/child
 */
import { setTimeout as wait } from 'node:timers/promises';
import { postgresQueue } from '../../src/queue/postgres/index.ts';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import type { HandlerAnswer, Queue, QueueDelivery } from '../../src/queue/queue.ts';
import { type Failpoint, passing, say, wrapPostgres, wrapSqlite } from './failpoints.ts';

/** What the child is told, as JSON in its first argument. */
export interface ChildTask {
  readonly engine: 'sqlite' | 'postgres';
  /** The file, or the connection string. */
  readonly store: string;
  /** Begins the names of this life's deliveries. */
  readonly life: string;
  readonly failpoint?: Failpoint;
  /** Deliver what is there, list the dead letters, close and exit. */
  readonly drain?: boolean;
  /** How long handlers take at most, in milliseconds. */
  readonly handlerMs?: number;
  /** How many handlers run at once, 8 of them for one endpoint. */
  readonly concurrency?: number;
  /** How many messages to enqueue at most. Default: no end. */
  readonly messages?: number;
}

const task = JSON.parse(process.argv[2] ?? '{}') as ChildTask;
const pass = passing(task.failpoint);
const { concurrency = 8 } = task;
/**
 * With Postgres, other processes of the trial need the processor as well: there are fewer messages,
 * and handlers take longer, so that as many are in flight when one is killed.
 */
const [pauseMs, defaultHandlerMs] = task.engine === 'sqlite' ? [4, 3] : [100, 15];
const { handlerMs = defaultHandlerMs } = task;

async function open(): Promise<Queue> {
  const onProblem = (problem: Error): void => say(`P ${problem.message.replaceAll('\n', ' ')}`);
  if (task.engine === 'sqlite') {
    wrapSqlite(pass);
    return sqliteQueue(task.store, { onProblem });
  }
  wrapPostgres(pass);
  return postgresQueue({ connectionString: task.store, onProblem, pollIntervalMs: 100 });
}

/** A tenth is tried twice, and of those a third dies. */
async function handle({ metadata, attempt }: QueueDelivery): Promise<HandlerAnswer> {
  pass('before handler');
  const name = metadata['name'] as string;
  say(`H ${name}`);
  await wait(Math.random() * handlerMs);
  pass('before answer');
  const number = Number(/\d+$/.exec(name)?.[0]);
  if (number % 10 === 0 && attempt === 1) return { outcome: 'retry', dueAt: Date.now() + 20 };
  const dies = number % 30 === 0;
  say(`${dies ? 'D' : 'E'} ${name}`);
  return dies ? { outcome: 'dead', reason: 'ERR_TEST' } : { outcome: 'done' };
}

let count = 0;
let most = task.messages ?? Infinity;
process.once('SIGTERM', () => (most = 0));

async function produce(queue: Queue): Promise<void> {
  for (;;) {
    if (count >= most) return;
    const batch = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, () => {
      count += 1;
      const orderKey = count % 4 === 0 ? `line-${count % 3}` : undefined;
      return {
        endpoint: `e${count % 5}`,
        payload: Buffer.alloc(300, count),
        metadata: { name: `${task.life}_${count}` },
        orderKey,
      };
    });
    await queue.enqueue(batch);
    say(`A ${batch.map(({ metadata }) => metadata.name).join(' ')}`);
    pass('after acknowledge');
    await wait(Math.random() * pauseMs);
  }
}

async function drained(queue: Queue): Promise<void> {
  for (;;) {
    const { waiting, inFlight } = await queue.stats();
    if (waiting + inFlight === 0) return;
    await wait(100);
  }
}

async function deadLetters(queue: Queue): Promise<string[]> {
  const names: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await queue.dead({ limit: 1_000, after });
    names.push(...page.map(({ metadata }) => metadata['name'] as string));
    after = page.at(-1)?.id;
    if (page.length < 1_000) return names;
  }
}

async function main(): Promise<void> {
  const queue = await open();
  await queue.work(handle, { concurrency, endpointConcurrency: 8 });
  say('R');
  if (task.drain !== true) {
    await Promise.all(Array.from({ length: 6 }, () => produce(queue)));
  }
  await drained(queue);
  say(`L ${(await deadLetters(queue)).join(' ')}`);
  await queue.close();
}

await main();
