import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type VirtualClock, virtualClock } from '../../../src/clock/virtual-clock.ts';
import { EndpointRegistry } from '../../../src/send/endpoint/endpoint-registry.ts';
import { TRANSACTION_MS } from '../../../src/send/limits.ts';
import { prepareEndpoint, type PreparedEndpoint } from '../../../src/send/endpoint/prepared-endpoint.ts';
import { createAddressGuard } from '../../../src/address-guard/index.ts';
import { standardSchedule } from '../../../src/queue/retry-schedule.ts';
import { bench, cleanUp, failed, SECRET } from '../fixture.ts';

/** One more than are kept without a look, with `first`, which has come before. */
const MANY = 10_000;

interface Known {
  readonly known: EndpointRegistry;
  readonly clock: VirtualClock;
  readonly forgotten: string[];
  readonly remember: (id: string, keptForMs?: number) => boolean;
  readonly knows: (id: string) => boolean;
  /** Gives as many endpoints as make it look, and waits for the end of that. */
  readonly crowd: (name: string) => Promise<void>;
}

function directory(unused: (this: void, ids: readonly string[]) => Promise<readonly string[]>): Known {
  const forgotten: string[] = [];
  const clock = virtualClock();
  const prepare = (endpoint: Parameters<typeof prepareEndpoint>[0]): PreparedEndpoint =>
    prepareEndpoint(endpoint, {
      guard: createAddressGuard(),
      schedule: standardSchedule(),
      userAgent: 'test',
    });
  const known = new EndpointRegistry({ clock, prepare, unused, onForgotten: (id) => forgotten.push(id) });
  const template = prepare({ url: 'https://example.com/', secret: SECRET });
  return {
    known,
    clock,
    forgotten,
    remember: (id: string, keptForMs?: number) => known.remember({ ...template, id }, keptForMs),
    knows: (id: string) => known.find(id, {}) !== 'unknown',
    crowd: async (name) => {
      for (let n = 0; n < MANY; n++) known.remember({ ...template, id: `${name}${n}` });
      for (let turn = 0; turn < 50; turn++) await setImmediate();
    },
  };
}

const all = (ids: readonly string[]): Promise<readonly string[]> => Promise.resolve(ids);

describe('the endpoints that a sender knows', () => {
  afterEach(cleanUp);

  it('are forgotten once the queue has nothing of them', async () => {
    const asked: string[] = [];
    const { remember, knows, crowd, forgotten } = directory((ids) => {
      asked.push(...ids);
      return all(ids.filter((id) => id !== 'used'));
    });
    remember('idle');
    remember('used');
    await crowd('a');
    expect(knows('idle')).toBe(false);
    expect(knows('used')).toBe(true);
    expect(forgotten).toContain('idle');
    expect(forgotten).not.toContain('used');
    expect(asked.length).toBeLessThanOrEqual(MANY + 2);
  });

  it('are kept where they were listed', async () => {
    const { remember, knows, crowd } = directory(all);
    remember('listed', Infinity);
    remember('listed');
    await crowd('a');
    expect(knows('listed')).toBe(true);
  });

  it('are kept while an event for them is being accepted', async () => {
    const { known, remember, knows, crowd } = directory(all);
    remember('before');
    const end = known.beginAcceptance();
    remember('during');
    await crowd('a');
    expect(knows('before')).toBe(false);
    expect(knows('during')).toBe(true);
    end();
    await crowd('b');
    await crowd('c');
    expect(knows('during')).toBe(false);
  });

  it('are kept where they are given again while the queue is asked', async () => {
    const asked: (() => void)[] = [];
    const { remember, knows, crowd } = directory(
      (ids) => new Promise((resolve) => asked.push(() => resolve(ids))),
    );
    remember('again');
    remember('idle');
    await crowd('a');
    remember('again');
    while (asked.length > 0) {
      asked.shift()?.();
      await setImmediate();
    }
    expect(knows('idle')).toBe(false);
    expect(knows('again')).toBe(true);
  });

  it("are kept for an hour where a transaction of the caller's may hold events for them", async () => {
    const { clock, remember, knows, crowd } = directory(all);
    remember('tx', TRANSACTION_MS);
    await crowd('a');
    expect(knows('tx')).toBe(true);
    await clock.advance(3_600_001);
    await crowd('b');
    await crowd('c');
    expect(knows('tx')).toBe(false);
  });

  it('are all kept where the queue cannot tell', async () => {
    const { remember, knows, crowd } = directory(() => Promise.reject(new Error('away')));
    remember('first');
    await crowd('a');
    expect(knows('first')).toBe(true);
  });

  it('are kept for what waits in the queue, however many come after them', async () => {
    const { sender, queue, endpoint, emitted, until } = await bench({ settings: { webhookId: 'first' } });
    sender.pause();
    await sender.send(endpoint, failed);
    const others = Array.from({ length: MANY }, (_, n) => ({ ...endpoint, webhookId: `other${n}` }));
    await sender.sendAll(others.map((other) => ({ endpoint: other, event: failed })));
    await sender.disable('first', 'so that it is not purged');
    while ((await queue.purge({ state: 'waiting', limit: 10_000 })) > 0);
    // Now all but the first go.
    await sender.sendAll(
      others.map((other) => ({ endpoint: { ...other, webhookId: `${other.webhookId}b` }, event: failed })),
    );
    while ((await queue.purge({ state: 'waiting', limit: 10_000 })) > 0);
    sender.resume();
    await sender.enable('first');
    await until('delivered', 1);
    expect(emitted.delivered[0]?.endpoint).toBe('first');
    expect(emitted.problem).toEqual([]);
  });
});
