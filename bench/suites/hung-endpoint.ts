/**
 * Fifty endpoints, one of which has stopped answering after its first request, beside the other forty-nine alone: what
 * the others suffer.
 *
 * @module bench/suites/hung-endpoint
 */
import { documentedExamples } from '../../generated/examples.js';
import { createSender, memoryQueue, type DeliveryRequest, type Sender } from '../../dist/src/send/index.js';
import { median, type Row } from '../harness.ts';
import { type RunningServer, startServer } from '../load.ts';
import { SECRET } from '../servers/by-hand.ts';

const ENDPOINTS = 50;
/** Deliveries to each endpoint in one round. */
const EACH = 20;
const ROUNDS = 31;
/** The first rounds open connections and warm up. */
const WARM_UP = 4;
const WORK = `${ENDPOINTS} endpoints, one hangs`;
const event = documentedExamples.run_completed.payload;

interface Run {
  readonly name: string;
  readonly sender: Sender;
  readonly requests: readonly DeliveryRequest<'documented'>[];
  /** Deliveries per second to the endpoints that answer, one for each round. */
  readonly rates: number[];
  /** From acceptance to answer, in milliseconds. */
  readonly latencies: number[];
}

function requestsTo(server: RunningServer, paths: readonly string[]): DeliveryRequest<'documented'>[] {
  const endpoints = paths.map((path, index) => ({
    url: `http://127.0.0.1:${server.port}${path}`,
    webhookId: `endpoint-${index}`,
    secret: SECRET,
  }));
  return Array.from({ length: EACH }, () => endpoints.map((endpoint) => ({ endpoint, event }))).flat();
}

function run(name: string, requests: readonly DeliveryRequest<'documented'>[]): Run {
  const sender = createSender({ queue: memoryQueue(), allow: ['127.0.0.1'], concurrency: 100 });
  return { name, sender, requests, rates: [], latencies: [] };
}

/** Sends a round, and waits for the endpoints that answer. */
async function round({ sender, requests, rates, latencies }: Run): Promise<void> {
  const expected = (ENDPOINTS - 1) * EACH;
  const found: number[] = [];
  const start = performance.now();
  await new Promise<void>((resolve, reject) => {
    const onDelivered = ({ endpoint, latencyMs }: { endpoint: string; latencyMs: number }): void => {
      if (endpoint === HUNG) return;
      found.push(latencyMs);
      if (found.length < expected) return;
      sender.off('delivered', onDelivered);
      resolve();
    };
    sender.on('delivered', onDelivered);
    sender.sendAll(requests).catch(reject);
  });
  rates.push((expected / (performance.now() - start)) * 1000);
  latencies.push(...found);
}

/** The last one, which hangs where it is there at all. */
const HUNG = `endpoint-${ENDPOINTS - 1}`;

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}

function rowsOf([without, beside]: readonly [Run, Run]): Row[] {
  const rate = (one: Run): number => median(one.rates);
  const p99 = (one: Run): number => percentile(one.latencies, 0.99);
  const row = (one: Run, figure: string): Pick<Row, 'contender' | 'figure'> => ({
    contender: one.name,
    figure,
  });
  return [
    { work: `${WORK}: rate`, ...row(without, `${Math.round(rate(without))}/s`) },
    {
      work: `${WORK}: rate`,
      ...row(beside, `${Math.round(rate(beside))}/s`),
      ratio: rate(beside) / rate(without),
      target: { atLeast: 0.95 },
    },
    { work: `${WORK}: p99`, ...row(without, `${p99(without)} ms`) },
    {
      work: `${WORK}: p99`,
      ...row(beside, `${p99(beside)} ms`),
      ratio: p99(beside) / p99(without),
      target: { atMost: 1.5 },
    },
  ];
}

export async function hungEndpointSuite(): Promise<Row[]> {
  const server = await startServer('sink that hangs at /hang');
  const healthy = Array.from({ length: ENDPOINTS - 1 }, () => '/hook');
  const without = run('the 49 alone', requestsTo(server, healthy));
  const beside = run('the 49, one beside them hung', requestsTo(server, [...healthy, '/hang']));
  try {
    await runRounds(WARM_UP, [without, beside]);
    for (const one of [without, beside]) forget(one);
    await runRounds(ROUNDS, [without, beside]);
    return rowsOf([without, beside]);
  } finally {
    await without.sender.close({ drainMs: 0 });
    await beside.sender.close({ drainMs: 0 });
    server.stop();
  }
}

/** In turn, each first in every other round. */
async function runRounds(rounds: number, runs: readonly [Run, Run]): Promise<void> {
  for (let count = 0; count < rounds; count++) {
    for (const one of count % 2 === 0 ? runs : runs.toReversed()) await round(one);
  }
}

function forget({ rates, latencies }: Run): void {
  rates.length = 0;
  latencies.length = 0;
}
