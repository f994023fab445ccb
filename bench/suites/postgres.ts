/**
 * The queue in Postgres beside pg-boss: deliveries kept, then handed out and acknowledged, on the same server with its
 * commits on the disk.
 *
 * @module bench/suites/postgres
 */
import PgBoss from 'pg-boss';
import { type QueueWorker, postgresQueue } from '../../dist/src/queue/postgres/index.js';
import { median, type Row } from '../harness.ts';
import { small } from '../payloads.ts';
import { startServer } from '../../test/postgres/server.ts';

/** Deliveries in a round. */
const COUNT = 5_000;
/** Messages in a call that enqueues. */
const CALL = 100;
/** Calls under way. */
const CALLERS = 2;
/** Handlers at once, and jobs in a fetch. */
const CONCURRENCY = 100;
const ROUNDS = 7;
const OWN = 'maxun-webhooks, postgresQueue';
const LIMIT = 'pg-boss, fetch loop';
const TWICE = 'pg-boss, two fetch loops';

interface Contender {
  /** Keeps {@link CALL} messages. */
  readonly enqueue: () => Promise<unknown>;
  /** Hands out and acknowledges all that was kept. */
  readonly drain: () => Promise<void>;
  readonly close: () => Promise<unknown>;
}

/** @param loops that fetch; one alone leaves the server idle while it acknowledges */
async function openPgBoss(url: string, loops: number): Promise<Contender> {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false, max: 10 });
  await boss.start();
  const queue = `deliveries-${loops}`;
  await boss.createQueue(queue);
  const data = JSON.parse(small.text) as object;
  return {
    enqueue: () => boss.insert(Array.from({ length: CALL }, () => ({ name: queue, data }))),
    async drain() {
      let left = COUNT;
      const loop = async (): Promise<void> => {
        while (left > 0) {
          const jobs = await boss.fetch(queue, { batchSize: CONCURRENCY });
          // What was kept in this very moment is not given yet, or the other loop has it.
          if (jobs.length === 0) continue;
          await boss.complete(
            queue,
            jobs.map(({ id }) => id),
          );
          left -= jobs.length;
        }
      };
      await Promise.all(Array.from({ length: loops }, loop));
    },
    close: () => boss.stop({ graceful: false }),
  };
}

async function openOwn(url: string): Promise<Contender> {
  const queue = await postgresQueue({ connectionString: url, maxConnections: 10 });
  return {
    enqueue: () =>
      queue.enqueue(
        Array.from({ length: CALL }, (_, n) => ({ endpoint: `endpoint-${n % 10}`, payload: small.bytes })),
      ),
    async drain() {
      let left = COUNT;
      let worker: QueueWorker | undefined;
      const called = new Promise<void>((resolve, reject) => {
        const work = queue.work(
          async () => {
            if ((left -= 1) === 0) resolve();
            return { outcome: 'done' };
          },
          { concurrency: CONCURRENCY },
        );
        work.then((started) => (worker = started), reject);
      });
      await called;
      // Its end waits for what was answered to be stored.
      await worker?.close();
    },
    close: () => queue.close(),
  };
}

interface Times {
  readonly enqueue: number[];
  readonly drain: number[];
}

async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function enqueueAll({ enqueue }: Contender): Promise<void> {
  let calls = COUNT / CALL;
  const caller = async (): Promise<void> => {
    while ((calls -= 1) >= 0) await enqueue();
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}

async function compareAll(contenders: ReadonlyMap<string, Contender>): Promise<Map<string, Times>> {
  const times = new Map<string, Times>();
  for (const name of contenders.keys()) times.set(name, { enqueue: [], drain: [] });
  for (let round = 0; round <= ROUNDS; round++) {
    const order = [...contenders];
    if (round % 2 === 1) order.reverse();
    for (const [name, contender] of order) {
      const enqueue = await timed(() => enqueueAll(contender));
      const drain = await timed(() => contender.drain());
      // The first round warms up.
      if (round > 0) times.get(name)?.enqueue.push(enqueue);
      if (round > 0) times.get(name)?.drain.push(drain);
    }
  }
  return times;
}

function rowsOf(times: ReadonlyMap<string, Times>, work: keyof Times): Row[] {
  const limit = median(times.get(LIMIT)?.[work] ?? []);
  return [...times].map(([contender, { [work]: samples }]) => {
    const ms = median(samples);
    return {
      work: `Postgres, ${work} ${COUNT} × ${small.name}`,
      contender,
      figure: `${Math.round((COUNT / ms) * 1000)}/s`,
      ratio: contender === LIMIT ? undefined : limit / ms,
      target: contender === OWN && work === 'drain' ? { atLeast: 1 } : undefined,
    };
  });
}

export async function postgresSuite(): Promise<Row[]> {
  const server = await startServer();
  const contenders = new Map<string, Contender>();
  try {
    contenders.set(LIMIT, await openPgBoss(server.url, 1));
    contenders.set(TWICE, await openPgBoss(server.url, 2));
    contenders.set(OWN, await openOwn(server.url));
    const times = await compareAll(contenders);
    return [...rowsOf(times, 'enqueue'), ...rowsOf(times, 'drain')];
  } finally {
    for (const { close } of contenders.values()) await close();
    await server.stop();
  }
}
