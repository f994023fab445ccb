/**
 * What every engine of the queue must do, run against each of them.
 *
 * @module test/queue/contract
 */
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoreError } from '../../src/errors/index.ts';
import type { DeliveryError } from '../../src/errors/index.ts';
import type { Clock } from '../../src/clock/clock.ts';
import type { QueueEngineOptions } from '../../src/queue/engine-options.ts';
import type { HandlerAnswer, Queue, QueueMessage } from '../../src/queue/queue.ts';
import { joinPayload } from '../../src/queue/payload.ts';
import { gate, recorder } from './recorder.ts';

/** An engine under test, with time in the test's hands. */
export interface EngineUnderTest {
  readonly clock: Clock;
  /** Opens the queue: the same one again after a close, where the engine is durable. */
  open(options?: QueueEngineOptions): Promise<Queue>;
  /** Lets time pass, for the engine too. */
  pass(ms: number): Promise<void>;
  /** Removes everything. */
  dispose(): Promise<void>;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const message = (over: Partial<QueueMessage> = {}): QueueMessage => ({
  endpoint: 'crm',
  payload: text('{"n":1}'),
  ...over,
});
const done: HandlerAnswer = { outcome: 'done' };

/** @param start makes a fresh engine */
export function describeQueue(start: () => Promise<EngineUnderTest>): void {
  let engine: EngineUnderTest;
  let queue: Queue;
  let problems: (StoreError | DeliveryError)[];
  const now = (): number => engine.clock.now();
  const retryIn = (ms: number): HandlerAnswer => ({ outcome: 'retry', at: now() + ms });
  const emptied = async (): Promise<void> => {
    for (let stats = await queue.stats(); stats.waiting + stats.inFlight > 0; stats = await queue.stats()) {
      await setImmediate();
    }
  };

  beforeEach(async () => {
    engine = await start();
    problems = [];
    queue = await engine.open({ onProblem: (problem) => problems.push(problem) });
  });

  afterEach(async () => {
    const closing = queue.close({ drainMs: 1 });
    await engine.pass(1_000);
    await closing;
    await engine.dispose();
  });

  describe('enqueue', () => {
    it('hands the handler the very bytes and metadata that it was given', async () => {
      const payload = Uint8Array.from({ length: 256 }, (_, index) => index);
      const metadata = { type: 'run_completed', nested: { list: [1, null, 'ä\u0000"'], big: 9e15 } };
      const [result] = await queue.enqueue([message({ payload, metadata, orderKey: 'robot 7' })]);
      const calls = recorder(done);
      await queue.work(calls.handler, { concurrency: 1 });
      await calls.called(1);
      const [delivery] = calls.calls;
      expect(result).toEqual({
        id: expect.stringMatching(/^msg_[0-9A-HJKMNP-TV-Z]{26}$/),
        status: 'accepted',
      });
      expect(delivery).toMatchObject({
        id: result!.id,
        endpoint: 'crm',
        metadata,
        orderKey: 'robot 7',
        attempt: 1,
      });
      expect(Buffer.from(joinPayload(delivery!.payload))).toEqual(Buffer.from(payload));
      expect(delivery!.records).toEqual([]);
    });

    it('keeps an empty payload, absent metadata and an id of the caller', async () => {
      const results = await queue.enqueue([
        { id: 'my-own_ID1', endpoint: 'crm', payload: new Uint8Array(0) },
      ]);
      expect(results).toEqual([{ id: 'my-own_ID1', status: 'accepted' }]);
      const found = await queue.get('my-own_ID1');
      expect(found).toMatchObject({
        state: 'waiting',
        metadata: {},
        orderKey: undefined,
        attempts: 0,
        records: [],
      });
      expect(found!.payload).toHaveLength(0);
    });

    it('keeps the bytes that it was given when the caller uses its buffer again', async () => {
      const payload = Buffer.from('first');
      const [result] = await queue.enqueue([message({ payload })]);
      payload.fill('x');
      expect(Buffer.from((await queue.get(result!.id))!.payload).toString()).toBe('first');
    });

    it('joins a payload of several pieces, texts and bytes, to what is delivered', async () => {
      const tail = Buffer.from([0, 255, 34, 39, 92]);
      const calls = recorder(done);
      const [first] = await queue.enqueue([
        message({ payload: ['{"id":"Ω1"', tail] }),
        message({ payload: ['{"id":"2"', tail, '', new Uint8Array(0), '}'] }),
      ]);
      const expected = Buffer.concat([Buffer.from('{"id":"Ω1"'), tail]);
      expect(expected.equals((await queue.get(first!.id))!.payload)).toBe(true);
      await queue.work(calls.handler, { concurrency: 1 });
      await calls.answered(2);
      expect(calls.calls.map(({ payload }) => Buffer.from(joinPayload(payload)).toString('latin1'))).toEqual([
        expected.toString('latin1'),
        Buffer.concat([Buffer.from('{"id":"2"'), tail, Buffer.from('}')]).toString('latin1'),
      ]);
    });

    it('takes pieces for the same message as their bytes in one', async () => {
      const bytes = text('{"n":"Ω"}');
      const [first, second] = await queue.enqueue([
        message({ idempotencyKey: 'run-1', payload: bytes }),
        message({ idempotencyKey: 'run-1', payload: ['{"n":', text('"Ω"'), '}'] }),
      ]);
      expect(second).toEqual({ id: first!.id, status: 'duplicate' });
    });

    it('keeps a payload of a megabyte', async () => {
      const payload = Buffer.alloc(1_000_000, 'maxun');
      const [result] = await queue.enqueue([message({ payload })]);
      expect(payload.equals((await queue.get(result!.id))!.payload)).toBe(true);
    });

    it('answers nothing to nothing', async () => {
      expect(await queue.enqueue([])).toEqual([]);
    });

    it('accepts what concurrent callers enqueue, each with its own result', async () => {
      const results = await Promise.all(
        Array.from({ length: 200 }, (_, n) => queue.enqueue([message({ id: `n-${n}` })])),
      );
      expect(results.map(([result]) => result?.id)).toEqual(Array.from({ length: 200 }, (_, n) => `n-${n}`));
      expect((await queue.stats()).waiting).toBe(200);
    });

    it('names the message of a call that is at fault, and what of it', async () => {
      const faulty = queue.enqueue([message(), message({ endpoint: '' })]);
      await expect(faulty).rejects.toThrow('messages[1]: endpoint must be a text');
      const large = queue.enqueue([message({ payload: new Uint8Array(67_108_865) })]);
      await expect(large).rejects.toThrow('messages[0]: payload is 67108865 bytes');
      expect((await queue.stats()).waiting).toBe(0);
    });

    it.each([
      ['an id with a dot', { id: 'a.b' }, TypeError],
      ['an empty id', { id: '' }, TypeError],
      ['an empty endpoint', { endpoint: '' }, TypeError],
      ['an endpoint with a NUL', { endpoint: 'a\u0000b' }, TypeError],
      ['half a surrogate pair', { idempotencyKey: '\ud800' }, TypeError],
      ['an endpoint that is too long', { endpoint: 'e'.repeat(513) }, RangeError],
      ['a payload that is a text', { payload: 'text' as unknown as Uint8Array }, TypeError],
      ['a piece that is a number', { payload: JSON.parse('["{",1]') as string[] }, TypeError],
      ['two texts in a row', { payload: ['\ud83d', '\ude00'] }, TypeError],
      [
        'pieces that are too large',
        { payload: ['x'.repeat(60_000_000), new Uint8Array(10_000_000)] },
        RangeError,
      ],
      ['metadata that is an array', { metadata: [] as unknown as Record<string, never> }, TypeError],
      ['metadata with a BigInt', { metadata: { n: 1n as unknown as number } }, TypeError],
      ['metadata that is too long', { metadata: { text: 'x'.repeat(65_536) } }, RangeError],
      ['a due time that is no number', { dueAt: Number.NaN }, RangeError],
      ['an order key that is too long', { orderKey: 'k'.repeat(256) }, RangeError],
    ])('refuses %s, and with it the whole call', async (_name, over, error) => {
      await expect(queue.enqueue([message(), message(over)])).rejects.toThrow(error);
      expect((await queue.stats()).waiting).toBe(0);
    });

    it('refuses an id that a delivery has, without harm to others in the same commit', async () => {
      await queue.enqueue([message({ id: 'taken' })]);
      const [bad, good] = await Promise.allSettled([
        queue.enqueue([message({ id: 'fresh' }), message({ id: 'taken' })]),
        queue.enqueue([message({ id: 'other' })]),
      ]);
      expect(bad).toMatchObject({ status: 'rejected', reason: expect.any(TypeError) });
      expect(good).toMatchObject({ status: 'fulfilled' });
      expect(await queue.get('fresh')).toBeUndefined();
      await expect(queue.enqueue([message({ id: 'same' }), message({ id: 'same' })])).rejects.toThrow(
        TypeError,
      );
    });
  });

  describe('idempotency', () => {
    it('answers the first id to the same key and message, and says so', async () => {
      const [first] = await queue.enqueue([message({ idempotencyKey: 'run-1' })]);
      const again = await queue.enqueue([
        message({ idempotencyKey: 'run-1' }),
        message({ idempotencyKey: 'run-2' }),
        message({ idempotencyKey: 'run-2' }),
      ]);
      expect(again[0]).toEqual({ id: first!.id, status: 'duplicate' });
      expect(again[1]!.status).toBe('accepted');
      expect(again[2]).toEqual({ id: again[1]!.id, status: 'duplicate' });
      expect((await queue.stats()).waiting).toBe(2);
    });

    it('reports a key that was used for another message', async () => {
      const [first] = await queue.enqueue([message({ idempotencyKey: 'run-1' })]);
      const [other] = await queue.enqueue([message({ idempotencyKey: 'run-1', payload: text('{"n":2}') })]);
      expect(other).toEqual({ id: first!.id, status: 'conflict' });
    });

    it('goes by the fingerprint where there is one', async () => {
      await queue.enqueue([message({ idempotencyKey: 'run-1', fingerprint: 'a' })]);
      const results = await queue.enqueue([
        message({ idempotencyKey: 'run-1', fingerprint: 'a', payload: text('later') }),
        message({ idempotencyKey: 'run-1', fingerprint: 'b' }),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['duplicate', 'conflict']);
    });

    it('holds among concurrent callers', async () => {
      const results = await Promise.all(
        Array.from({ length: 20 }, () => queue.enqueue([message({ idempotencyKey: 'once' })])),
      );
      expect(results.flat().filter(({ status }) => status === 'accepted')).toHaveLength(1);
      expect(new Set(results.flat().map(({ id }) => id)).size).toBe(1);
    });

    it('remembers the key after the delivery is done, until the retention is over', async () => {
      const [first] = await queue.enqueue([message({ idempotencyKey: 'run-1' })]);
      const worker = await queue.work(async () => done, { concurrency: 1 });
      await emptied();
      await worker.close();
      expect((await queue.enqueue([message({ idempotencyKey: 'run-1' })]))[0]!.id).toBe(first!.id);
      await engine.pass(8 * 86_400_000);
      await queue.enqueue([message()]);
      const [later] = await queue.enqueue([message({ idempotencyKey: 'run-1' })]);
      expect(later).toMatchObject({ status: 'accepted' });
      expect(later!.id).not.toBe(first!.id);
    });

    it('forgets all keys whose retention is over, however many they are', async () => {
      let keys = Array.from({ length: 2_500 }, (_, n) => `run-${n}`);
      const use = () => queue.enqueue(keys.map((idempotencyKey) => message({ idempotencyKey })));
      await use();
      expect(await queue.purge({ state: 'waiting', limit: 10_000 })).toBe(2_500);
      await engine.pass(8 * 86_400_000);
      await queue.enqueue([message()]);
      const remembered = async (): Promise<number> => {
        const results = await use();
        keys = keys.filter((_, n) => results[n]?.status === 'duplicate');
        return keys.length;
      };
      await expect.poll(remembered, { timeout: 10_000 }).toBe(0);
    });
  });

  describe('work', () => {
    it('gives a delivery when it is due, not before', async () => {
      await queue.enqueue([
        message({ id: 'later', dueAt: now() + 60_000 }),
        message({ id: 'soon', dueAt: now() + 30_000 }),
        message({ id: 'now' }),
      ]);
      const calls = recorder(done);
      await queue.work(calls.handler, { concurrency: 10 });
      await calls.called(1);
      expect(calls.calls.map(({ id }) => id)).toEqual(['now']);
      await engine.pass(30_000);
      await calls.called(2);
      await engine.pass(30_000);
      await calls.called(3);
      expect(calls.calls.map(({ id }) => id)).toEqual(['now', 'soon', 'later']);
    });

    it('takes up what is enqueued while it works', async () => {
      const calls = recorder(done);
      await queue.work(calls.handler, { concurrency: 2 });
      for (let n = 1; n <= 5; n += 1) {
        await queue.enqueue([message({ id: `n${n}` })]);
        await calls.called(n);
      }
      await emptied();
      expect(await queue.get('n1')).toBeUndefined();
    });

    it('takes the longest due first, and of those the first accepted', async () => {
      await queue.enqueue([
        message({ id: 'c', dueAt: now() - 10 }),
        message({ id: 'a', dueAt: now() - 30 }),
        message({ id: 'b', dueAt: now() - 20 }),
        message({ id: 'd', dueAt: now() - 10 }),
      ]);
      const calls = recorder(done);
      await queue.work(calls.handler, { concurrency: 1 });
      await calls.called(4);
      expect(calls.calls.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    });

    it('calls again at the time that the handler names, with the next attempt and what is known of the last', async () => {
      const [result] = await queue.enqueue([message()]);
      const note = { code: 'ERR_X', status: 503, detail: 'x'.repeat(600) };
      const calls = recorder(async () => ({ outcome: 'retry', at: now() + 5_000, note }), done);
      await queue.work(calls.handler, { concurrency: 1 });
      await calls.answered(1);
      await waitFor(async () => (await queue.stats()).waiting === 1);
      expect(await queue.get(result!.id)).toMatchObject({ state: 'waiting', attempts: 1 });
      expect(calls.calls).toHaveLength(1);
      await engine.pass(5_000);
      await calls.called(2);
      const [first, second] = calls.calls;
      expect(second).toMatchObject({ id: first!.id, attempt: 2, enqueuedAt: first!.enqueuedAt });
      expect(joinPayload(second!.payload)).toEqual(joinPayload(first!.payload));
      expect(second!.records).toMatchObject([
        { attempt: 1, code: 'ERR_X', status: 503, detail: 'x'.repeat(500) },
      ]);
      expect(second!.records[0]!.endedAt).toBeGreaterThanOrEqual(second!.records[0]!.startedAt);
    });

    it('does not count an answer that says so', async () => {
      await queue.enqueue([message()]);
      const later = async (): Promise<HandlerAnswer> => ({
        outcome: 'retry',
        at: now() + 1_000,
        countsAsAttempt: false,
      });
      const calls = recorder(later, later, done);
      await queue.work(calls.handler, { concurrency: 1 });
      for (const count of [1, 2]) {
        await calls.answered(count);
        await waitFor(async () => (await queue.stats()).waiting === 1);
        await engine.pass(1_000);
      }
      await calls.called(3);
      expect(calls.calls.map(({ attempt, records }) => [attempt, records.length])).toEqual([
        [1, 0],
        [1, 0],
        [1, 0],
      ]);
    });

    it('keeps the newest 32 attempts', async () => {
      await queue.enqueue([message()]);
      const calls = recorder(
        ...Array.from({ length: 40 }, () => ({ outcome: 'retry' as const, at: 0 })),
        done,
      );
      await queue.work(calls.handler, { concurrency: 1 });
      await calls.called(41);
      expect(calls.calls[40]!.records.map(({ attempt }) => attempt)).toEqual(
        Array.from({ length: 32 }, (_, n) => n + 9),
      );
    });

    it.each([
      ['throws', async () => Promise.reject(new Error('broken handler'))],
      ['answers nonsense', async () => ({ outcome: 'maybe' }) as unknown as HandlerAnswer],
      ['names no time', async () => ({ outcome: 'retry' as const, at: Number.NaN })],
    ])('tries again in 30 s when the handler %s, and reports it', async (_name, reply) => {
      await queue.enqueue([message()]);
      const calls = recorder(reply, done);
      await queue.work(calls.handler, { concurrency: 1 });
      await calls.answered(1);
      await waitFor(async () => (await queue.stats()).waiting === 1);
      await engine.pass(29_000);
      expect(calls.calls).toHaveLength(1);
      await engine.pass(1_500);
      await calls.called(2);
      expect(calls.calls[1]).toMatchObject({ attempt: 2, records: [{ code: 'ERR_WEBHOOK_HANDLER_FAILED' }] });
      expect(problems).toMatchObject([{ code: 'ERR_WEBHOOK_HANDLER_FAILED', attempt: 1 }]);
    });

    it('refuses a second worker, bad numbers and a handler that is none', async () => {
      const handler = async (): Promise<HandlerAnswer> => done;
      await expect(queue.work(handler, { concurrency: 0 })).rejects.toThrow(RangeError);
      await expect(queue.work(handler, { concurrency: 1, endpointConcurrency: 0.5 })).rejects.toThrow(
        RangeError,
      );
      await expect(queue.work('x' as never, { concurrency: 1 })).rejects.toThrow(TypeError);
      const worker = await queue.work(handler, { concurrency: 1 });
      await expect(queue.work(handler, { concurrency: 1 })).rejects.toThrow(TypeError);
      await worker.close();
      await (await queue.work(handler, { concurrency: 1 })).close();
    });
  });

  describe('limits', () => {
    it('runs no more handlers than its concurrency, and as many', async () => {
      await queue.enqueue(Array.from({ length: 30 }, () => message()));
      const open = gate<HandlerAnswer>();
      const calls = recorder(() => open.promise);
      const worker = await queue.work(calls.handler, { concurrency: 7 });
      await calls.called(7);
      expect(worker.inFlight).toBe(7);
      expect(await queue.stats()).toMatchObject({ inFlight: 7, waiting: 23 });
      open.open(done);
      await emptied();
      expect(calls.most).toBe(7);
    });

    it('keeps an endpoint that hangs, with a backlog, from taking the others’ places', async () => {
      await queue.enqueue(Array.from({ length: 100 }, () => message({ endpoint: 'hung' })));
      const hung = gate<HandlerAnswer>();
      const calls = recorder(async ({ endpoint }) => (endpoint === 'hung' ? hung.promise : done));
      await queue.work(calls.handler, { concurrency: 6, endpointConcurrency: 3 });
      await calls.called(3);
      await queue.enqueue(Array.from({ length: 40 }, (_, n) => message({ endpoint: `e${n % 4}` })));
      await calls.called(43);
      expect(calls.calls.filter(({ endpoint }) => endpoint === 'hung')).toHaveLength(3);
      hung.open(done);
      await emptied();
      expect(calls.calls).toHaveLength(140);
    });

    it('serves the endpoint with the fewest in flight first', async () => {
      await queue.enqueue(Array.from({ length: 50 }, () => message({ endpoint: 'large' })));
      await queue.enqueue([message({ endpoint: 'small', dueAt: now() })]);
      const calls = recorder(() => new Promise<HandlerAnswer>(() => undefined));
      await queue.work(calls.handler, { concurrency: 4 });
      await calls.called(4);
      expect(calls.calls.map(({ endpoint }) => endpoint)).toContain('small');
    });

    it('asks a function for an endpoint’s limit each time', async () => {
      let limit = 1;
      await queue.enqueue(Array.from({ length: 6 }, () => message()));
      const gates = Array.from({ length: 6 }, () => gate<HandlerAnswer>());
      const calls = recorder(
        ...gates.map(
          ({ promise }) =>
            () =>
              promise,
        ),
      );
      await queue.work(calls.handler, { concurrency: 10, endpointConcurrency: () => limit });
      await calls.called(1);
      expect(calls.most).toBe(1);
      limit = 5;
      gates[0]!.open(done);
      await calls.called(6);
      expect(calls.most).toBe(5);
      for (const { open } of gates) open(done);
    });

    it('starts nothing for an endpoint on hold until the hold is over', async () => {
      const calls = recorder(done);
      const worker = await queue.work(calls.handler, { concurrency: 10 });
      worker.hold('crm', now() + 60_000);
      await queue.enqueue([message({ id: 'held' }), message({ id: 'free', endpoint: 'erp' })]);
      await calls.called(1);
      await engine.pass(59_000);
      expect(calls.calls.map(({ id }) => id)).toEqual(['free']);
      await engine.pass(1_000);
      await calls.called(2);
      expect(calls.calls[1]).toMatchObject({ id: 'held', attempt: 1 });
    });

    it('ends a hold early when told so', async () => {
      await queue.enqueue([message()]);
      const calls = recorder(done);
      const worker = await queue.work(calls.handler, { concurrency: 1 });
      worker.hold('crm', now() + 3_600_000);
      worker.hold('crm', 0);
      await calls.called(1);
      expect(() => worker.hold('crm', Number.NaN)).toThrow(RangeError);
    });

    it('starts nothing while paused', async () => {
      const calls = recorder(done);
      const worker = await queue.work(calls.handler, { concurrency: 1 });
      worker.pause();
      await queue.enqueue([message()]);
      await engine.pass(10_000);
      expect(calls.calls).toHaveLength(0);
      worker.resume();
      await calls.called(1);
    });
  });

  describe('order keys', () => {
    const ordered = (id: string, orderKey: string | undefined, endpoint = 'crm'): QueueMessage =>
      message({ id, orderKey, endpoint });

    it('attempts the next only when the one before is done', async () => {
      await queue.enqueue([
        ordered('a1', 'a'),
        ordered('a2', 'a'),
        ordered('b1', 'b'),
        ordered('free', undefined),
      ]);
      const first = gate<HandlerAnswer>();
      const calls = recorder(async ({ id }) => (id === 'a1' ? first.promise : done));
      await queue.work(calls.handler, { concurrency: 10 });
      await calls.called(3);
      await queue.enqueue([ordered('a3', 'a'), ordered('c1', 'a', 'erp')]);
      await calls.called(4);
      expect(calls.calls.map(({ id }) => id).sort()).toEqual(['a1', 'b1', 'c1', 'free']);
      first.open(done);
      await calls.called(6);
      expect(calls.calls.slice(4).map(({ id }) => id)).toEqual(['a2', 'a3']);
    });

    it('waits for a retry, and goes on after a death', async () => {
      await queue.enqueue([ordered('a1', 'a'), ordered('a2', 'a'), ordered('a3', 'a')]);
      const calls = recorder(async () => retryIn(60_000), { outcome: 'dead', reason: 'ERR_X' }, done);
      await queue.work(calls.handler, { concurrency: 10 });
      await calls.answered(1);
      await waitFor(async () => (await queue.stats()).waiting === 3);
      expect(calls.calls).toHaveLength(1);
      await engine.pass(60_000);
      await calls.called(4);
      expect(calls.calls.map(({ id }) => id)).toEqual(['a1', 'a1', 'a2', 'a3']);
    });

    it('puts a replayed delivery at the end of its line', async () => {
      await queue.enqueue([ordered('a1', 'a')]);
      const second = gate<HandlerAnswer>();
      const calls = recorder({ outcome: 'dead', reason: 'ERR_X' }, () => second.promise, done);
      await queue.work(calls.handler, { concurrency: 10 });
      await waitFor(async () => (await queue.stats()).dead === 1);
      await queue.enqueue([ordered('a2', 'a')]);
      await calls.called(2);
      expect(await queue.replay(['a1', 'a1'])).toEqual(['a1']);
      second.open(done);
      await calls.called(3);
      expect(calls.calls.map(({ id }) => id)).toEqual(['a1', 'a2', 'a1']);
    });

    it('goes on when the first of the line is purged', async () => {
      await queue.enqueue([ordered('a1', 'a'), ordered('a2', 'a')]);
      expect(await queue.purge({ state: 'waiting', limit: 1 })).toBe(1);
      const calls = recorder(done);
      await queue.work(calls.handler, { concurrency: 10 });
      await calls.called(1);
      expect(calls.calls.map(({ id }) => id)).toEqual(['a2']);
    });
  });

  describe('dead letters', () => {
    const die = async (count: number): Promise<void> => {
      const calls = recorder({ outcome: 'dead', reason: 'ERR_GONE', note: { status: 404 } });
      const worker = await queue.work(calls.handler, { concurrency: 1 });
      await calls.answered(count);
      await waitFor(async () => (await queue.stats()).dead === count);
      await worker.close();
    };

    it('keeps what was given up, with its bytes, its reason and its attempts', async () => {
      await queue.enqueue([message({ id: 'lost', metadata: { type: 'run_failed' } })]);
      await die(1);
      const [letter] = await queue.dead();
      expect(letter).toMatchObject({
        id: 'lost',
        endpoint: 'crm',
        state: 'dead',
        reason: 'ERR_GONE',
        attempts: 1,
        metadata: { type: 'run_failed' },
        records: [{ attempt: 1, status: 404 }],
      });
      expect(letter!.diedAt).toBeGreaterThan(now() - 60_000);
      expect(Buffer.from((await queue.get('lost'))!.payload).toString()).toBe('{"n":1}');
    });

    it('lists the longest dead first, by pages and by endpoint', async () => {
      await queue.enqueue(
        Array.from({ length: 5 }, (_, n) =>
          message({ id: `d${n}`, endpoint: n === 3 ? 'erp' : 'crm', dueAt: n }),
        ),
      );
      const worker = await queue.work(recorder({ outcome: 'dead', reason: 'x' }).handler, {
        concurrency: 1,
      });
      await waitFor(async () => (await queue.stats()).dead === 5);
      await worker.close();
      const all = (await queue.dead()).map(({ id }) => id);
      expect([...all].sort()).toEqual(['d0', 'd1', 'd2', 'd3', 'd4']);
      const page = await queue.dead({ limit: 2 });
      const rest = await queue.dead({ limit: 1_000, after: page[1]!.id });
      expect([...page, ...rest].map(({ id }) => id)).toEqual(all);
      expect((await queue.dead({ endpoint: 'erp' })).map(({ id }) => id)).toEqual(['d3']);
      const [first, second] = all as [string, string];
      await queue.replay([second]);
      const left = all.filter((id) => id !== second);
      for (const after of [second, 'unknown']) {
        expect((await queue.dead({ after })).map(({ id }) => id)).toEqual(left);
      }
      expect((await queue.dead({ after: first })).map(({ id }) => id)).toEqual(left.slice(1));
      await expect(queue.dead({ limit: 0 })).rejects.toThrow(RangeError);
    });

    it('says which endpoints it has nothing of, dead letters included', async () => {
      await queue.enqueue([
        message({ endpoint: 'done' }),
        message({ endpoint: 'dead' }),
        message({ endpoint: 'waits', dueAt: now() + 1e9 }),
        message({ endpoint: 'line', orderKey: 'a', dueAt: now() + 1e9 }),
        message({ endpoint: 'held', dueAt: now() + 1e9 }),
      ]);
      const endpoints = ['done', 'never', 'dead', 'waits', 'line', 'held', 'open'];
      const open = gate<HandlerAnswer>();
      await queue.enqueue([message({ endpoint: 'open' })]);
      await queue.disable('held', 'x');
      const calls = recorder(({ endpoint }) =>
        endpoint === 'open'
          ? open.promise
          : Promise.resolve(endpoint === 'dead' ? { outcome: 'dead', reason: 'x' } : done),
      );
      await queue.work(calls.handler, { concurrency: 9 });
      await calls.answered(2);
      await waitFor(async () => (await queue.stats()).inFlight === 1);
      expect((await queue.unused(endpoints)).sort()).toEqual(['done', 'never']);
      open.open(done);
      await waitFor(async () => (await queue.stats()).inFlight === 0);
      await queue.purge({ state: 'dead' });
      expect((await queue.unused(endpoints)).sort()).toEqual(['dead', 'done', 'never', 'open']);
      expect(await queue.unused([])).toEqual([]);
    });

    it('replays them as new, with their records kept', async () => {
      await queue.enqueue([message({ id: 'lost' }), message({ id: 'waits', dueAt: now() + 1e9 })]);
      await die(1);
      expect(await queue.replay(['lost', 'waits', 'lost', 'unknown'])).toEqual(['lost']);
      expect(await queue.stats()).toMatchObject({ dead: 0, waiting: 2, due: 1 });
      const calls = recorder(done);
      await queue.work(calls.handler, { concurrency: 1 });
      await calls.called(1);
      expect(calls.calls[0]).toMatchObject({ id: 'lost', attempt: 1, records: [{ attempt: 1 }] });
    });
  });

  describe('disabling', () => {
    it('keeps back an endpoint’s deliveries, those to come included, until it is freed', async () => {
      await queue.enqueue([message({ id: 'before' }), message({ id: 'free', endpoint: 'erp' })]);
      expect(await queue.disable('crm', 'ERR_410')).toBe(true);
      expect(await queue.disable('crm', 'ERR_OTHER')).toBe(false);
      await queue.enqueue([message({ id: 'after' })]);
      const calls = recorder(done);
      await queue.work(calls.handler, { concurrency: 10 });
      await calls.called(1);
      await emptied();
      expect(calls.calls.map(({ id }) => id)).toEqual(['free']);
      expect(await queue.stats()).toMatchObject({ disabled: 2, waiting: 0, due: 0 });
      expect(await queue.disabled()).toMatchObject([{ endpoint: 'crm', reason: 'ERR_410' }]);
      expect((await queue.get('before'))!.state).toBe('disabled');
      expect(await queue.enable('crm')).toBe(true);
      expect(await queue.enable('crm')).toBe(false);
      await calls.called(3);
      expect(calls.calls.slice(1).map(({ id }) => id)).toEqual(['before', 'after']);
    });

    it('disables the endpoint of a delivery that is answered so', async () => {
      await queue.enqueue(Array.from({ length: 5 }, (_, n) => message({ id: `p${n}` })));
      const calls = recorder({ outcome: 'disable', reason: 'ERR_410', note: { status: 410 } });
      await queue.work(calls.handler, { concurrency: 1 });
      await waitFor(async () => (await queue.stats()).disabled === 5);
      expect(calls.calls).toHaveLength(1);
      expect(await queue.disabled()).toMatchObject([{ endpoint: 'crm', reason: 'ERR_410' }]);
      expect(await queue.get(calls.calls[0]!.id)).toMatchObject({ attempts: 1, records: [{ status: 410 }] });
    });

    it('keeps a retry back that was in flight when its endpoint was disabled', async () => {
      await queue.enqueue([message()]);
      const open = gate<HandlerAnswer>();
      const calls = recorder(() => open.promise, done);
      await queue.work(calls.handler, { concurrency: 1 });
      await calls.called(1);
      await queue.disable('crm', 'ERR_410');
      open.open({ outcome: 'retry', at: 0 });
      await waitFor(async () => (await queue.stats()).disabled === 1);
      await engine.pass(1_000);
      expect(calls.calls).toHaveLength(1);
      await queue.enable('crm');
      await calls.called(2);
    });
  });

  describe('purge', () => {
    it('removes what it is told to, in steps, and nothing else', async () => {
      await queue.enqueue([
        message({ id: 'a', dueAt: now() + 1e6 }),
        message({ id: 'b', dueAt: now() + 1e6 }),
        message({ id: 'c', dueAt: now() + 1e6, endpoint: 'erp' }),
        message({ id: 'p', endpoint: 'disabled' }),
      ]);
      await queue.disable('disabled', 'ERR_410');
      expect(await queue.purge({ state: 'dead' })).toBe(0);
      expect(await queue.purge({ state: 'waiting', before: now() - 1 })).toBe(0);
      expect(await queue.purge({ state: 'waiting', endpoint: 'crm', limit: 1 })).toBe(1);
      expect(await queue.purge({ state: 'waiting', endpoint: 'crm' })).toBe(1);
      expect(await queue.stats()).toMatchObject({ waiting: 1, disabled: 1 });
      expect(await queue.purge({ state: 'disabled' })).toBe(1);
      expect(await queue.purge({ state: 'waiting' })).toBe(1);
      expect(await queue.stats()).toMatchObject({ waiting: 0, disabled: 0 });
      await expect(queue.purge({ state: 'dead', limit: 0 })).rejects.toThrow(RangeError);
    });

    it('leaves alone what is in flight', async () => {
      await queue.enqueue([message({ id: 'busy' })]);
      const open = gate<HandlerAnswer>();
      const calls = recorder(() => open.promise);
      await queue.work(calls.handler, { concurrency: 1 });
      await calls.called(1);
      expect(await queue.purge({ state: 'waiting' })).toBe(0);
      expect((await queue.get('busy'))!.state).toBe('in-flight');
      open.open(done);
      await emptied();
    });
  });

  describe('stats', () => {
    it('tells what is due from what waits, and since when', async () => {
      expect(await queue.stats()).toEqual({
        waiting: 0,
        due: 0,
        inFlight: 0,
        disabled: 0,
        dead: 0,
        oldestDueAt: undefined,
      });
      const oldest = now() - 5_000;
      await queue.enqueue([message({ dueAt: oldest }), message(), message({ dueAt: now() + 60_000 })]);
      const stats = await queue.stats();
      expect(stats).toMatchObject({ waiting: 3, due: 2, inFlight: 0 });
      expect(Math.abs(stats.oldestDueAt! - oldest)).toBeLessThan(1_000);
    });
  });

  describe('close', () => {
    it('lets handlers in flight finish', async () => {
      await queue.enqueue([message({ id: 'busy' })]);
      const open = gate<HandlerAnswer>();
      const calls = recorder(() => open.promise);
      const worker = await queue.work(calls.handler, { concurrency: 1 });
      await calls.called(1);
      const closing = worker.close({ drainMs: 60_000 });
      await queue.enqueue([message({ id: 'not-taken' })]);
      open.open(done);
      await closing;
      expect(await queue.get('busy')).toBeUndefined();
      expect(calls.calls).toHaveLength(1);
      expect(await queue.stats()).toMatchObject({ waiting: 1, inFlight: 0 });
    });

    it('aborts what is left after the drain time, and keeps it uncounted and due', async () => {
      await queue.enqueue([message({ id: 'slow' }), message({ id: 'deaf' })]);
      const calls = recorder(
        (_delivery, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new Error('aborted')));
          }),
        () => new Promise(() => undefined),
      );
      const worker = await queue.work(calls.handler, { concurrency: 2 });
      await calls.called(2);
      const closing = worker.close({ drainMs: 1_000 });
      await engine.pass(1_000);
      await engine.pass(1_000);
      await closing;
      expect(problems).toEqual([]);
      expect(await queue.stats()).toMatchObject({ waiting: 2, due: 2, inFlight: 0 });
      const again = recorder(done);
      await queue.work(again.handler, { concurrency: 2 });
      await again.called(2);
      expect(again.calls.map(({ attempt, records }) => [attempt, records.length])).toEqual([
        [1, 0],
        [1, 0],
      ]);
    });

    it.each([Number.NaN, -1, Infinity, '5'])(
      'refuses %s as a drain time, and closes nothing',
      async (given) => {
        const drainMs = given as number;
        const calls = recorder(done);
        const worker = await queue.work(calls.handler, { concurrency: 1 });
        await expect(worker.close({ drainMs })).rejects.toThrow(RangeError);
        await expect(queue.close({ drainMs })).rejects.toThrow(RangeError);
        await queue.enqueue([message()]);
        await calls.answered(1);
      },
    );

    it('refuses everything afterwards', async () => {
      await queue.enqueue([message()]);
      await Promise.all([queue.close(), queue.close()]);
      const calls = [
        () => queue.enqueue([message()]),
        () => queue.work(async () => done, { concurrency: 1 }),
        () => queue.stats(),
        () => queue.get('x'),
        () => queue.dead(),
        () => queue.unused(['crm']),
        () => queue.replay([]),
        () => queue.disable('x', 'y'),
        () => queue.enable('x'),
        () => queue.disabled(),
        () => queue.purge({ state: 'dead' }),
      ];
      for (const call of calls)
        await expect(call()).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_CLOSED' });
    });

    it('gives back what a durable engine kept', async () => {
      const [result] = await queue.enqueue([message({ idempotencyKey: 'k', metadata: { a: 1 } })]);
      await queue.disable('erp', 'ERR_410');
      await queue.close();
      queue = await engine.open();
      if (!queue.durable) {
        expect(queue.engine).toBe('memory');
        expect((await queue.stats()).waiting).toBe(0);
        return;
      }
      expect(await queue.get(result!.id)).toMatchObject({ state: 'waiting', metadata: { a: 1 } });
      expect(await queue.disabled()).toMatchObject([{ endpoint: 'erp' }]);
      expect((await queue.enqueue([message({ idempotencyKey: 'k' })]))[0]!.status).toBe('duplicate');
    });
  });
}

/** Looks until it is so; the test's own time limit ends it. */
async function waitFor(test: () => Promise<boolean>): Promise<void> {
  while (!(await test())) await setImmediate();
}
