/**
 * The process whose catching up is measured: `catch-up-child.mjs <API> handlers|inbox`. Tells its parent what each pass came to.
 *
 * @module bench/suites/catch-up-child
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReceiver, unsigned } from '../../dist/src/index.js';
import { catchUpOnce, maxunApi } from '../../dist/src/maxun-api/index.js';
import { sqliteQueue } from '../../dist/src/queue/sqlite/index.js';

const [baseUrl, kind] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'maxun-bench-'));
const api = maxunApi({ baseUrl, apiKey: 'key' });
const since = Date.now() - 23 * 3_600_000;
const cursor = join(folder, 'cursor.json');

async function measure(work, options) {
  const start = performance.now();
  const { caughtUp, complete } = await catchUpOnce({ since, silent: true, cursor, ...options, api });
  if (!complete) throw new Error('Not every run was seen.');
  const peak = process.resourceUsage().maxRSS * 1024;
  process.send({ work, caughtUp, ms: performance.now() - start, peak });
}

if (kind === 'inbox') {
  const inbox = await sqliteQueue(join(folder, 'inbox.db'));
  const receiver = createReceiver({ auth: unsigned(), inbox }).onAny(() => undefined);
  receiver.pause();
  await measure('into an inbox', { receiver, concurrency: 100 });
  await measure('second pass, inbox', { receiver });
  await receiver.close();
} else {
  const receiver = createReceiver({ auth: unsigned() }).onAny(() => undefined);
  await measure('to handlers', { receiver });
  await measure('second pass, handlers', { receiver });
}
await rm(folder, { recursive: true });
process.disconnect();
