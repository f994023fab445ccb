/** Many endpoints, or many deliveries, at once, on a clock that stands still: what happens, not how fast. */
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type VirtualClock, virtualClock } from '../../src/clock/virtual-clock.ts';
import { memoryQueue } from '../../src/queue/memory.ts';
import type { Endpoint } from '../../src/send/endpoint/endpoint.ts';
import { createSender } from '../../src/send/durable-sender.ts';
import type { Sender } from '../../src/send/sender.ts';
import type { SenderOptions } from '../../src/send/settings.ts';
import { type Bench, cleanUp, closeLater, completed, listen, SECRET } from './fixture.ts';
import { httpServer } from './http-server.ts';

afterEach(cleanUp);

const { event_type, data } = completed;
const event = { event_type, data };

/** @returns the endpoints of a server, by a number */
async function serve(
  listener: (path: string, response: ServerResponse) => void,
): Promise<(n: number, settings?: Partial<Endpoint>) => Endpoint> {
  const { origin } = await httpServer((request, response) => {
    request.resume().on('end', () => listener(request.url ?? '', response));
  });
  return (n, settings = {}) =>
    ({ url: `${origin}/${n}`, webhookId: `e${n}`, secret: SECRET, ...settings }) as Endpoint;
}

type Crowd = Pick<Bench, 'emitted' | 'until'> & { readonly sender: Sender; readonly clock: VirtualClock };

function start(options: Partial<SenderOptions<'documented'>> = {}): Crowd {
  const clock = virtualClock();
  const sender = createSender({ clock, queue: memoryQueue({ clock }), allow: ['127.0.0.0/8'], ...options });
  closeLater(sender, clock);
  return { sender, clock, ...listen(sender) };
}

/** Numbers that are evenly spread from 0 to below 1, however few are taken. */
function evenly(count: number): () => number {
  let n = 0;
  return () => (n++ % count) / count;
}

describe('after an outage', () => {
  it('what failed together does not come back together: it is spread over a fifth of its delay', async () => {
    const ENDPOINTS = 50;
    let isDown = true;
    const arrivals: number[] = [];
    const endpoint = await serve((_path, response) => {
      response.statusCode = isDown ? 500 : 200;
      if (!isDown) arrivals.push(clock.now());
      response.end();
    });
    const { sender, clock, emitted, until } = start({ random: evenly(ENDPOINTS) });
    const begin = clock.now();
    await sender.sendAll(Array.from({ length: ENDPOINTS }, (_, n) => ({ endpoint: endpoint(n), event })));
    await until('attempt', ENDPOINTS);
    const dueIn = emitted.attempt.map(({ nextAttemptAt = 0 }) => nextAttemptAt - begin).sort((a, b) => a - b);
    // The second attempt is after 5 s, and up to a fifth later.
    expect(dueIn).toEqual(Array.from({ length: ENDPOINTS }, (_, n) => 5_000 + (1_000 * n) / ENDPOINTS));

    isDown = false;
    await clock.advance(4_999);
    expect(arrivals).toEqual([]);
    await clock.advance(500);
    await until('delivered', ENDPOINTS / 2);
    expect(arrivals).toHaveLength(ENDPOINTS / 2);
    await clock.advance(501);
    await until('delivered', ENDPOINTS);
    expect(arrivals).toHaveLength(ENDPOINTS);
  });

  it('senders that gave up on an endpoint at the same moment look again at different ones, with one request each', async () => {
    const SENDERS = 5;
    let calls = 0;
    const endpoint = await serve((_path, response) => {
      calls += 1;
      response.statusCode = 500;
      response.end();
    });
    const reopenings: number[] = [];
    for (let n = 0; n < SENDERS; n += 1) {
      const { sender, clock, emitted, until } = start({ random: () => n / SENDERS });
      const begin = clock.now();
      await sender.sendAll(Array.from({ length: 100 }, () => ({ endpoint: endpoint(0), event })));
      // One probe after the other, until five have failed.
      await until('throttled', 1);
      const [{ until: reopensAt } = { until: 0 }] = emitted.throttled;
      reopenings.push(reopensAt - begin);
      const before = calls;
      await clock.advance(reopensAt - begin - 1);
      expect(calls).toBe(before);
      await clock.advance(1);
      await until('attempt', emitted.attempt.length + 1);
      expect(calls).toBe(before + 1);
    }
    expect(reopenings).toEqual([5_000, 5_200, 5_400, 5_600, 5_800]);
  });
});

describe('one hung endpoint among fifty', () => {
  it('has no more under way than it may, while all that is for the others arrives', async () => {
    const [BACKLOG, OTHERS, EACH, LIMIT] = [500, 49, 20, 3];
    const hung = new Set<ServerResponse>();
    let first = true;
    const endpoint = await serve((path, response) => {
      if (path === '/0' && !first) hung.add(response);
      else response.end();
    });
    const { sender, emitted, until } = start({ concurrency: 20 });
    const stuck = endpoint(0, { concurrency: LIMIT });
    // It answers once, so that it is past its probe.
    await sender.send(stuck, event);
    await until('delivered', 1);
    first = false;
    // Its backlog is before all others, and larger than all places.
    await sender.sendAll(Array.from({ length: BACKLOG }, () => ({ endpoint: stuck, event })));
    const others = Array.from({ length: OTHERS * EACH }, (_, n) => ({
      endpoint: endpoint(1 + (n % OTHERS)),
      event,
    }));
    await sender.sendAll(others);
    await until('delivered', 1 + others.length);

    // No time has passed, so none of them has run into its timeout: they are all under way still.
    expect(hung.size).toBe(LIMIT);
    const left = { inFlight: LIMIT, waiting: BACKLOG - LIMIT, dead: 0 };
    await expect.poll(() => sender.stats()).toMatchObject(left);
    expect(emitted.attempt.filter(({ endpoint: id }) => id === 'e0')).toHaveLength(1);
    expect(emitted.throttled).toEqual([]);
  });
});
