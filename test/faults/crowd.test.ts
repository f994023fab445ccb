/** Many endpoints and many deliveries at once, over real sockets. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import { createSender, type Endpoint } from '../../src/send/index.ts';
import { completed, SECRET } from '../send/fixture.ts';
import { httpServer } from '../send/http-server.ts';

const { event_type, data } = completed;
const event = { event_type, data };

async function store(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'maxun-crowd-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'queue.db');
}

it('one hung endpoint among fifty holds up none of the others', async () => {
  const arrived = new Set<string>();
  let hung = 0;
  const { origin } = await httpServer((request, response) => {
    request.resume();
    if (request.url === '/0') {
      hung += 1;
      return;
    }
    arrived.add(String(request.headers['webhook-id']));
    response.end();
  });
  const sender = createSender({ queue: await sqliteQueue(await store()), allow: ['127.0.0.1'] });
  onTestFinished(() => sender.close({ drainMs: 0 }));
  const endpoint = (n: number): Endpoint => ({ url: `${origin}/${n}`, secret: SECRET });
  // The backlog of the hung one is before all others, and larger than all places.
  await sender.sendAll(Array.from({ length: 2_000 }, () => ({ endpoint: endpoint(0), event })));
  const others = Array.from({ length: 4_900 }, (_, n) => ({ endpoint: endpoint(1 + (n % 49)), event }));
  const results = await sender.sendAll(others);
  await expect.poll(() => arrived.size, { timeout: 30_000 }).toBe(results.length);
  expect(hung).toBeGreaterThan(0);
  expect(hung).toBeLessThan(20);
  expect(await sender.stats()).toMatchObject({ dead: 0 });
});

it('100,000 that are due at once after an outage begin with one probe, and keep to the endpoint’s limit', async () => {
  const COUNT = 100_000;
  const path = await store();
  const before = createSender({ queue: await sqliteQueue(path), allow: ['127.0.0.1'] });
  before.pause();
  let atOnce = 0;
  let most = 0;
  let calls = 0;
  let isDown = true;
  const { origin } = await httpServer((request, response) => {
    request.resume();
    calls += 1;
    atOnce += 1;
    most = Math.max(most, atOnce);
    response.on('close', () => (atOnce -= 1));
    response.statusCode = isDown ? 503 : 200;
    setImmediate(() => response.end());
  });
  const endpoint: Endpoint = { url: origin, secret: SECRET, concurrency: 8 };
  for (let sent = 0; sent < COUNT; sent += 10_000) {
    await before.sendAll(Array.from({ length: 10_000 }, () => ({ endpoint, event })));
  }
  await before.close();

  const sender = createSender({
    queue: await sqliteQueue(path),
    allow: ['127.0.0.1'],
    endpoints: [endpoint],
    concurrency: 200,
  });
  onTestFinished(() => sender.close({ drainMs: 0 }));
  await new Promise((resolve) => sender.on('attempt', resolve));
  expect({ calls, most }).toEqual({ calls: 1, most: 1 });
  isDown = false;
  await expect.poll(() => calls, { timeout: 60_000 }).toBeGreaterThan(2_000);
  expect(most).toBeLessThanOrEqual(8);
  expect(await sender.stats()).toMatchObject({ dead: 0, disabled: 0 });
}, 120_000);
