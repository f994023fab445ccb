/**
 * Events signed, posted and their answers read, 50 at once, beside a bare undici pool and beside axios as Maxun uses it.
 *
 * @module bench/suites/send
 */
import { createHmac, createSecretKey } from 'node:crypto';
import axios from 'axios';
import { Pool } from 'undici';
import { documentedExamples } from '../../generated/examples.js';
import { createSender, memoryQueue } from '../../dist/src/send/index.js';
import { batchSender } from '../batch-sender.ts';
import { beside, compare, type Row } from '../harness.ts';
import { startServer } from '../load.ts';
import { small } from '../payloads.ts';
import { SECRET } from '../servers/by-hand.ts';

const KEY = createSecretKey(SECRET.slice('whsec_'.length), 'base64');
const IN_FLIGHT = 50;
/** Deliveries that one call sends: enough that starting and ending count for little. */
const BATCH = 1000;
const event = documentedExamples.run_completed.payload;

function signedHeaders(body: Buffer, id: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', KEY).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

/** Runs a task a number of times, so many at once. */
async function repeat(times: number, atOnce: number, task: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < times) await task(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function sendByPool(pool: Pool, body: Buffer): Promise<void> {
  await repeat(BATCH, IN_FLIGHT, async (index) => {
    const headers = signedHeaders(body, `msg_${index}`);
    const response = await pool.request({ path: '/hook', method: 'POST', headers, body });
    await response.body.text();
  });
}

async function sendByAxios(url: string): Promise<void> {
  const options = { headers: { 'content-type': 'application/json' }, timeout: 30_000 };
  await repeat(BATCH, IN_FLIGHT, async () => void (await axios.post(url, event, options)));
}

async function sendBatches(url: string): Promise<Row[]> {
  const pool = new Pool(new URL(url).origin, { connections: IN_FLIGHT });
  const sender = createSender({ queue: memoryQueue(), allow: ['127.0.0.1'], concurrency: IN_FLIGHT });
  const body = Buffer.from(JSON.stringify(event));
  const endpoint = { url, secret: SECRET, concurrency: IN_FLIGHT };
  const contenders = {
    'undici Pool, signed by hand': () => sendByPool(pool, body),
    'maxun-webhooks, memoryQueue': batchSender(
      sender,
      Array.from({ length: BATCH }, () => ({ endpoint, event })),
    ),
    'axios, as Maxun uses it': () => sendByAxios(url),
  };
  try {
    const rows = await compare(contenders, {
      work: `send ${BATCH} × ${small.name}, ${IN_FLIGHT} at once`,
      limit: 'undici Pool, signed by hand',
      targets: { 'maxun-webhooks, memoryQueue': { atLeast: 0.9 } },
      rounds: 31,
      sliceMs: 1,
    });
    const promised = { peer: 'axios, as Maxun uses it', atLeast: 6 };
    return [...rows, beside(rows, 'maxun-webhooks, memoryQueue', promised)];
  } finally {
    await sender.close({ drainMs: 0 });
    await pool.destroy();
  }
}

export async function sendSuite(): Promise<Row[]> {
  const server = await startServer('sink');
  try {
    return await sendBatches(`http://127.0.0.1:${server.port}/hook`);
  } finally {
    server.stop();
  }
}
