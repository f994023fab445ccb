import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryQueue } from '../../src/queue/memory.ts';
import { createSender } from '../../src/send/durable-sender.ts';
import { delaySchedule, maxunSchedule } from '../../src/queue/retry-schedule.ts';
import { generateSecret, verify } from '../../src/signature/index.ts';
import { bench, cleanUp, closeLater, completed, failed, later, listen, SECRET } from './fixture.ts';
import { OK, type RawRequest, rawServer, status } from './raw-server.ts';

afterEach(cleanUp);

const HOUR = 3_600_000;

/** What was answered is stored at the end of a turn of the event loop. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await setImmediate();
}

function verified(request: RawRequest | undefined, secret: string, now: number): Promise<boolean> {
  if (request === undefined) throw new TypeError('there was no such request');
  return verify(request.body, request.headers, { secrets: [secret], now: () => now }).then(({ ok }) => ok);
}

describe('send', () => {
  it('delivers the event with Maxun’s four fields, signed by Standard Webhooks', async () => {
    const { clock, sender, server, endpoint, until, emitted } = await bench();
    const { event_type, data } = failed;
    const { id, status } = await sender.send(endpoint, { event_type, data });
    expect(status).toBe('accepted');
    await until('delivered', 1);
    const [request] = server.requests;
    expect(request?.head).toBe('POST /hook HTTP/1.1');
    expect(request?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': id });
    expect(request?.headers).not.toHaveProperty('accept-encoding');
    const body = JSON.parse(request?.body ?? '');
    expect(Object.keys(body)).toEqual(['event_type', 'timestamp', 'webhook_id', 'data']);
    expect(body).toEqual({
      event_type: 'run_failed',
      timestamp: new Date(clock.now()).toISOString(),
      webhook_id: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
      data,
    });
    expect(await verified(request, SECRET, clock.now())).toBe(true);
    expect(emitted.delivered).toEqual([
      {
        id,
        endpoint: body.webhook_id,
        host: `127.0.0.1:${server.port}`,
        eventType: 'run_failed',
        attempts: 1,
        status: 200,
        latencyMs: 0,
      },
    ]);
    await settled();
    expect(await sender.stats()).toMatchObject({ waiting: 0, inFlight: 0, dead: 0 });
  });

  it('leaves the event’s own timestamp and webhook_id, and fields that the contract does not name', async () => {
    const { sender, server, endpoint, until } = await bench();
    const event = { ...completed, extra: { kept: true } };
    await sender.send({ ...endpoint, webhookId: 'other' }, event);
    await until('delivered', 1);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(event);
  });

  it('fills in the endpoint’s webhookId', async () => {
    const { sender, server, endpoint, until } = await bench({ settings: { webhookId: 'sub_7' } });
    await sender.send(endpoint, { event_type: 'run_failed', data: failed.data });
    await until('delivered', 1);
    expect(JSON.parse(server.requests[0]?.body ?? '').webhook_id).toBe('sub_7');
  });

  it('tries again with the same id and bytes, and a new timestamp and signature', async () => {
    const { clock, sender, server, endpoint, until } = await bench({
      script: (socket, n) => socket.write(n < 3 ? status(500) : OK),
    });
    const start = clock.now();
    const { id } = await sender.send(endpoint, failed);
    await until('attempt', 1);
    await clock.advance(5_000);
    await until('attempt', 2);
    await clock.advance(300_000);
    await until('delivered', 1);
    const [first, second, third] = server.requests;
    for (const request of server.requests) {
      expect(request.headers['webhook-id']).toBe(id);
      expect(request.body).toBe(first?.body);
    }
    const seconds = server.requests.map(
      ({ headers }) => Number(headers['webhook-timestamp']) - start / 1_000,
    );
    expect(seconds).toEqual([0, 5, 305]);
    expect(new Set(server.requests.map(({ headers }) => headers['webhook-signature'])).size).toBe(3);
    expect(await verified(second, SECRET, start + 5_000)).toBe(true);
    expect(await verified(third, SECRET, clock.now())).toBe(true);
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ['is reset after the request', (socket) => socket.resetAndDestroy(), 'ERR_WEBHOOK_CONNECTION_LOST'],
    ['ends before the response', (socket) => socket.end(), 'ERR_WEBHOOK_CONNECTION_LOST'],
    ['answers no HTTP', (socket) => socket.write('nonsense\r\n\r\n'), 'ERR_WEBHOOK_RESPONSE_INVALID'],
    ['redirects', (socket) => socket.write(status(307, 'location: /')), 'ERR_WEBHOOK_REDIRECTED'],
    ['answers 500', (socket) => socket.write(status(500)), 'ERR_WEBHOOK_STATUS_REFUSED'],
    ['answers 404', (socket) => socket.write(status(404)), 'ERR_WEBHOOK_STATUS_REFUSED'],
    ['answers 503', (socket) => socket.write(status(503)), 'ERR_WEBHOOK_ENDPOINT_OVERLOADED'],
  ])(
    'records why an attempt failed, and tries again, where the endpoint %s',
    async (_name, misbehave, code) => {
      const { clock, sender, queue, endpoint, until, emitted } = await bench({
        script: (socket, n) => (n === 1 ? misbehave(socket) : socket.write(OK)),
      });
      const { id } = await sender.send(endpoint, failed);
      await until('attempt', 1);
      expect(emitted.attempt[0]).toMatchObject({
        id,
        attempt: 1,
        outcome: 'retry',
        code,
        nextAttemptAt: clock.now() + 5_000,
      });
      await settled();
      expect((await queue.get(id))?.records).toMatchObject([{ attempt: 1, code }]);
      await clock.advance(5_000);
      await until('delivered', 1);
    },
  );

  it('records a timeout of the attempt', async () => {
    const { clock, sender, server, endpoint, until, emitted } = await bench({
      script: () => undefined,
      settings: { timeoutMs: 1_000 },
    });
    await sender.send(endpoint, failed);
    await server.received(1);
    await clock.advance(1_000);
    await until('attempt', 1);
    expect(emitted.attempt[0]).toMatchObject({ code: 'ERR_WEBHOOK_ATTEMPT_TIMEOUT', durationMs: 1_000 });
    expect(emitted.throttled[0]).toMatchObject({ code: 'ERR_WEBHOOK_ATTEMPT_TIMEOUT', concurrency: 1 });
  });

  it('gives a delivery up when the schedule ends, and replays it with its id and bytes', async () => {
    const { clock, sender, server, endpoint, until, emitted } = await bench({
      script: (socket, n) => socket.write(n <= 3 ? status(500) : OK),
      settings: { schedule: maxunSchedule() },
    });
    const { id } = await sender.send(endpoint, failed);
    await until('attempt', 1);
    await clock.advance(5_000);
    await until('attempt', 2);
    await clock.advance(10_000);
    await until('dead', 1);
    expect(emitted.dead[0]).toMatchObject({
      id,
      attempts: 3,
      reason: 'ERR_WEBHOOK_STATUS_REFUSED',
      status: 500,
    });
    await settled();
    expect(await sender.dead()).toMatchObject([{ id, attempts: 3, reason: 'ERR_WEBHOOK_STATUS_REFUSED' }]);
    expect(await sender.replay([id])).toEqual([id]);
    await until('delivered', 1);
    expect(server.requests[3]?.headers['webhook-id']).toBe(id);
    expect(server.requests[3]?.body).toBe(server.requests[0]?.body);
  });

  it('gives a 4xx up at once where the endpoint says so, but not those that may pass', async () => {
    const codes = [408, 425, 429, 400];
    const { clock, sender, endpoint, until, emitted } = await bench({
      script: (socket, n) => socket.write(status(codes[n - 1] ?? 200)),
      settings: {
        clientErrors: 'dead',
        schedule: delaySchedule([0, 1_000, 1_000, 1_000, 1_000], { jitter: 0 }),
      },
    });
    await sender.send(endpoint, failed);
    for (let n = 1; n <= 3; n += 1) {
      await until('attempt', n);
      await clock.advance(1_000);
    }
    await until('dead', 1);
    expect(emitted.attempt.map((event) => event.status)).toEqual(codes);
  });
});

describe('secrets', () => {
  it('are all signed with while they live, so that a receiver may have either', async () => {
    const { secret: next } = await generateSecret();
    const { clock, sender, server, endpoint, until } = await bench();
    const { secret: _, ...rest } = endpoint as { secret: string; url: string };
    const rotated = { ...rest, secrets: [next, { secret: SECRET, expiresAt: clock.now() + 60_000 }] };
    await sender.send(rotated, failed);
    await until('delivered', 1);
    await clock.advance(60_000);
    await sender.send(rotated, failed);
    await until('delivered', 2);
    const [both, one] = server.requests;
    expect(await verified(both, SECRET, clock.now() - 60_000)).toBe(true);
    expect(await verified(both, next, clock.now() - 60_000)).toBe(true);
    expect(await verified(one, SECRET, clock.now())).toBe(false);
    expect(await verified(one, next, clock.now())).toBe(true);
    expect(one?.headers['webhook-signature']).not.toContain(' ');
  });

  it('may be private keys, whose public halves verify', async () => {
    const pair = await generateSecret({ type: 'v1a' });
    const { clock, sender, server, endpoint, until } = await bench({ settings: { secret: pair.secret } });
    await sender.send(endpoint, failed);
    await until('delivered', 1);
    expect(await verified(server.requests[0], pair.publicKey, clock.now())).toBe(true);
  });

  it('must be there, unless the endpoint is said to be unsigned', async () => {
    const { sender, server, endpoint, until } = await bench();
    const { url } = endpoint;
    await expect(sender.send({ url } as never, failed)).rejects.toThrow(TypeError);
    await expect(sender.send({ url, secret: 'hunter2' }, failed)).rejects.toThrow(TypeError);
    const { publicKey } = await generateSecret({ type: 'v1a' });
    await expect(sender.send({ url, secret: publicKey }, failed)).rejects.toThrow(TypeError);
    await sender.send({ url, unsigned: true }, failed);
    await until('delivered', 1);
    expect(server.requests[0]?.headers).not.toHaveProperty('webhook-signature');
    expect(server.requests[0]?.headers).toHaveProperty('webhook-id');
  });

  it('that have all expired are an error of the endpoint, and nothing is sent', async () => {
    const { clock, sender, server, endpoint, until, emitted } = await bench();
    const { url } = endpoint;
    await sender.send({ url, secrets: [{ secret: SECRET, expiresAt: clock.now() }] }, failed);
    await until('attempt', 1);
    expect(emitted.attempt[0]).toMatchObject({ code: 'ERR_WEBHOOK_ENDPOINT_INVALID', outcome: 'retry' });
    expect(server.connections).toBe(0);
  });
});

describe('an idempotency key', () => {
  it('makes a second send the first one', async () => {
    const { clock, sender, server, endpoint, until } = await bench();
    const first = await sender.send(
      endpoint,
      { event_type: 'run_failed', data: failed.data },
      { idempotencyKey: 'k' },
    );
    await clock.advance(1_000);
    const again = await sender.send(
      endpoint,
      { event_type: 'run_failed', data: failed.data },
      { idempotencyKey: 'k' },
    );
    expect(again).toEqual({ id: first.id, status: 'duplicate' });
    await until('delivered', 1);
    expect(server.requests).toHaveLength(1);
  });

  it('that was used for another event is a conflict, and for another endpoint none', async () => {
    const { sender, endpoint } = await bench();
    await sender.send(endpoint, failed, { idempotencyKey: 'k' });
    await expect(sender.send(endpoint, completed, { idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_IDEMPOTENCY_CONFLICT',
    });
    expect(await sender.send({ ...endpoint, webhookId: 'b' }, failed, { idempotencyKey: 'k' })).toMatchObject(
      {
        status: 'accepted',
      },
    );
    await expect(sender.send(endpoint, failed, { idempotencyKey: '' })).rejects.toThrow(TypeError);
  });
});

describe('sendAll', () => {
  it('sends one event to many endpoints, and many to one, all of them or none', async () => {
    const { sender, server, endpoint, until } = await bench();
    const fanOut = ['a', 'b', 'c'].map((webhookId) => ({
      endpoint: { ...endpoint, webhookId },
      event: failed,
    }));
    const results = await sender.sendAll([...fanOut, { endpoint, event: completed, idempotencyKey: 'k' }]);
    expect(results.map((result) => result.status)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    await until('delivered', 4);
    expect(new Set(server.requests.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set(results.map(({ id }) => id)),
    );
    const [conflict] = await sender.sendAll([{ endpoint, event: failed, idempotencyKey: 'k' }]);
    expect(conflict?.status).toBe('conflict');
    const bad = { endpoint, event: { event_type: 'run_failed', data: {} } } as never;
    await expect(sender.sendAll([{ endpoint, event: failed }, bad])).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_PAYLOAD_INVALID',
    });
    expect(await sender.stats()).toMatchObject({ waiting: 0, inFlight: 0 });
  });
});

describe('an order key', () => {
  it('keeps deliveries of it in their order, and leaves the others alone', async () => {
    const { clock, sender, server, endpoint, until } = await bench({
      script: (socket, n) => socket.write(n === 2 ? status(500) : OK),
      settings: { orderBy: ({ data }) => (data as { runId?: string }).runId },
    });
    const of = (runId: string, robotName: string) => ({
      event_type: 'run_failed' as const,
      data: { ...failed.data, runId, robotName },
    });
    await sender.send(endpoint, of('warm-up', 'zero'));
    await until('delivered', 1);
    await sender.sendAll(['one', 'two'].map((name) => ({ endpoint, event: of('run', name) })));
    await sender.send(endpoint, of('other', 'three'));
    await until('delivered', 2);
    await clock.advance(5_000);
    await until('delivered', 4);
    const names = server.requests.map(({ body }) => JSON.parse(body).data.robotName);
    expect(names).toEqual(['zero', 'one', 'three', 'one', 'two']);
  });
});

describe('410', () => {
  it('disables the endpoint, keeps its backlog, and tells the owner once', async () => {
    let isGone = true;
    const { sender, server, endpoint, until, emitted } = await bench({
      script: (socket) => socket.write(isGone ? status(410) : OK),
      settings: { webhookId: 'sub' },
    });
    await sender.sendAll(Array.from({ length: 5 }, () => ({ endpoint, event: failed })));
    await until('disabled', 1);
    await sender.send(endpoint, failed);
    await settled();
    expect(emitted.disabled).toEqual([
      { endpoint: 'sub', host: `127.0.0.1:${server.port}`, reason: 'ERR_WEBHOOK_ENDPOINT_GONE' },
    ]);
    expect(await sender.stats()).toMatchObject({ disabled: 6, waiting: 0, dead: 0 });
    expect(await sender.disabled()).toMatchObject([{ endpoint: 'sub', reason: 'ERR_WEBHOOK_ENDPOINT_GONE' }]);
    expect(server.requests).toHaveLength(1);
    isGone = false;
    expect(await sender.enable('sub')).toBe(true);
    await until('delivered', 6);
  });
});

describe('an endpoint that fails for days', () => {
  it('is disabled after five of them', async () => {
    const { clock, sender, endpoint, until, emitted } = await bench({
      script: (socket) => socket.write(status(500)),
    });
    await sender.send(endpoint, failed);
    let attempts = 1;
    while (emitted.disabled.length + emitted.dead.length === 0) {
      await until('attempt', attempts);
      const { nextAttemptAt = clock.now() } = emitted.attempt.at(-1) ?? {};
      if (emitted.dead.length > 0) break;
      await clock.advance(nextAttemptAt - clock.now());
      attempts += 1;
    }
    // The schedule of one delivery is over after 76 h; the next one's fails on.
    expect(emitted.dead).toHaveLength(1);
    await clock.advance(24 * HOUR);
    await sender.send(endpoint, failed);
    await until('attempt', 11);
    await clock.advance(24 * HOUR);
    await until('disabled', 1);
    expect(emitted.disabled[0]?.reason).toBe('ERR_WEBHOOK_STATUS_REFUSED');
    await settled();
    expect(await sender.stats()).toMatchObject({ disabled: 1, dead: 1 });
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0', 5_000],
    ['-5', 5_000],
    ['1.5', 5_000],
    ['1e300', 5_000],
    ['inf', 5_000],
    ['0x10', 5_000],
    ['9'.repeat(400), 24 * HOUR],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 5_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 24 * HOUR],
    ['garbage', 5_000],
  ])('%s waits within the schedule and the cap', async (value, delay) => {
    const { clock, sender, server, endpoint, until, emitted } = await bench({
      script: (socket, n) => socket.write(n === 1 ? status(503, `retry-after: ${value}`) : OK),
    });
    await sender.send(endpoint, failed);
    await until('attempt', 1);
    expect(emitted.attempt[0]?.nextAttemptAt).toBe(clock.now() + delay);
    await clock.advance(delay - 1);
    expect(server.requests).toHaveLength(1);
    await clock.advance(1);
    await until('delivered', 1);
  });

  it('holds all that is for the endpoint, and lets one request go first when it is over', async () => {
    const { clock, sender, server, endpoint, until, emitted } = await bench({
      script: (socket, n) => {
        if (n === 1) socket.write(OK);
        else if (n === 2) socket.write(status(429, 'retry-after: 60'));
        else if (n === 3) probe = socket;
        else socket.write(OK);
      },
    });
    let probe: Socket | undefined;
    await sender.send(endpoint, failed);
    await until('delivered', 1);
    await sender.send(endpoint, failed);
    await until('attempt', 2);
    expect(emitted.throttled[0]).toMatchObject({ status: 429, until: clock.now() + 60_000 });
    await sender.sendAll(Array.from({ length: 20 }, () => ({ endpoint, event: failed })));
    await clock.advance(59_999);
    expect(server.requests).toHaveLength(2);
    await clock.advance(1);
    await server.received(3);
    await clock.advance(500);
    expect(server.requests).toHaveLength(3);
    probe?.write(OK);
    await until('delivered', 22);
  });
});

describe('an endpoint under pressure', () => {
  it('has no more attempts at once than its concurrency, whatever its backlog', async () => {
    let open = 0;
    let most = 0;
    const { sender, endpoint, until } = await bench({
      settings: { concurrency: 4 },
      script: (socket) => {
        open += 1;
        most = Math.max(most, open);
        setTimeout(() => {
          open -= 1;
          socket.write(OK);
        }, 1);
      },
    });
    await sender.sendAll(Array.from({ length: 100 }, () => ({ endpoint, event: failed })));
    await until('delivered', 100);
    expect(most).toBe(4);
  });

  it('has no more attempts in a second than its rate', async () => {
    const { clock, sender, server, endpoint, until } = await bench({
      settings: { ratePerSecond: 5, concurrency: 50 },
    });
    await sender.sendAll(Array.from({ length: 20 }, () => ({ endpoint, event: failed })));
    await until('delivered', 5);
    for (let second = 1; second <= 3; second += 1) {
      await clock.advance(999);
      await until('delivered', 5 * second + 4);
      expect(server.requests.length).toBeLessThanOrEqual(5 * second + 4);
      await clock.advance(1);
      await until('delivered', 5 * (second + 1));
    }
  });

  it('is left alone after five failures in a row, then probed with one request, then served', async () => {
    let isUp = false;
    const { clock, sender, server, endpoint, until, emitted } = await bench({
      script: (socket) => socket.write(isUp ? OK : status(500)),
      settings: {
        schedule: delaySchedule(
          Array.from({ length: 50 }, () => 0),
          { jitter: 0 },
        ),
      },
    });
    await sender.sendAll(Array.from({ length: 100 }, () => ({ endpoint, event: failed })));
    await until('throttled', 1);
    expect(server.requests).toHaveLength(5);
    expect(emitted.throttled[0]).toMatchObject({ until: clock.now() + 5_000, concurrency: 1 });
    await clock.advance(4_999);
    expect(server.requests).toHaveLength(5);
    await clock.advance(1);
    await until('throttled', 2);
    expect(server.requests).toHaveLength(6);
    expect(emitted.throttled[1]).toMatchObject({ until: clock.now() + 10_000 });
    isUp = true;
    await clock.advance(10_000);
    await until('delivered', 100);
    expect(server.requests).toHaveLength(106);
  });

  it('has its concurrency halved by a sign of overload, and regains it', async () => {
    const { clock, sender, endpoint, until, emitted } = await bench({
      script: (socket, n) => socket.write(n === 2 ? status(502) : OK),
      settings: { concurrency: 8 },
    });
    await sender.send(endpoint, failed);
    await until('delivered', 1);
    await sender.send(endpoint, failed);
    await until('attempt', 2);
    expect(emitted.throttled).toMatchObject([{ status: 502, concurrency: 4 }]);
    await clock.advance(5_000);
    await until('delivered', 2);
  });

  it('does not hold up the others where it hangs', async () => {
    const slow = await rawServer(() => undefined);
    later(() => slow.close());
    const { sender, endpoint, until, emitted } = await bench({ concurrency: 20 });
    const hanging = { url: slow.origin, secret: SECRET };
    await sender.sendAll(Array.from({ length: 50 }, () => ({ endpoint: hanging, event: failed })));
    await sender.sendAll(Array.from({ length: 200 }, () => ({ endpoint, event: failed })));
    await until('delivered', 200);
    expect(emitted.delivered.every(({ host }) => host === new URL(endpoint.url).host)).toBe(true);
  });
});

describe('the bodies under way', () => {
  it('are bounded in bytes, whatever the concurrency is', async () => {
    const silent = await rawServer(() => undefined);
    later(() => silent.close());
    const { sender } = await bench({ concurrency: 100, maxBytesInFlight: 2_500_000 });
    const event = { event_type: 'run_failed', data: { ...failed.data, filler: 'x'.repeat(1_000_000) } };
    const deliveries = Array.from({ length: 10 }, (_, index) => ({
      endpoint: { url: silent.origin, webhookId: `endpoint-${index}`, secret: SECRET },
      event,
    }));
    await sender.sendAll(deliveries, { contract: 'off' });
    await vi.waitFor(() => expect(silent.connections).toBe(3), 20_000);
    await settled();
    expect(await sender.stats()).toMatchObject({ inFlight: 3, waiting: 7 });
  });

  it.each([0, 1.5, Number.NaN, -1])('cannot be bounded by %d bytes', (maxBytesInFlight) => {
    expect(() => createSender({ queue: memoryQueue(), maxBytesInFlight })).toThrow(
      /maxBytesInFlight.*a whole number/,
    );
  });
});

describe('after a restart', () => {
  async function backlog() {
    const made = await bench({ deliver: false });
    const { id } = await made.sender.send(made.endpoint, failed);
    const restart = (options: object = {}) => {
      const sender = createSender({
        queue: made.queue,
        clock: made.clock,
        allow: ['127.0.0.0/8'],
        ...options,
      });
      closeLater(sender, made.clock);
      return { sender, ...listen(sender) };
    };
    return { ...made, id, restart };
  }

  it('what is kept holds neither secret nor URL', async () => {
    const { queue, id } = await backlog();
    const kept = JSON.stringify({ ...(await queue.get(id)), payload: '' });
    expect(kept).not.toContain('whsec_');
    expect(kept).not.toContain('/hook');
  });

  it('deliveries wait for an endpoint that is not known, and go out when something is sent to it', async () => {
    const { endpoint, server, id, restart } = await backlog();
    const { sender, until, emitted } = restart();
    await until('problem', 1);
    expect(emitted.problem[0]).toMatchObject({ code: 'ERR_WEBHOOK_ENDPOINT_UNKNOWN' });
    expect(server.connections).toBe(0);
    const next = await sender.send(endpoint, failed);
    await until('delivered', 2);
    expect(new Set(emitted.delivered.map((event) => event.id))).toEqual(new Set([id, next.id]));
    expect(emitted.problem).toHaveLength(1);
  });

  it('that an endpoint is not known is printed where nobody listens', async () => {
    const print = vi.spyOn(console, 'error').mockReturnValue();
    later(() => print.mockRestore());
    const { clock, queue } = await backlog();
    const sender = createSender({ queue, clock });
    closeLater(sender, clock);
    await vi.waitFor(() => expect(print).toHaveBeenCalledOnce(), 20_000);
    expect(print.mock.calls[0]?.[0]).toMatch(
      /^maxun-webhooks: ERR_WEBHOOK_ENDPOINT_UNKNOWN: deliveries wait/,
    );
  });

  it('is not printed where there is a logger, which gets it', async () => {
    const print = vi.spyOn(console, 'error').mockReturnValue();
    later(() => print.mockRestore());
    const error = vi.fn<(fields: object, message: string) => void>();
    const silent = (): void => undefined;
    const { restart } = await backlog();
    restart({ logger: { debug: silent, info: silent, warn: silent, error } });
    await vi.waitFor(() => expect(error).toHaveBeenCalledOnce(), 20_000);
    expect(print).not.toHaveBeenCalled();
  });

  it('deliveries go on where the endpoint is in the list', async () => {
    const { endpoint, id, restart } = await backlog();
    const { until, emitted } = restart({ endpoints: [endpoint] });
    await until('delivered', 1);
    expect(emitted.delivered[0]?.id).toBe(id);
    expect(emitted.attempt[0]?.attempt).toBe(1);
  });

  it('deliveries go on where a function knows the endpoint, asked with its id and its context', async () => {
    const made = await bench({ deliver: false, settings: { webhookId: 'sub', context: { robotId: 'r' } } });
    await made.sender.send(made.endpoint, failed);
    const asked: unknown[] = [];
    const sender = createSender({
      queue: made.queue,
      clock: made.clock,
      allow: ['127.0.0.0/8'],
      endpoints: async (id, context) => {
        asked.push([id, context]);
        return made.endpoint;
      },
    });
    closeLater(sender, made.clock);
    await listen(sender).until('delivered', 1);
    expect(asked).toEqual([['sub', { robotId: 'r' }]]);
  });

  it('deliveries are given up where the function says that the endpoint is gone', async () => {
    const { id, restart } = await backlog();
    const { sender, until, emitted } = restart({ endpoints: () => null });
    await until('dead', 1);
    expect(emitted.dead[0]).toMatchObject({ id, attempts: 0, reason: 'ERR_WEBHOOK_ENDPOINT_UNKNOWN' });
    await settled();
    expect(await sender.dead()).toHaveLength(1);
  });

  it('deliveries wait, and no attempt counts, while the function fails', async () => {
    const { clock, endpoint, restart } = await backlog();
    let calls = 0;
    const { until, emitted } = restart({
      endpoints: async () => {
        calls += 1;
        if (calls < 3) throw new Error('the database is down');
        return endpoint;
      },
    });
    await until('problem', 1);
    await clock.advance(5_000);
    await until('problem', 2);
    await clock.advance(5_000);
    await until('delivered', 1);
    expect(emitted.attempt).toMatchObject([{ attempt: 1 }]);
  });

  it('deliveries wait, and hold no place, where the function never answers', async () => {
    const { clock, endpoint, restart } = await backlog();
    let calls = 0;
    const { until, emitted } = restart({
      endpoints: () => {
        calls += 1;
        return calls === 1 ? new Promise<never>(() => undefined) : endpoint;
      },
    });
    await settled();
    await clock.advance(10_000);
    await until('problem', 1);
    expect(emitted.problem).toMatchObject([{ code: 'ERR_WEBHOOK_ENDPOINT_UNKNOWN' }]);
    await clock.advance(5_000);
    await until('delivered', 1);
    expect(emitted.attempt).toMatchObject([{ attempt: 1 }]);
  });

  it('a way to find endpoints that is added later is asked at once', async () => {
    const { endpoint, restart } = await backlog();
    const { sender, until } = restart();
    await until('problem', 1);
    await settled();
    sender.useEndpoints(() => endpoint);
    await until('delivered', 1);
  });

  it('a changed URL and a rotated secret are in force for the backlog', async () => {
    const other = await rawServer((socket) => socket.write(OK));
    later(() => other.close());
    const { secret } = await generateSecret();
    const { clock, sender, endpoint, server, until } = await bench({
      script: (socket) => socket.write(status(500)),
      settings: { webhookId: 'sub' },
    });
    await sender.send(endpoint, failed);
    await until('attempt', 1);
    await sender.send({ url: other.origin, secret, webhookId: 'sub' }, failed);
    await until('delivered', 1);
    await clock.advance(5_000);
    await until('delivered', 2);
    expect(server.requests).toHaveLength(1);
    for (const request of other.requests) expect(await verified(request, secret, clock.now())).toBe(true);
  });
});

describe('pause, resume and close', () => {
  it('start nothing in between', async () => {
    const { sender, server, endpoint, until } = await bench();
    sender.pause();
    await sender.send(endpoint, failed);
    await settled();
    await settled();
    expect(server.requests).toHaveLength(0);
    sender.resume();
    await until('delivered', 1);
  });

  it('refuses a drain time that is none, and closes nothing', async () => {
    const { sender, endpoint, until } = await bench();
    await expect(sender.close({ drainMs: Number.NaN })).rejects.toThrow(RangeError);
    await sender.send(endpoint, failed);
    await until('delivered', 1);
  });

  it('lets what is under way finish, and keeps the rest', async () => {
    let held: Socket | undefined;
    const { sender, queue, server, endpoint, until, emitted } = await bench({
      script: (socket) => {
        held = socket;
      },
    });
    await sender.send(endpoint, failed);
    await server.received(1);
    await sender.send(endpoint, completed);
    const closed = sender.close({ drainMs: 60_000 });
    held?.write(OK);
    await closed;
    await until('delivered', 1);
    expect(emitted.delivered).toHaveLength(1);
    expect(server.requests).toHaveLength(1);
    await expect(queue.stats()).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_CLOSED' });
    await expect(sender.send(endpoint, failed)).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_CLOSED' });
  });

  it('gives up what is not finished at the end of the drain time, and does not count it', async () => {
    const { clock, sender, server, endpoint, emitted } = await bench({ script: () => undefined });
    await sender.send(endpoint, failed);
    await server.received(1);
    const closed = sender.close({ drainMs: 1_000 });
    await settled();
    await clock.advance(1_000);
    await closed;
    expect(emitted.attempt).toEqual([]);
  });
});

describe('createSender', () => {
  it('refuses options that make no sense', () => {
    const queue = memoryQueue();
    for (const options of [
      { concurrency: 0 },
      { concurrency: 1.5 },
      { maxBodyBytes: 0 },
      { maxRetryAfterMs: Number.NaN },
      { disableAfterMs: 0 },
    ]) {
      expect(() => createSender({ queue, ...options })).toThrow(RangeError);
    }
    expect(() => createSender({ queue, contract: 'loose' as never })).toThrow(TypeError);
    expect(() => createSender({ queue, allow: ['http://x'] })).toThrow(TypeError);
    expect(() => createSender({ queue, deliver: false }).on('nothing' as never, () => undefined)).toThrow(
      TypeError,
    );
  });

  it('says which of many endpoints is at fault, and accepts nothing', async () => {
    const { sender, endpoint, queue } = await bench({ deliver: false });
    const all = (bad: object) =>
      sender.sendAll(
        [endpoint, { url: 'http://127.0.0.1/', secret: SECRET, ...bad }].map((one) => ({
          endpoint: one,
          event: failed,
        })),
      );
    await expect(all({ secret: undefined })).rejects.toThrow(
      /^deliveries\[1\]\.endpoint: an endpoint needs a secret/,
    );
    await expect(all({ timeoutMs: 0 })).rejects.toThrow(RangeError);
    await expect(all({ url: 'http://10.0.0.1/' })).rejects.toMatchObject({
      code: 'ERR_WEBHOOK_ADDRESS_REFUSED',
      message: expect.stringMatching(/^deliveries\[1\]\.endpoint: 10\.0\.0\.1 /),
    });
    expect(await queue.stats()).toMatchObject({ waiting: 0 });
  });

  it('goes on where a listener throws, and tells of it', async () => {
    const { sender, endpoint, until, emitted } = await bench();
    sender.on('attempt', () => {
      throw new Error('mine');
    });
    await sender.send(endpoint, failed);
    await until('delivered', 1);
    expect(emitted.problem).toMatchObject([{ code: 'ERR_WEBHOOK_HANDLER_FAILED' }]);
  });
});
