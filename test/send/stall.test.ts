/**
 * The process stands still while a response arrives, and its timer is over before it can be read.
 */
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { memoryQueue } from '../../src/queue/memory.ts';
import { createSender } from '../../src/send/durable-sender.ts';
import { cleanUp, failed, later, listen, SECRET } from './fixture.ts';

afterEach(cleanUp);

const TIMEOUT_MS = 800;
/** Well beyond the timeout. */
const STALL_MS = 1_400;

/** Places of the memory that both threads see: how many requests have come, and how many were answered. */
const ASKED = 0;
const ANSWERED = 1;
const MAY_ANSWER = 2;

/** A server in a thread of its own, since this one is going to stand still. It answers when it may. */
const SERVER = `
const { createServer } = require('node:http');
const { parentPort, workerData: shared } = require('node:worker_threads');
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    Atomics.add(shared, ${ASKED}, 1);
    Atomics.wait(shared, ${MAY_ANSWER}, 0);
    response.end('ok', () => {
      Atomics.add(shared, ${ANSWERED}, 1);
      Atomics.notify(shared, ${ANSWERED});
    });
  });
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

it('a response that came while the process stood still is no timeout, and nothing is sent again', async () => {
  const shared = new Int32Array(new SharedArrayBuffer(12));
  const server = new Worker(SERVER, { eval: true, workerData: shared });
  later(() => server.terminate());
  const [port] = (await once(server, 'message')) as [number];
  const sender = createSender({ queue: memoryQueue(), allow: ['127.0.0.0/8'] });
  later(() => sender.close({ drainMs: 0 }));
  const { emitted, until } = listen(sender);
  const { event_type, data } = failed;
  const endpoint = { url: `http://127.0.0.1:${port}/hook`, secret: SECRET, timeoutMs: TIMEOUT_MS };
  await sender.send(endpoint, { event_type, data });
  while (Atomics.load(shared, ASKED) === 0) await setImmediate();

  Atomics.store(shared, MAY_ANSWER, 1);
  Atomics.notify(shared, MAY_ANSWER);
  Atomics.wait(shared, ANSWERED, 0);
  // Nobody notifies this place any more: the process stands still until its time is over.
  Atomics.wait(shared, ANSWERED, 1, STALL_MS);

  await until('attempt', 1);
  expect(emitted.attempt).toMatchObject([{ attempt: 1, status: 200 }]);
  await until('delivered', 1);
  expect(Atomics.load(shared, ASKED)).toBe(1);
});
