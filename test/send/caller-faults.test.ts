/**
 * What callers do wrong, or in a way of their own: it is said at once where it can be, and harms no delivery.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { generateSecret, verify } from '../../src/signature/index.ts';
import { memoryQueue } from '../../src/queue/memory.ts';
import { createSender } from '../../src/send/durable-sender.ts';
import { bench, cleanUp, failed, later, SECRET } from './fixture.ts';
import { type RawRequest, status } from './raw-server.ts';
import { virtualClock } from '../../src/clock/virtual-clock.ts';

afterEach(cleanUp);

/** Collects what nobody would have heard of, and Node ends a process for. */
function unheard(): unknown[] {
  const reasons: unknown[] = [];
  const hear = (reason: unknown): void => void reasons.push(reason);
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', hear);
  later(() => {
    process.removeAllListeners('unhandledRejection');
    for (const other of others) process.on('unhandledRejection', other);
  });
  return reasons;
}

describe('a listener', () => {
  it('that is async and rejects is a problem, and does not end the process', async () => {
    const reasons = unheard();
    const { sender, endpoint, until, emitted } = await bench();
    sender.on('delivered', async () => {
      throw new Error('mine');
    });
    sender.on('problem', async () => {
      throw new Error('mine too');
    });
    await sender.send(endpoint, failed);
    await until('problem', 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(emitted.problem).toMatchObject([
      { code: 'ERR_WEBHOOK_HANDLER_FAILED', cause: { message: 'mine' } },
    ]);
    expect(reasons).toEqual([]);
  });

  it('must be a function', () => {
    const sender = createSender({ queue: memoryQueue(), deliver: false });
    expect(() => sender.on('dead', undefined as never)).toThrow(TypeError);
  });
});

describe('a schedule', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('mine');
      },
    ],
    ['answers NaN', () => Number.NaN],
    ['answers a promise', async () => 1],
  ])('that %s is reported, and its delivery waits', async (_name, schedule) => {
    const { sender, endpoint, until, emitted } = await bench({
      script: (socket) => socket.write(status(500)),
      settings: { schedule: schedule as never },
    });
    await sender.send(endpoint, failed);
    await until('attempt', 1);
    expect(emitted.problem).toMatchObject([{ code: 'ERR_WEBHOOK_HANDLER_FAILED' }]);
    const [{ startedAt, durationMs, nextAttemptAt } = {}] = emitted.attempt as Partial<
      (typeof emitted.attempt)[0]
    >[];
    expect(emitted.attempt).toMatchObject([{ status: 500, outcome: 'retry' }]);
    expect(nextAttemptAt).toBe((startedAt ?? 0) + (durationMs ?? 0) + 30_000);
  });
});

describe('an option of another kind', () => {
  it.each([
    ['schedule', 5, /schedule is 5: expected a function/],
    ['schedule', null, undefined],
    ['random', 'Math.random', /random is "Math.random": expected a function/],
    ['logger', 5, /logger is 5: expected an object with the functions debug, info, warn and error/],
    ['logger', { error: () => undefined }, /logger is an object: expected/],
  ])('%s: %j', (name, value, message) => {
    const options = { queue: memoryQueue(), deliver: false, [name]: value } as const;
    const create = (): unknown => createSender(options as never);
    if (message === undefined) return expect(create).not.toThrow();
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
  });
});

describe('a queue', () => {
  it('whose onProblem throws gives no place away', async () => {
    const reasons = unheard();
    const clock = virtualClock();
    const onProblem = vi.fn(() => {
      throw new Error('mine');
    });
    const queue = memoryQueue({ clock, onProblem });
    later(() => queue.close());
    await queue.enqueue([{ endpoint: 'crm', payload: Buffer.from('{}') }]);
    const worker = await queue.work(() => Promise.reject(new Error('mine')), { concurrency: 1 });
    await expect.poll(() => onProblem.mock.calls.length).toBe(1);
    await expect.poll(() => worker.inFlight).toBe(0);
    expect(reasons).toEqual([]);
  });

  it('must be one, and not the promise of one', () => {
    expect(() => createSender({ queue: Promise.resolve(memoryQueue()) as never })).toThrow(/await/);
    expect(() => createSender({} as never)).toThrow(TypeError);
  });
});

describe('an endpoint', () => {
  it('that is changed in place is sent to as it is now', async () => {
    const { secret } = await generateSecret();
    const { clock, sender, server, endpoint, until } = await bench();
    const url = new URL(endpoint.url);
    const own = { url, secrets: [SECRET], headers: { 'x-token': 'old' } as Record<string, string> };
    let count = 0;
    const last = async (): Promise<RawRequest> => {
      await sender.send(own, failed);
      await until('delivered', (count += 1));
      return server.requests.at(-1) as RawRequest;
    };
    const isSigned = async ({ body, headers }: RawRequest): Promise<boolean> =>
      (await verify(body, headers, { secrets: [secret], now: () => clock.now() })).ok;

    expect(await isSigned(await last())).toBe(false);
    own.secrets.unshift(secret);
    expect(await isSigned(await last())).toBe(true);
    own.headers['x-token'] = 'new';
    expect((await last()).headers).toMatchObject({ 'x-token': 'new' });
    url.pathname = '/other';
    expect((await last()).head).toBe('POST /other HTTP/1.1');
    own.secrets = [SECRET];
    expect(await isSigned(await last())).toBe(false);
    Reflect.deleteProperty(own, 'headers');
    expect((await last()).headers).not.toHaveProperty('x-token');
  });

  it.each([
    ['a secret that is null', { secret: null }],
    ['an expiry that is null', { secret: undefined, secrets: [{ secret: SECRET, expiresAt: null }] }],
    ['an expiry in seconds', { secret: undefined, secrets: [{ secret: SECRET, expiresAt: 1_900_000_000 }] }],
    [
      'an expiry that is no date',
      { secret: undefined, secrets: [{ secret: SECRET, expiresAt: new Date('x') }] },
    ],
    ['no entry of secrets', { secret: undefined, secrets: [null] }],
    ['a schedule that is a list', { schedule: [0, 1_000] }],
    ['an orderBy that is a path', { orderBy: 'data.runId' }],
    ['clientErrors that are neither', { clientErrors: 'die' }],
  ])('is refused with %s', async (_name, settings) => {
    const { sender, endpoint } = await bench();
    await expect(sender.send({ ...endpoint, ...settings } as never, failed)).rejects.toThrow(TypeError);
  });

  it.each([
    ['Headers', new Headers({ authorization: 'Bearer x' })],
    ['a Map', new Map([['authorization', 'Bearer x']])],
    ['a list', [['authorization', 'Bearer x']]],
  ])('is refused with headers that are %s, since none of them would be sent', async (_name, headers) => {
    const { sender, endpoint } = await bench();
    await expect(sender.send({ ...endpoint, headers } as never, failed)).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_ENDPOINT_INVALID',
    });
  });
});
