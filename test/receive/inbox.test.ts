import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { basicAuth, createReceiver, type Queue, unsigned, urlToken } from '../../src/index.ts';
import { virtualClock } from '../../src/clock/virtual-clock.ts';
import { STANDARD_DELAYS_MS } from '../../src/queue/retry-schedule.ts';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import { memoryQueue } from '../../src/send/index.ts';
import { COMPLETED, JSON_HEADERS, plain } from './deliveries.ts';
import { gate } from '../queue/recorder.ts';
import { counter, describeInbox, open, runOf, temporaryFile } from './inbox-contract.ts';

describeInbox('memory', async () => memoryQueue());
describeInbox('SQLite', async () => sqliteQueue(await temporaryFile()));

describe('an inbox in a file', () => {
  test('never holds the token, the password, a cookie or the URL', async () => {
    const file = await temporaryFile();
    const token = 'a-token-of-24-characters';
    const receiver = open({ inbox: await sqliteQueue(file), auth: urlToken('token', token) });
    const receiver2 = open({ inbox: await sqliteQueue(`${file}2`), auth: basicAuth('maxun', token) });
    receiver.pause();
    receiver2.pause();
    const authorization = `Basic ${Buffer.from(`maxun:${token}`).toString('base64')}`;
    const headers = {
      ...JSON_HEADERS,
      authorization,
      cookie: 'sid=of-a-session',
      'x-api-key': 'a-key-of-somebody',
    };
    const url = `/hook-path?token=${token}`;
    for (const each of [receiver, receiver2]) {
      expect((await each.handle({ ...plain(COMPLETED), headers, url })).status).toBe(200);
      await each.close();
    }
    for (const path of [file, `${file}2`]) {
      const bytes = (await readFile(path)).toString('latin1');
      expect(bytes).toContain(COMPLETED.data.run_id);
      for (const secret of [token, authorization.slice(6), 'sid=', 'a-key-of', 'hook-path'])
        expect(bytes).not.toContain(secret);
    }
  });

  test('is handled by the next process, with the same handler code', async () => {
    const file = await temporaryFile();
    const first = open({ inbox: await sqliteQueue(file) });
    first.pause();
    for (const id of ['a', 'b', 'c']) await first.handle(plain(runOf(id)));
    await first.close();
    const done = counter(3);
    const seen: unknown[] = [];
    open({ inbox: await sqliteQueue(file) }).on('run_completed', ({ run }) => {
      seen.push(run.id);
      done.count();
    });
    await done.reached;
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['from the start', () => undefined],
    ['later', (receiver: ReturnType<typeof open>) => receiver.resume()],
  ])('keeps nothing parsed while it is paused %s', async (_name, before) => {
    const queue = Object.assign(memoryQueue(), { durable: true });
    const enqueue = queue.enqueue.bind(queue);
    // Its bytes are changed where it keeps them: a handler sees that only if they are parsed afterwards.
    queue.enqueue = (messages) => {
      const [bytes] = messages[0]!.payload as [Uint8Array];
      const text = Buffer.from(bytes).toString().replaceAll(COMPLETED.data.run_id, changed);
      bytes.set(Buffer.from(text));
      return enqueue(messages);
    };
    const changed = 'x'.repeat(COMPLETED.data.run_id.length);
    const seen: unknown[] = [];
    const done = counter(1);
    const receiver = open({ inbox: queue }).on('run_completed', ({ run }) => {
      seen.push(run.id);
      done.count();
    });
    before(receiver);
    receiver.pause();
    await receiver.handle(plain(COMPLETED));
    receiver.resume();
    await done.reached;
    expect(seen).toEqual([changed]);
  });

  test('asks the schedule only when an attempt has failed', async () => {
    const done = counter(1);
    const schedule = (): never => {
      throw new Error('a schedule with a fault');
    };
    const receiver = open({ inbox: memoryQueue(), schedule }).on('run_completed', () => done.count());
    await receiver.handle(plain(COMPLETED));
    await done.reached;
    await expect.poll(async () => await receiver.stats()).toMatchObject({ waiting: 0, inFlight: 0, dead: 0 });
  });

  test('tries again by the schedule of the Standard Webhooks', async () => {
    const clock = virtualClock();
    const { promise: dead, open: die } = gate<void>();
    const delays: number[] = [];
    let last = clock.now();
    const receiver = open({ inbox: memoryQueue({ clock }), now: () => clock.now() })
      .on('run_completed', () => {
        delays.push(Math.floor((clock.now() - last) / 1_000));
        last = clock.now();
        throw new Error('no');
      })
      .onError((_error, { retryAt }) => retryAt === undefined && die());
    await receiver.handle(plain(COMPLETED));
    await clock.until(dead);
    const least = STANDARD_DELAYS_MS.map((ms) => ms / 1_000);
    expect(delays).toHaveLength(10);
    for (const [n, delay] of delays.entries()) expect(delay).toBeGreaterThanOrEqual(least[n]!);
  });
});

describe('a receiver', () => {
  test('answers 503 where the store fails or rejects with anything', async () => {
    const failing = { ...memoryQueue(), enqueue: async () => Promise.reject(new Error('disk full')) };
    const codes: string[] = [];
    const receiver = createReceiver({ auth: unsigned(), inbox: failing as unknown as Queue }).onError(
      ({ code }) => codes.push(code),
    );
    receiver.pause();
    expect((await receiver.handle(plain(COMPLETED))).status).toBe(503);
    await expect.poll(() => codes).toEqual(['ERR_WEBHOOK_STORE_UNAVAILABLE']);
  });

  test.each<[name: string, options: object, message: RegExp]>([
    ['a promise of a queue', { inbox: Promise.resolve(memoryQueue()) }, /await it/],
    ['an inbox and a dedupe store', { inbox: memoryQueue(), dedupe: {} }, /leave `dedupe` out/],
    ['a schedule alone', { schedule: () => 1 }, /inbox/],
    ['a concurrency of 0', { inbox: memoryQueue(), concurrency: 0 }, /concurrency/],
  ])('with %s is a mistake of the caller', (_name, options, message) => {
    expect(() => createReceiver({ auth: unsigned(), ...options })).toThrow(message);
  });

  test('without an inbox says so, and has nothing to close', async () => {
    const receiver = createReceiver({ auth: unsigned() });
    expect(() => receiver.stats()).toThrow(/stats: this receiver has no inbox/);
    expect(() => receiver.pause()).toThrow(TypeError);
    await receiver.close();
  });

  test('refuses handlers that come after its inbox has begun to work', async () => {
    const receiver = open({ inbox: memoryQueue() });
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    expect(() => receiver.on('run_completed', () => undefined)).toThrow(/register every handler/);
  });
});
