/**
 * Catching up over 100,000 runs of Maxun's API, in a process of its own: time, and the most memory that it ever had.
 *
 * @module bench/suites/catch-up
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { NUMERIC } from '../../src/event/wall-clock.ts';
import type { Row } from '../harness.ts';

const CHILD = fileURLToPath(new URL('catch-up-child.mjs', import.meta.url));
const RUNS = 100_000;
/** One in so many has failed, and its log is asked for. */
const FAILED_EVERY = 20;
const HOUR_MS = 3_600_000;
const MAX_MS = 20_000;
const MAX_BYTES = 256 * 1024 * 1024;
const rows = Array.from({ length: 8 }, (_, index) => ({
  Rank: `${index}`,
  Product: 'MacBook Air M2',
  Price: '$999',
}));

/** As `toLocaleString` writes them, which takes 60 µs: the server would be measured. */
const dates = new Intl.DateTimeFormat('en-US', { ...NUMERIC, timeZone: 'UTC' });

/** What one pass of the child came to. */
interface Measured {
  readonly work: string;
  readonly ms: number;
  readonly caughtUp: number;
  /** The most memory so far, in bytes. */
  readonly peak: number;
}

export async function catchUpSuite(): Promise<Row[]> {
  const server = createServer(({ url = '' }, response) => answer(url, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const found: Measured[] = [];
  for (const kind of ['handlers', 'inbox']) {
    // Without tsx, whose memory would be measured.
    const child = fork(CHILD, [`http://127.0.0.1:${port}`, kind], { execArgv: [] });
    child.on('message', (measured: Measured) => found.push(measured));
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`The process that catches up ended with ${code}.`);
  }
  server.close().closeAllConnections();
  return found.flatMap(({ work, ms, peak, caughtUp }) => [
    rowOf(`${work}: ${caughtUp} runs, of 20 s`, `${(ms / 1000).toFixed(1)} s`, ms / MAX_MS),
    rowOf(`${work}: memory, of 256 MB`, `${Math.round(peak / 1024 / 1024)} MB`, peak / MAX_BYTES),
  ]);
}

function rowOf(contender: string, figure: string, share: number): Row {
  return { work: `${RUNS} runs of the API`, contender, figure, ratio: share, target: { atMost: 1 } };
}

function answer(url: string, response: ServerResponse): void {
  response.setHeader('content-type', 'application/json');
  if (url === '/api/robots') response.end(JSON.stringify({ robots: { items: [{ id: 'r', name: 'R' }] } }));
  else if (url === '/api/robots/r/runs') Readable.from(runsAnswer()).pipe(response);
  else response.end(JSON.stringify({ data: { log: 'Timeout exceeded while waiting for element' } }));
}

function* runsAnswer(): Generator<string> {
  const now = Date.now();
  yield `{"statusCode":200,"messageCode":"success","runs":{"totalCount":${RUNS},"items":[`;
  for (let index = 0; index < RUNS; index += 100) {
    const items = Array.from({ length: 100 }, (_, offset) => JSON.stringify(runOf(index + offset, now)));
    yield `${index === 0 ? '' : ','}${items.join(',')}`;
  }
  yield ']}}';
}

function runOf(index: number, now: number) {
  const end = now - HOUR_MS - (index / RUNS) * 20 * HOUR_MS;
  const isFailed = index % FAILED_EVERY === 0;
  const data = {
    textData: {},
    listData: isFailed ? {} : { 'List 1': rows },
    crawlData: {},
    searchData: {},
    markdown: '',
    html: '',
  };
  const ids = {
    id: `${index}`,
    runId: `run-${index}`,
    robotId: 'r',
    name: 'R',
    status: isFailed ? 'failed' : 'success',
  };
  return {
    ...ids,
    startedAt: dates.format(end - 20_000),
    finishedAt: dates.format(end),
    runByUserId: 1,
    runByAPI: null,
    data,
    screenshots: [],
  };
}
