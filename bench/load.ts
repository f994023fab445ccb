/**
 * Posts to servers in processes of their own, in turn, and compares how much each takes.
 *
 * @module bench/load
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Pool } from 'undici';
import { median, type Row, type Target } from './harness.ts';

const RUN = new URL('./servers/run.ts', import.meta.url);
/** As many as 32 senders at once. */
const CONNECTIONS = 32;
const ROUNDS = 9;
const SLICE_MS = 600;

/** A request to send; made anew each time, since a receiver knows a delivery again. */
export type RequestMaker = () => { readonly body: Buffer; readonly headers: Record<string, string> };

/** A server of `servers/` in a process of its own. */
export interface RunningServer {
  readonly port: number;
  readonly stop: () => void;
}

/** @param name of the server */
export async function startServer(name: string): Promise<RunningServer> {
  const child = fork(RUN, [name], { execArgv: ['--import', 'tsx'] });
  const [port] = (await once(child, 'message')) as [number];
  return { port, stop: () => void child.kill() };
}

interface Running {
  readonly name: string;
  readonly server: RunningServer;
  readonly pool: Pool;
  readonly rates: number[];
}

async function start(name: string): Promise<Running> {
  const server = await startServer(name);
  const pool = new Pool(`http://127.0.0.1:${server.port}`, { connections: CONNECTIONS });
  return { name, server, pool, rates: [] };
}

/** Requests per second over one slice; any answer other than 200 is an error of the benchmark. */
async function post(pool: Pool, make: RequestMaker): Promise<number> {
  const start = performance.now();
  let answered = 0;
  const sender = async (): Promise<void> => {
    while (performance.now() - start < SLICE_MS) {
      const { statusCode, body } = await pool.request({ path: '/hook', method: 'POST', ...make() });
      await body.dump();
      if (statusCode !== 200) throw new Error(`A server answered ${statusCode}.`);
      answered++;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sender));
  return (answered / (performance.now() - start)) * 1000;
}

/** Servers to compare: the first is the limit. */
export interface LoadOptions {
  readonly work: string;
  readonly servers: readonly [limit: string, ...others: string[]];
  readonly make: RequestMaker;
  readonly targets: Readonly<Record<string, Target>>;
}

/**
 * @param options the servers, and what to post
 * @returns a row per server
 */
export async function compareServers({ work, servers, make, targets }: LoadOptions): Promise<Row[]> {
  const running: Running[] = [];
  try {
    for (const name of servers) running.push(await start(name));
    for (const { pool } of running) await post(pool, make);
    for (let round = 0; round < ROUNDS; round++) {
      for (const { pool, rates } of running) rates.push(await post(pool, make));
    }
  } finally {
    for (const { pool, server } of running) {
      await pool.destroy();
      server.stop();
    }
  }
  const limit = median(running[0]?.rates ?? []);
  return running.map(({ name, rates }, index) => ({
    work,
    contender: name,
    figure: `${Math.round(median(rates))}/s`,
    ratio: index === 0 ? undefined : median(rates) / limit,
    target: targets[name],
  }));
}
