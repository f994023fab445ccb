import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { makeDatabase } from '../postgres/database.ts';
import { bundle } from './bundle.ts';
import { Ledger, type Life, live } from './life.ts';
import type { RelayTask } from './relay-child.ts';

/** `FAULT_KILLS=200 npm test -- --project faults` for a long run. */
const KILLS = Number(process.env['FAULT_KILLS'] ?? 15);
/** Fewer: a relay on Postgres takes seconds to start. */
const POSTGRES_KILLS = Number(process.env['FAULT_KILLS'] ?? 4);

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

describe('kill -9 on a relay', { timeout: 60_000 + KILLS * 10_000 }, () => {
  let program: string;
  let endpoint: Endpoint;
  let ledger: Ledger;
  beforeAll(async () => {
    program = await bundle('relay-child');
  });
  beforeEach(() => {
    endpoint = new Endpoint();
    ledger = new Ledger();
  });
  afterEach(() => {
    endpoint.server.close();
    endpoint.server.closeAllConnections();
  });
  afterAll(async () => rm(program));

  const start = (task: Pick<RelayTask, 'engine' | 'store' | 'life' | 'drain'>): Life =>
    live(program, { ...task, to: endpoint.url } as RelayTask, ledger);

  function expectAll(kills: number): void {
    const { size } = ledger.acknowledged;
    if (process.env['FAULT_KILLS'] !== undefined)
      process.stdout.write(
        `${size} answered 200, ${endpoint.arrivals} arrivals of ${endpoint.ids.size} runs\n`,
      );
    expect(size).toBeGreaterThan(kills);
    expect([...ledger.acknowledged].filter((run) => !endpoint.ids.has(run))).toEqual([]);
    // Each under one id, however often a crash came between inbox and outbox.
    expect([...endpoint.ids].filter(([, ids]) => ids.size !== 1)).toEqual([]);
    expect(ledger.dead).toEqual([]);
  }

  it(`loses nothing that it answered 200, in ${KILLS} kills at random moments`, async () => {
    const store = await mkdtemp(join(tmpdir(), 'maxun-relay-'));
    for (let kill = 0; kill < KILLS; kill += 1) {
      const life = start({ engine: 'sqlite', store, life: `k${kill}` });
      await life.said('A');
      await wait(20 + Math.random() * 200);
      await life.kill();
    }
    const last = start({ engine: 'sqlite', store, life: 'last', drain: true });
    expect(await last.gone).toEqual({ code: 0, signal: null });
    expectAll(KILLS);
    await rm(store, { recursive: true });
  });

  it(`loses nothing of two processes on Postgres, in ${POSTGRES_KILLS} kills at random moments`, async () => {
    const database = await makeDatabase(inject('databaseUrl'));
    const of = (life: string): Parameters<typeof start>[0] => ({
      engine: 'postgres',
      store: database.url,
      life,
    });
    const pair = [start(of('a')), start(of('b'))];
    await Promise.all(pair.map(async (life) => life.said('A')));
    for (let kill = 0; kill < POSTGRES_KILLS; kill += 1) {
      await wait(20 + Math.random() * 180);
      const victim = kill % 2;
      await pair[victim]?.kill();
      pair[victim] = start(of(`k${kill}`));
      await pair[victim].said('A');
    }
    await Promise.all(pair.map(async (life) => life.kill()));
    const last = start({ ...of('last'), drain: true });
    expect(await last.gone).toEqual({ code: 0, signal: null });
    await database.drop();
    expectAll(POSTGRES_KILLS);
  });
});
