/**
 * A million deliveries waiting in SQLite: what opening costs, what stays in memory, and how long a claim takes. Run by its
 * name alone, since filling takes a minute and 2 GB of disk.
 *
 * @module bench/suites/queue-million
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Queue, sqliteQueue } from '../../dist/src/queue/sqlite/index.js';
import type { Row } from '../harness.ts';
import { small } from '../payloads.ts';

const COUNT = 1_000_000;
const CALL = 10_000;
const ENDPOINTS = 100;
/** Claims that are measured. */
const CLAIMS = 5_000;
/** Due times lie this far around now, in milliseconds: half of the deliveries are due. */
const SPREAD_MS = 86_400_000;

async function fill(queue: Queue): Promise<void> {
  const now = Date.now();
  for (let done = 0; done < COUNT; done += CALL) {
    const messages = Array.from({ length: CALL }, (_, index) => ({
      endpoint: `endpoint-${index % ENDPOINTS}`,
      payload: small.bytes,
      dueAt: now + (Math.random() * 2 - 1) * SPREAD_MS,
    }));
    await queue.enqueue(messages);
  }
}

/** Milliseconds from one call of the handler to the next: an answer stored, a delivery claimed, both on the disk. */
async function claimTimes(queue: Queue): Promise<{ readonly first: number; readonly times: number[] }> {
  const times: number[] = [];
  let first = 0;
  await new Promise<void>((resolve, reject) => {
    let last = 0;
    const handler = async (): Promise<{ outcome: 'done' }> => {
      const now = performance.now();
      if (first === 0) first = now;
      else times.push(now - last);
      last = now;
      if (times.length === CLAIMS) resolve();
      return { outcome: 'done' };
    };
    queue.work(handler, { concurrency: 1 }).catch(reject);
  });
  return { first, times };
}

/** A figure beside its bound: 1 is all of it. */
function rowOf(contender: string, figure: string, share: number): Row {
  return { work: 'a million pending in SQLite', contender, figure, ratio: share, target: { atMost: 1 } };
}

export async function queueMillionSuite(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'maxun-bench-'));
  const path = join(folder, 'million.db');
  try {
    const filled = await sqliteQueue(path);
    await fill(filled);
    await filled.close();
    const start = performance.now();
    const queue = await sqliteQueue(path);
    const { first, times } = await claimTimes(queue);
    globalThis.gc?.();
    const heap = process.memoryUsage().heapUsed / 1e6;
    await queue.close({ drainMs: 0 });
    const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
    return [
      rowOf('start to first handler, of 10 s', `${Math.round(first - start)} ms`, (first - start) / 10_000),
      rowOf('heap, of 150 MB', `${Math.round(heap)} MB`, heap / 150),
      rowOf('claim p99 with fsync, of 10 ms', `${p99.toFixed(2)} ms`, p99 / 10),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}
