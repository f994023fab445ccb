/**
 * The queue in Postgres beside bare pg-boss, which it stands on: deliveries enqueued, then handed out and acknowledged, on
 * the same server with its commits on the disk.
 *
 * @module bench/suites/postgres
 */
import { PgBoss } from 'pg-boss';
import { postgresQueue } from '../../dist/src/queue/postgres/index.js';
import type { QueueWorker } from '../../src/queue/queue.ts';
import { startServer } from '../../test/postgres/server.ts';
import { median, type Row } from '../harness.ts';
import { small } from '../payloads.ts';

/** Deliveries in a round. */
const COUNT = 5_000;
/** Messages in a call that enqueues many. */
const CALL = 100;
/** Callers at once, each with one message at a time. */
const CALLERS = 50;
/** Handlers at once, and jobs in a fetch. */
const CONCURRENCY = 100;
const ROUNDS = 7;
const OWN = 'maxun-webhooks, postgresQueue';
const BARE = 'pg-boss';

interface Contender {
  /** Accepts one message. */
  readonly enqueueOne: () => Promise<unknown>;
  /** Accepts {@link CALL} messages. */
  readonly enqueueMany: () => Promise<unknown>;
  /** Hands out and acknowledges so many. */
  readonly drain: (count: number) => Promise<void>;
  readonly close: () => Promise<unknown>;
}

async function openPgBoss(url: string): Promise<Contender> {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false, max: 10 });
  // Without a listener, a connection that ends with the server would end the process.
  boss.on('error', ({ message }) => console.error(`pg-boss: ${message}`));
  await boss.start();
  const queue = 'deliveries';
  await boss.createQueue(queue);
  const data = JSON.parse(small.text) as object;
  return {
    enqueueOne: () => boss.send(queue, data),
    enqueueMany: () =>
      boss.insert(
        queue,
        Array.from({ length: CALL }, () => ({ data })),
      ),
    async drain(count) {
      for (let left = count; left > 0;) {
        const jobs = await boss.fetch(queue, { batchSize: CONCURRENCY });
        if (jobs.length > 0)
          await boss.complete(
            queue,
            jobs.map(({ id }) => id),
          );
        left -= jobs.length;
      }
    },
    close: () => boss.stop({ graceful: false }),
  };
}

async function openOwn(url: string): Promise<Contender> {
  const queue = await postgresQueue({ connectionString: url, maxConnections: 10 });
  const message = (n: number) => ({ endpoint: `endpoint-${n % 10}`, payload: small.bytes });
  let next = 0;
  return {
    enqueueOne: () => queue.enqueue([message((next += 1))]),
    enqueueMany: () => queue.enqueue(Array.from({ length: CALL }, (_, n) => message(n))),
    async drain(count) {
      let left = count;
      let worker: QueueWorker | undefined;
      await new Promise<void>((resolve, reject) => {
        const work = queue.work(
          async () => {
            if ((left -= 1) === 0) resolve();
            return { outcome: 'done' };
          },
          { concurrency: CONCURRENCY },
        );
        work.then((started) => (worker = started), reject);
      });
      // Its end waits for what was answered to be stored.
      await worker?.close();
    },
    close: () => queue.close(),
  };
}

const WORKS = ['enqueue', 'enqueue in hundreds', 'drain'] as const;
type Work = (typeof WORKS)[number];

/** What this package promises beside bare pg-boss: it shares commits, and it keeps limits, records and claims. */
const TARGETS: Readonly<Partial<Record<Work, number>>> = { enqueue: 3, drain: 0.7 };

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function repeatedly(call: () => Promise<unknown>, times: number, callers: number): Promise<void> {
  let left = times;
  const caller = async (): Promise<void> => {
    while ((left -= 1) >= 0) await call();
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

/** Each round enqueues twice, in both ways, and drains all of it. */
async function round(contender: Contender): Promise<Record<Work, number>> {
  const one = await timed(() => repeatedly(contender.enqueueOne, COUNT, CALLERS));
  const many = await timed(() => repeatedly(contender.enqueueMany, COUNT / CALL, 2));
  const drain = await timed(() => contender.drain(2 * COUNT));
  return { enqueue: one, 'enqueue in hundreds': many, drain: drain / 2 };
}

async function compareAll(
  contenders: ReadonlyMap<string, Contender>,
): Promise<Map<string, Record<Work, number>[]>> {
  const times = new Map([...contenders.keys()].map((name) => [name, [] as Record<Work, number>[]]));
  for (let n = 0; n <= ROUNDS; n++) {
    const order = [...contenders];
    if (n % 2 === 1) order.reverse();
    for (const [name, contender] of order) {
      const measured = await round(contender);
      // The first round warms up.
      if (n > 0) times.get(name)?.push(measured);
    }
  }
  return times;
}

function rowsOf(times: ReadonlyMap<string, readonly Record<Work, number>[]>, work: Work): Row[] {
  const medianOf = (name: string): number => median((times.get(name) ?? []).map(({ [work]: ms }) => ms));
  const atLeast = TARGETS[work];
  return [...times.keys()].map((contender) => ({
    work: `Postgres, ${work} ${COUNT} × ${small.name}`,
    contender,
    figure: `${Math.round((COUNT / medianOf(contender)) * 1000)}/s`,
    ratio: contender === BARE ? undefined : medianOf(BARE) / medianOf(contender),
    target: contender === OWN && atLeast !== undefined ? { atLeast } : undefined,
  }));
}

export async function postgresSuite(): Promise<Row[]> {
  const server = await startServer();
  const contenders = new Map<string, Contender>();
  try {
    contenders.set(BARE, await openPgBoss(server.url));
    contenders.set(OWN, await openOwn(server.url));
    const times = await compareAll(contenders);
    return WORKS.flatMap((work) => rowsOf(times, work));
  } finally {
    for (const { close } of contenders.values()) await close();
    await server.stop();
  }
}
