/**
 * Posts to servers in processes of their own, in turn, and compares how much each takes.
 *
 * The requests are signed and put into bytes before the clock starts, and go over plain sockets: a client that signed
 * and built them as it sends would be slower than the servers are, and what is measured would be the client.
 *
 * @module bench/load
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { median, type Row, type Target } from './harness.ts';

const RUN = new URL('./servers/run.ts', import.meta.url);
/** As many as 32 senders at once. */
const CONNECTIONS = 32;
const ROUNDS = 11;
/** Requests of one slice: about half a second of what a bare server takes. */
const REQUESTS = 12_000;

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
  readonly rates: number[];
}

/** New ones for each slice: Node closes a connection that is idle for 5 s, as long as the slices of the others take. */
async function openSockets(port: number): Promise<Socket[]> {
  const sockets = Array.from({ length: CONNECTIONS }, () => connect(port, '127.0.0.1').setNoDelay());
  await Promise.all(sockets.map(async (socket) => once(socket, 'connect')));
  return sockets;
}

/** Requests as they go over the wire. */
function prepare(make: RequestMaker): Buffer[] {
  return Array.from({ length: REQUESTS }, () => {
    const { body, headers } = make();
    const lines = Object.entries({ ...headers, 'content-length': String(body.byteLength) });
    const head = `POST /hook HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.map((line) => `${line.join(': ')}\r\n`).join('')}\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
  });
}

/** Requests per second over one slice; any answer other than 200 is an error of the benchmark. */
async function post({ server }: Running, make: RequestMaker): Promise<number> {
  const requests = prepare(make);
  const sockets = await openSockets(server.port);
  const start = performance.now();
  await Promise.all(sockets.map(async (socket) => sendAll(socket, requests)));
  const seconds = (performance.now() - start) / 1_000;
  for (const socket of sockets) socket.destroy();
  return REQUESTS / seconds;
}

/** Sends one request after the other, until there are no more. */
async function sendAll(socket: Socket, requests: Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const next = (): void => {
      const request = requests.pop();
      if (request !== undefined) return void socket.write(request);
      resolve();
    };
    const onData = (chunk: Buffer): void => {
      answer += chunk.toString('latin1');
      if (!isWhole(answer)) return;
      if (!answer.startsWith('HTTP/1.1 200 ')) return reject(new Error(`A server answered ${answer}.`));
      answer = '';
      next();
    };
    socket.on('data', onData);
    socket.on('close', () => reject(new Error('A server closed a connection.')));
    next();
  });
}

/** Whether an answer has come to its end: by its length, or by its last chunk. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer)?.[1];
  return length === undefined ? answer.endsWith('\r\n0\r\n\r\n') : answer.length >= end + 4 + Number(length);
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
    for (const name of servers) running.push({ name, server: await startServer(name), rates: [] });
    for (const one of running) await post(one, make);
    for (let round = 0; round < ROUNDS; round++) {
      for (const one of running) one.rates.push(await post(one, make));
    }
  } finally {
    for (const { server } of running) server.stop();
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
