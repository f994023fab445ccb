import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makeDatabase } from '../postgres/database.ts';
import { bundle } from './bundle.ts';
import { Ledger, type Life, live } from './life.ts';
import type { RelayTask } from './relay-child.ts';

/** `FAULT_KILLS=200 npm test -- --project faults` for a long run. */
const KILLS = Number(process.env['FAULT_KILLS'] ?? 15);

/** Remembers the `webhook-id`s under which each run has arrived. Every tenth delivery is refused at first. */
class Endpoint {
  readonly ids: Map<string, Set<unknown>> = new Map();
  arrivals = 0;
  readonly server: Server = createServer(async (request, response) => {
    const { data } = (await json(request)) as { data: { run_id: string } };
    const ids = this.ids.get(data.run_id);
    const isRefused = ids === undefined && data.run_id.endsWith('0');
    this.ids.set(data.run_id, (ids ?? new Set()).add(request.headers['webhook-id']));
    if (!isRefused) this.arrivals += 1;
    response.writeHead(isRefused ? 503 : 200).end();
  }).listen(0, '127.0.0.1');

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }
}

/** Relays that send to an endpoint of their own. */
class Trial {
  readonly endpoint = new Endpoint();
  readonly ledger = new Ledger();
  readonly #program: string;

  constructor(program: string) {
    this.#program = program;
  }

  start(task: Pick<RelayTask, 'engine' | 'store' | 'life' | 'drain'>): Life {
    return live(this.#program, { ...task, to: this.endpoint.url } as RelayTask, this.ledger);
  }

  /** Lets a last relay send what is left, and expects that nothing was lost. */
  async drain(task: Pick<RelayTask, 'engine' | 'store'>, kills: number): Promise<void> {
    const last = this.start({ ...task, life: 'last', drain: true });
    expect(await last.gone).toEqual({ code: 0, signal: null });
    const { ids, arrivals, server } = this.endpoint;
    const { acknowledged, dead } = this.ledger;
    if (process.env['FAULT_KILLS'] !== undefined) {
      process.stdout.write(`${acknowledged.size} answered 200, ${arrivals} arrivals of ${ids.size} runs\n`);
    }
    expect(acknowledged.size).toBeGreaterThanOrEqual(kills);
    expect([...acknowledged].filter((run) => !ids.has(run))).toEqual([]);
    // Each under one id, however often a crash came between inbox and outbox.
    expect([...ids].filter(([, own]) => own.size !== 1)).toEqual([]);
    expect(dead).toEqual([]);
    server.close();
    server.closeAllConnections();
  }
}

describe.concurrent('kill -9 on a relay', { timeout: 180_000 + KILLS * 10_000 }, () => {
  let program: string;
  beforeAll(async () => {
    program = await bundle('relay-child');
  });
  afterAll(async () => rm(program));

  it(`loses nothing that it answered 200, in ${KILLS} kills at random moments`, async () => {
    const trial = new Trial(program);
    const store = await mkdtemp(join(tmpdir(), 'maxun-relay-'));
    for (let kill = 0; kill < KILLS; kill += 1) {
      const life = trial.start({ engine: 'sqlite', store, life: `k${kill}` });
      await life.said('A');
      await wait(20 + Math.random() * 200);
      await life.kill();
    }
    await trial.drain({ engine: 'sqlite', store }, KILLS);
    await rm(store, { recursive: true });
  });

  it(`loses nothing of two processes on Postgres, in ${KILLS} kills at random moments`, async () => {
    const trial = new Trial(program);
    const database = await makeDatabase(inject('databaseUrl'));
    const task = { engine: 'postgres', store: database.url } as const;
    const pair = [trial.start({ ...task, life: 'a' }), trial.start({ ...task, life: 'b' })];
    await Promise.all(pair.map(async (life) => life.said('A')));
    for (let kill = 0; kill < KILLS; kill += 1) {
      await wait(20 + Math.random() * 180);
      const victim = kill % 2;
      await pair[victim]?.kill();
      pair[victim] = trial.start({ ...task, life: `k${kill}` });
      await pair[victim].said('A');
    }
    await Promise.all(pair.map(async (life) => life.kill()));
    await trial.drain(task, KILLS);
    await database.drop();
  });
});
