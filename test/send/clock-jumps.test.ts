/**
 * The wall clock jumps by a year while deliveries wait: what waits keeps its time, and signatures tell the new one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryQueue } from '../../src/queue/memory.ts';
import type { Queue } from '../../src/queue/queue.ts';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import { delaySchedule } from '../../src/queue/retry-schedule.ts';
import { createSender } from '../../src/send/durable-sender.ts';
import { verify } from '../../src/signature/index.ts';
import { cleanUp, failed, later, listen, SECRET } from './fixture.ts';
import { OK, rawServer, status } from './raw-server.ts';

const HOUR = 3_600_000;
const YEAR = 8_766 * HOUR;

afterEach(async () => {
  await cleanUp();
  vi.restoreAllMocks();
});

async function sqliteInFolder(): Promise<Queue> {
  const folder = await mkdtemp(join(tmpdir(), 'clock-jumps-'));
  later(() => rm(folder, { recursive: true }));
  return sqliteQueue(join(folder, 'queue.db'));
}

const engines = { 'in memory': async () => memoryQueue(), 'on SQLite': sqliteInFolder };
const jumps = [
  { name: 'a year ahead', by: YEAR },
  { name: 'a year back', by: -YEAR },
];

describe.each(Object.entries(engines))('deliveries %s', (_, open) => {
  it.each(jumps)('keep their time when the wall clock jumps $name', async ({ by }) => {
    const readClock = Date.now;
    let jumped = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => readClock() + jumped);
    // The first attempt of each of the two fails.
    const server = await rawServer((socket, n) => socket.write(n <= 2 ? status(500) : OK));
    later(() => server.close());
    const sender = createSender({ queue: await open(), allow: ['127.0.0.0/8'] });
    later(() => sender.close({ drainMs: 0 }));
    const { until } = listen(sender);
    const { event_type, data } = failed;
    const send = async (path: string, delayMs: number): Promise<unknown> => {
      const url = `${server.origin}/${path}`;
      return sender.send(
        { url, secret: SECRET, schedule: delaySchedule([0, delayMs], { jitter: 0 }) },
        { event_type, data },
      );
    };

    await send('in-an-hour', HOUR);
    await until('attempt', 1);
    // At the end of the first attempt, before the second is due.
    sender.on('attempt', () => (jumped = by));
    await send('soon', 50);
    await until('delivered', 1);

    const heads = server.requests.map(({ head }) => head.split(' ')[1]);
    expect(heads).toEqual(['/in-an-hour', '/soon', '/soon']);
    const [, before, after] = server.requests;
    const isValid = async (request: typeof before): Promise<boolean> =>
      (await verify(request!.body, request!.headers, { secrets: [SECRET] })).ok;
    expect(await isValid(after)).toBe(true);
    expect(await isValid(before)).toBe(false);
    expect(await sender.stats()).toMatchObject({ waiting: 1, due: 0 });
  });
});
