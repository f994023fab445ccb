import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  basicAuth,
  createReceiver,
  delaySchedule,
  type Queue,
  type Receiver,
  type ReceiverOptions,
  type Run,
  unsigned,
  urlToken,
  type WebhookError,
} from '../../src/index.ts';
import { virtualClock } from '../../src/clock/virtual-clock.ts';
import { STANDARD_DELAYS_MS } from '../../src/queue/retry-schedule.ts';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import { memoryQueue } from '../../src/send/index.ts';
import {
  COMPLETED,
  encode,
  FAILED_F,
  FAILED_G,
  JSON_HEADERS,
  now,
  plain,
  SECRET,
  signed,
} from './deliveries.ts';

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A receiver with an inbox, which is closed after the test. */
function open(options: Partial<ReceiverOptions> & { readonly inbox: Queue }): Receiver {
  const receiver = createReceiver({ auth: unsigned(), silent: true, ...options });
  ends.push(async () => receiver.close({ drainMs: 0 }));
  return receiver;
}

async function temporaryFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'inbox-'));
  ends.push(async () => rm(directory, { recursive: true, force: true }));
  return join(directory, 'inbox.db');
}

/** A promise and its end. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Resolves at the nth call of `count`. */
function counter(n: number): { count: () => void; reached: Promise<void> } {
  const { opened, open: reach } = gate();
  let calls = 0;
  return { count: () => ++calls === n && reach(), reached: opened };
}

const runOf = (runId: string, more: object = {}) => ({
  ...COMPLETED,
  ...more,
  data: { ...COMPLETED.data, run_id: runId },
});

describe.each([
  ['memory', async () => memoryQueue()],
  ['SQLite', async () => sqliteQueue(await temporaryFile())],
])('an inbox in %s', (_engine, createQueue) => {
  test('answers once a delivery is stored, and handles it afterwards', async () => {
    const { opened, open: release } = gate();
    const done = counter(1);
    const receiver = open({ inbox: await createQueue() }).on(
      'run_completed',
      async ({ run, delivery, attempt, source }) => {
        await opened;
        expect(run.id).toBe(COMPLETED.data.run_id);
        expect([attempt, source, delivery.url]).toEqual([1, 'webhook', '']);
        expect(Buffer.from(delivery.body).equals(encode(COMPLETED))).toBe(true);
        done.count();
      },
    );
    const answer = await receiver.handle(plain(COMPLETED));
    expect([answer.status, answer.body]).toEqual([200, '{"ok":true}']);
    expect((await receiver.handle(plain(COMPLETED))).body).toContain('duplicate');
    release();
    await done.reached;
    expect((await receiver.handle(plain(COMPLETED))).body).toContain('duplicate');
  });

  test('gives handlers of a signed delivery its id and the time of its signature', async () => {
    const done = counter(1);
    const receiver = open({ inbox: await createQueue(), auth: undefined as never, secrets: [SECRET], now });
    receiver.on('run_completed', ({ id, signedAt, delivery }) => {
      expect([id, signedAt]).toEqual(['msg_7', Math.floor(now() / 1000)]);
      expect(delivery.headers).toMatchObject({ 'webhook-id': 'msg_7' });
      done.count();
    });
    expect((await receiver.handle(await signed(COMPLETED, { id: 'msg_7' }))).status).toBe(200);
    await done.reached;
    const again = await receiver.handle(await signed(COMPLETED, { id: 'msg_8' }));
    expect(again.body).toContain('duplicate');
  });

  test('handles the events of one run one after the other, and others beside them', async () => {
    const seen: string[] = [];
    const first = gate();
    const done = counter(3);
    const receiver = open({ inbox: await createQueue() }).onAny(async ({ eventType, run }) => {
      seen.push(`${run.id} ${eventType}`);
      if (seen.length === 1) await first.opened;
      if (run.id === 'b') first.open();
      done.count();
    });
    await receiver.handle(plain(runOf('a')));
    await receiver.handle(plain(runOf('a', { event_type: 'run_failed' })));
    await receiver.handle(plain(runOf('b')));
    await done.reached;
    expect(seen).toEqual(['a run_completed', 'b run_completed', 'a run_failed']);
  });

  test('stores both of two different failures of a run, and hands the second to onConflict once', async () => {
    const seen: unknown[] = [];
    const done = counter(2);
    const receiver = open({ inbox: await createQueue() })
      .on('run_failed', ({ shape }) => {
        seen.push(shape);
        done.count();
      })
      .onConflict(({ shape, first }) => {
        seen.push(shape, first);
        done.count();
      });
    for (const failure of [FAILED_G, FAILED_F, FAILED_G, FAILED_F])
      expect((await receiver.handle(plain(failure))).status).toBe(200);
    await done.reached;
    expect(seen).toEqual(['failed-scrape-api', 'failed-run', expect.stringContaining(FAILED_G.data.status)]);
  });

  test('takes the webhook of a failure that was fetched for a repetition', async () => {
    const receiver = open({ inbox: await createQueue() }).on('run_failed', () => undefined);
    expect(await receiver.accept(FAILED_F, { source: 'catch-up' })).toMatchObject({ status: 'stored' });
    expect((await receiver.handle(plain(FAILED_G))).body).toContain('duplicate');
    expect(await receiver.accept(FAILED_F, { source: 'catch-up' })).toMatchObject({ status: 'duplicate' });
  });

  test('gives up when the schedule ends, and tries again when it is told to', async () => {
    const failures: unknown[] = [];
    const failed = counter(2);
    const handled = counter(1);
    let isBroken = true;
    const schedule = delaySchedule([0, 0], { jitter: 0 });
    const receiver = open({ inbox: await createQueue(), schedule })
      .on('run_completed', () => {
        if (isBroken) throw new Error('the database is down');
        handled.count();
      })
      .onError((error: WebhookError, { attempt, retryAt, status, eventType }) => {
        failures.push([error.code, attempt, retryAt !== undefined, status, eventType]);
        failed.count();
      });
    await receiver.handle(plain(COMPLETED));
    await failed.reached;
    expect(failures).toEqual([
      ['ERR_WEBHOOK_HANDLER_FAILED', 1, true, 200, 'run_completed'],
      ['ERR_WEBHOOK_HANDLER_FAILED', 2, false, 200, 'run_completed'],
    ]);
    await expect.poll(async () => (await receiver.stats()).dead).toBe(1);
    const [letter] = await receiver.dead();
    expect(letter).toMatchObject({ attempts: 2, reason: 'ERR_WEBHOOK_HANDLER_FAILED' });
    expect(letter?.records[0]?.detail).toContain('the database is down');
    isBroken = false;
    expect(await receiver.replay([letter!.id])).toEqual([letter!.id]);
    await handled.reached;
  });

  test('ends handlers at their deadline', async () => {
    const done = counter(1);
    const receiver = open({ inbox: await createQueue(), handlerTimeoutMs: 20 })
      .on('run_completed', async () => new Promise(() => undefined))
      .onError(({ code }) => {
        expect(code).toBe('ERR_WEBHOOK_HANDLER_TIMEOUT');
        done.count();
      });
    await receiver.handle(plain(COMPLETED));
    await done.reached;
  });

  test('tries again where a run could not be completed', async () => {
    const done = counter(1);
    let calls = 0;
    const completeRun = async (run: Run): Promise<Run> => {
      if (++calls === 1) throw new Error('the API is down');
      return { ...run, markdown: 'from the API' };
    };
    const schedule = delaySchedule([0, 0], { jitter: 0 });
    const receiver = open({ inbox: await createQueue(), complete: { completeRun }, schedule });
    await receiver
      .on('run_completed', ({ run, attempt }) => {
        expect([run.markdown, attempt, run.repairs.some(({ kind }) => kind === 'not-completed')]).toEqual([
          'from the API',
          2,
          false,
        ]);
        done.count();
      })
      .handle(plain(COMPLETED));
    await done.reached;
  });

  test('waits while it is paused, from the very start', async () => {
    const queue = await createQueue();
    const done = counter(1);
    const receiver = open({ inbox: queue });
    receiver.pause();
    expect((await receiver.handle(plain(COMPLETED))).status).toBe(200);
    expect(await receiver.stats()).toMatchObject({ waiting: 1, inFlight: 0 });
    receiver.resume();
    receiver.pause();
    receiver.resume();
    await expect.poll(async () => (await receiver.stats()).waiting).toBe(0);
    done.count();
  });

  test('answers 503 once it is closed, and aborts handlers at the end of the drain time', async () => {
    const started = counter(1);
    let reason: unknown;
    const receiver = open({ inbox: await createQueue() }).on('run_completed', async ({ signal }) => {
      started.count();
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject((reason = signal.reason)));
      });
    });
    await receiver.handle(plain(COMPLETED));
    await started.reached;
    await receiver.close({ drainMs: 1 });
    expect(reason).toMatchObject({ code: 'ERR_WEBHOOK_RECEIVER_CLOSED' });
    expect((await receiver.handle(plain(runOf('later')))).status).toBe(503);
  });

  test('handles many deliveries at once without a warning', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): number => warnings.push(warning);
    process.on('warning', onWarning);
    ends.push(async () => void process.off('warning', onWarning));
    const { opened, open: release } = gate();
    const started = counter(30);
    const handled = counter(30);
    const receiver = open({ inbox: await createQueue() }).onAny(async () => {
      started.count();
      await opened;
      handled.count();
    });
    await Promise.all(Array.from({ length: 30 }, async (_, n) => receiver.handle(plain(runOf(`run-${n}`)))));
    await started.reached;
    release();
    await handled.reached;
    expect(warnings).toEqual([]);
  });

  test('keeps texts and keys of any length and any characters apart', async () => {
    const receiver = open({ inbox: await createQueue() }).onAny(() => undefined);
    const odd = ['x'.repeat(9_000), `${'x'.repeat(9_000)}y`, '\u0000\u0085\ud800', 'é\n', ''];
    for (const id of odd) expect((await receiver.handle(plain(runOf(id)))).body).toBe('{"ok":true}');
    for (const id of odd) expect((await receiver.handle(plain(runOf(id)))).body).toContain('duplicate');
  });
});

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

  test('tries again by the schedule of the Standard Webhooks', async () => {
    const clock = virtualClock();
    const { opened: dead, open: die } = gate();
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
