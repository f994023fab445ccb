/**
 * Everything at once, by chance: what was acknowledged ends, once, whatever else is done and however often the disk is full.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HandlerAnswer, QueueDelivery, QueueMessage, QueueWorker } from '../../src/queue/queue.ts';
import { type Fillable, openFillable } from '../queue/embedded/fillable.ts';

const CALLERS = 6;
const CALLS = 120;
const PAGE = 1_000;

/** Numerical Recipes' linear congruential generator: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

class Chaos {
  readonly acknowledged = new Set<string>();
  readonly done = new Set<string>();
  readonly purged = { count: 0 };
  /** What may not happen. */
  readonly faults: string[] = [];
  readonly #running = new Set<string>();
  readonly #fillable: Fillable;
  readonly #random: () => number;

  constructor(fillable: Fillable, random: () => number) {
    this.#fillable = fillable;
    this.#random = random;
  }

  readonly handler = async (delivery: QueueDelivery): Promise<HandlerAnswer> => {
    const { id, endpoint, orderKey } = delivery;
    const held = orderKey === undefined ? [id] : [id, `${endpoint} ${orderKey}`];
    if (this.done.has(id)) this.faults.push('a delivery that was done');
    if (held.some((name) => this.#running.has(name))) this.faults.push('two handlers at once');
    for (const name of held) this.#running.add(name);
    await this.turns(8);
    for (const name of held) this.#running.delete(name);
    const answer = this.#answer();
    if (answer.outcome === 'done') this.done.add(id);
    return answer;
  };

  #answer(): HandlerAnswer {
    const at = this.#fillable.clock.now() + (this.#random() < 0.5 ? -5 : 10 * this.#random());
    const chance = this.#random();
    if (chance < 0.5) return { outcome: 'done' };
    if (chance < 0.65) return { outcome: 'retry', dueAt: at };
    if (chance < 0.8) return { outcome: 'retry', dueAt: at, countsAsAttempt: false };
    return chance < 0.95
      ? { outcome: 'dead', reason: 'by chance' }
      : { outcome: 'disable', reason: 'by chance' };
  }

  async turns(most: number): Promise<void> {
    for (let n = this.#random() * most; n >= 1; n -= 1) await setImmediate();
  }

  #endpoint(): string {
    return `endpoint-${Math.floor(this.#random() * 5)}`;
  }

  async call(worker: QueueWorker): Promise<void> {
    const { queue, clock } = this.#fillable;
    const chance = this.#random();
    if (chance < 0.6) await this.#enqueue();
    else if (chance < 0.7) await queue.replay((await queue.dead({ limit: 20 })).map(({ id }) => id));
    else if (chance < 0.76) await queue.disable(this.#endpoint(), 'by chance');
    else if (chance < 0.9) await this.enableAll();
    else if (chance < 0.94) worker.hold(this.#endpoint(), clock.now() + 20);
    else if (chance < 0.96) await this.#pause(worker);
    else {
      const count = await queue.purge({ state: chance < 0.98 ? 'dead' : 'waiting', limit: 1 });
      this.purged.count += count;
    }
  }

  async #enqueue(): Promise<void> {
    const messages = Array.from({ length: 1 + Math.floor(this.#random() * 4) }, (): QueueMessage => {
      const orderKey = this.#random() < 0.4 ? `key-${Math.floor(this.#random() * 3)}` : undefined;
      return { endpoint: this.#endpoint(), payload: Buffer.from('{}'), orderKey };
    });
    for (const { id } of await this.#fillable.queue.enqueue(messages)) this.acknowledged.add(id);
  }

  async #pause(worker: QueueWorker): Promise<void> {
    worker.pause();
    await this.turns(4);
    worker.resume();
  }

  async enableAll(): Promise<void> {
    const { queue } = this.#fillable;
    for (const { endpoint } of await queue.disabled()) await queue.enable(endpoint);
  }

  /** Until nothing is left. */
  async settle(): Promise<void> {
    const { queue, clock } = this.#fillable;
    for (;;) {
      await this.enableAll();
      await queue.replay((await queue.dead({ limit: PAGE })).map(({ id }) => id));
      await clock.advance(100);
      const { waiting, inFlight, disabled, dead } = await queue.stats();
      if (waiting + inFlight + disabled + dead === 0) return;
    }
  }
}

describe('a queue whose disk is full every now and then', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maxun-random-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([1, 2, 3])('loses nothing and gives nothing twice (seed %i)', async (seed) => {
    const fillable = await openFillable(folder);
    const { clock, disk, fault, queue } = fillable;
    const random = randomFrom(seed);
    const chaos = new Chaos(fillable, random);
    const settings = {
      concurrency: 20,
      endpointConcurrency: (endpoint: string) => Number(endpoint.slice(-1)) + 1,
    };
    const worker = await queue.work(chaos.handler, settings);
    disk.isFull = () => {
      // Of a fault that may be of one write alone, the others are tried apart, and come to stand in other places.
      fault.code = random() < 0.5 ? 'ERR_WEBHOOK_STORE_FULL' : 'ERR_WEBHOOK_STORE_CORRUPT';
      return random() < 0.15;
    };
    const callers = Array.from({ length: CALLERS }, async () => {
      for (let n = 0; n < CALLS; n += 1) {
        await chaos.call(worker).catch(({ code }) => expect(code).toMatch(/^ERR_WEBHOOK_STORE_/));
        await chaos.turns(4);
      }
    });
    const isOver = { yet: false };
    void Promise.all(callers).finally(() => (isOver.yet = true));
    while (!isOver.yet) await clock.advance(1);
    await Promise.all(callers);
    disk.isFull = () => false;
    await chaos.settle();
    expect(chaos.faults).toEqual([]);
    const left = [...chaos.acknowledged].filter((id) => !chaos.done.has(id));
    expect(left).toHaveLength(chaos.purged.count);
    expect(worker.inFlight).toBe(0);
    await queue.close();
  });
});
