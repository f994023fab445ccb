/**
 * The SQLite queue: concurrent callers beside the bare database, and deliveries beside the same sender on the memory
 * queue, which signs, posts and reads just so and stores nothing. The endpoint is a process of its own.
 *
 * @module bench/suites/queue
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentedExamples } from '../../generated/examples.js';
import { type Queue, sqliteQueue } from '../../dist/src/queue/sqlite/index.js';
import { createSender, memoryQueue, type Sender } from '../../dist/src/send/index.js';
import { type Database, openDatabase } from '../../src/sqlite/database.ts';
import { batchSender } from '../batch-sender.ts';
import { compare, type Row } from '../harness.ts';
import { startServer } from '../load.ts';
import { small } from '../payloads.ts';
import { SECRET } from '../servers/by-hand.ts';

const BATCH = 1000;
const IN_FLIGHT = 50;
/** Rows per commit of the bare database. */
const GROUP = 100;
const event = documentedExamples.run_completed.payload;

/** The least that keeps a payload durable: one table, one statement, a hundred rows per commit. */
function insertByHand(database: Database): () => void {
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE message (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, payload BLOB NOT NULL) STRICT`);
  const insert = database.prepare('INSERT INTO message (id, payload) VALUES (?, ?)');
  let count = 0;
  return () => {
    for (let rows = 0; rows < BATCH; rows += GROUP) {
      database.transaction(() => {
        for (let row = 0; row < GROUP; row++)
          insert.run(`msg_${String(count++).padStart(26, '0')}`, small.bytes);
      });
    }
  };
}

async function enqueueRows(folder: string): Promise<Row[]> {
  const database = await openDatabase(join(folder, 'bare.db'));
  const queue = await sqliteQueue(join(folder, 'enqueue.db'));
  const message = { endpoint: 'crm', payload: small.bytes };
  const contenders = {
    'bare SQLite, 100 rows a commit': insertByHand(database),
    sqliteQueue: () => Promise.all(Array.from({ length: BATCH }, () => queue.enqueue([message]))),
  };
  try {
    return await compare(contenders, {
      work: `enqueue ${BATCH} × ${small.name}, each a call`,
      limit: 'bare SQLite, 100 rows a commit',
      targets: { sqliteQueue: { atLeast: 0.35 } },
      rounds: 9,
      sliceMs: 1,
    });
  } finally {
    await queue.close();
    database.close();
  }
}

function senderOn(queue: Queue): Sender {
  return createSender({ queue, allow: ['127.0.0.1'], concurrency: IN_FLIGHT });
}

async function deliverRows(folder: string): Promise<Row[]> {
  const server = await startServer('sink');
  const endpoint = { url: `http://127.0.0.1:${server.port}/hook`, secret: SECRET, concurrency: IN_FLIGHT };
  const requests = Array.from({ length: BATCH }, () => ({ endpoint, event }));
  const memory = senderOn(memoryQueue());
  const sqlite = senderOn(await sqliteQueue(join(folder, 'deliver.db')));
  const contenders = {
    'the same on memoryQueue': batchSender(memory, requests),
    sqliteQueue: batchSender(sqlite, requests),
  };
  try {
    return await compare(contenders, {
      work: `send ${BATCH} × ${small.name}, ${IN_FLIGHT} at once`,
      limit: 'the same on memoryQueue',
      targets: { sqliteQueue: { atLeast: 0.7 } },
      rounds: 9,
      sliceMs: 1,
    });
  } finally {
    await memory.close({ drainMs: 0 });
    await sqlite.close({ drainMs: 0 });
    server.stop();
  }
}

export async function queueSuite(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'maxun-bench-'));
  try {
    return [...(await enqueueRows(folder)), ...(await deliverRows(folder))];
  } finally {
    await rm(folder, { recursive: true });
  }
}
