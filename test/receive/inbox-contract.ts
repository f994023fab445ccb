/**
 * What an inbox does on every engine, and what its tests have in common.
 *
 * @module test/receive/inbox-contract
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  createReceiver,
  delaySchedule,
  type Queue,
  type Receiver,
  type ReceiverOptions,
  type Run,
  unsigned,
  type WebhookError,
} from '../../src/index.ts';
import { gate } from '../queue/recorder.ts';
import { COMPLETED, encode, FAILED_F, FAILED_G, now, plain, SECRET, signed } from './deliveries.ts';

/** What is called after each test, the last first. */
export const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A receiver with an inbox, which is closed after the test. */
export function open(options: Partial<ReceiverOptions> & { readonly inbox: Queue }): Receiver {
  const receiver = createReceiver({ auth: unsigned(), silent: true, ...options });
  ends.push(async () => receiver.close({ drainMs: 0 }));
  return receiver;
}

/** A path for a database. */
export async function temporaryFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'inbox-'));
  ends.push(async () => rm(directory, { recursive: true, force: true }));
  return join(directory, 'inbox.db');
}

/** Resolves at the nth call of `count`. */
export function counter(n: number): { count: () => void; reached: Promise<void> } {
  const { promise, open: reach } = gate<void>();
  let calls = 0;
  return { count: () => ++calls === n && reach(), reached: promise };
}

/** `run_completed` of a run. */
export function runOf(runId: string, more: object = {}): object {
  return { ...COMPLETED, ...more, data: { ...COMPLETED.data, run_id: runId } };
}

/**
 * What holds on every engine, with the same handlers.
 *
 * @param engine in words
 * @param createQueue an empty queue
 */
export function describeInbox(engine: string, createQueue: () => Promise<Queue>): void {
  describe(`an inbox in ${engine}`, () => {
    test('answers once a delivery is stored, and handles it afterwards', async () => {
      const { promise: released, open: release } = gate<void>();
      const done = counter(1);
      const receiver = open({ inbox: await createQueue() }).on(
        'run_completed',
        async ({ run, delivery, attempt, source }) => {
          await released;
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
      const first = gate<void>();
      const done = counter(3);
      const receiver = open({ inbox: await createQueue() }).onAny(async ({ eventType, run }) => {
        seen.push(`${run.id} ${eventType}`);
        if (seen.length === 1) await first.promise;
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
      expect(seen).toEqual([
        'failed-scrape-api',
        'failed-run',
        expect.stringContaining(FAILED_G.data.status),
      ]);
    });

    test('takes the webhook of a failure that was fetched for a repetition', async () => {
      const receiver = open({ inbox: await createQueue() }).on('run_failed', () => undefined);
      expect(await receiver.accept(FAILED_F, { source: 'catch-up' })).toMatchObject({ status: 'stored' });
      expect((await receiver.handle(plain(FAILED_G))).body).toContain('duplicate');
      expect(await receiver.accept(FAILED_F, { source: 'catch-up' })).toMatchObject({ status: 'duplicate' });
    });

    test('gives every attempt the same delivery, whatever the last one did to it', async () => {
      const seen: unknown[] = [];
      const done = counter(2);
      const schedule = delaySchedule([0, 0], { jitter: 0 });
      const receiver = open({
        inbox: await createQueue(),
        schedule,
        secrets: [SECRET],
        auth: undefined as never,
        now,
      });
      receiver.onAny((context) => {
        const { delivery, id, eventType, shape, source, receivedAt, signedAt } = context;
        const body = Buffer.from(delivery.body).toString();
        const event = structuredClone(context.event) as { data: object };
        seen.push({
          ...delivery,
          body,
          event,
          id,
          eventType,
          shape,
          source,
          receivedAt,
          signedAt,
          run: context.run,
        });
        Object.assign((context.event as { data: object }).data, { run_id: 'changed' });
        done.count();
        throw new Error('try again');
      });
      const request = await signed(COMPLETED, { id: 'msg_7' });
      await receiver.handle({ ...request, headers: { ...request.headers, authorization: 'Basic c2VjcmV0' } });
      await done.reached;
      expect(seen[1]).toEqual(seen[0]);
      expect(JSON.stringify(seen[0])).not.toContain('c2VjcmV0');
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
      await expect.poll(async () => (await receiver.stats()).dead, { timeout: 10_000 }).toBe(1);
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

    test('hands over what there is where a run could not be completed at the last attempt', async () => {
      const done = counter(1);
      const completeRun = async (): Promise<Run> => Promise.reject(new Error('the API is down'));
      const schedule = delaySchedule([0, 0], { jitter: 0 });
      const receiver = open({ inbox: await createQueue(), complete: { completeRun }, schedule });
      await receiver
        .on('run_completed', ({ run, attempt }) => {
          expect(attempt).toBe(2);
          expect(run.repairs.at(-1)?.kind).toBe('not-completed');
          done.count();
        })
        .handle(plain(COMPLETED));
      await done.reached;
      await expect.poll(async () => (await receiver.stats()).dead).toBe(0);
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
      await expect.poll(async () => (await receiver.stats()).waiting, { timeout: 10_000 }).toBe(0);
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
      const { promise: released, open: release } = gate<void>();
      const started = counter(30);
      const handled = counter(30);
      const receiver = open({ inbox: await createQueue() }).onAny(async () => {
        started.count();
        await released;
        handled.count();
      });
      await Promise.all(
        Array.from({ length: 30 }, async (_, n) => receiver.handle(plain(runOf(`run-${n}`)))),
      );
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
}
