import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { makeDatabase, type TestDatabase } from '../postgres/database.ts';
import { bundle } from './bundle.ts';
import { POSTGRES_FAILPOINTS } from './failpoints.ts';
import { CONCURRENCY, Ledger, type Life, live } from './life.ts';

/** `FAULT_KILLS=1000 npm test -- --project faults` for a long night. */
const KILLS = Number(process.env['FAULT_KILLS'] ?? 20);

describe('kill -9 on two workers in Postgres', { timeout: 120_000 + KILLS * 10_000 }, () => {
  let program: string;
  let database: TestDatabase;
  const lives = new Set<Life>();

  beforeAll(async () => {
    program = await bundle('child');
  });
  afterAll(() => rm(program));
  beforeEach(async () => {
    database = await makeDatabase(inject('databaseUrl'));
  });
  afterEach(async () => {
    for (const life of lives) await life.kill();
    lives.clear();
    await database.drop();
  });

  function start(task: Omit<Parameters<typeof live>[1], 'engine' | 'store'>, ledger: Ledger): Life {
    const life = live(program, { engine: 'postgres', store: database.url, ...task }, ledger);
    lives.add(life);
    return life;
  }

  async function drain(ledger: Ledger): Promise<void> {
    const last = start({ life: 'last', drain: true }, ledger);
    expect(await last.gone).toEqual({ code: 0, signal: null });
    if (process.env['FAULT_KILLS'] !== undefined) process.stdout.write(`${String(ledger)}\n`);
    expect(ledger.lost).toEqual([]);
    expect(ledger.repeated).toEqual([]);
    expect([...ledger.dead].sort()).toEqual(ledger.died.sort());
  }

  it(`loses nothing and repeats nothing that was stored, in ${KILLS} kills at random moments`, async () => {
    const ledger = new Ledger();
    const pair = [start({ life: 'a' }, ledger), start({ life: 'b' }, ledger)];
    await Promise.all(pair.map((life) => life.said('R')));
    for (let kill = 0; kill < KILLS; kill += 1) {
      await wait(20 + Math.random() * 180);
      const victim = kill % 2;
      await pair[victim]!.kill();
      pair[victim] = start({ life: `k${kill}` }, ledger);
      await pair[victim].said('R');
    }
    await Promise.all(pair.map((life) => life.kill()));
    await drain(ledger);
    expect(ledger.acknowledged.size).toBeGreaterThan(KILLS * 5);
    // Of each kill at most what it had in flight.
    expect(ledger.duplicates).toBeLessThanOrEqual(KILLS * CONCURRENCY);
  });

  it.each(POSTGRES_FAILPOINTS)('loses nothing when one of them dies %s', async (name) => {
    const ledger = new Ledger();
    const nth = /retry|dead/.test(name) ? 2 : 10;
    const other = start({ life: 'other', messages: 50 }, ledger);
    const victim = start({ life: 'victim', failpoint: { name, nth } }, ledger);
    expect(await victim.gone).toEqual({ code: null, signal: 'SIGKILL' });
    // The other one takes over what the victim had, and ends when nothing is left.
    expect(await other.gone).toEqual({ code: 0, signal: null });
    await drain(ledger);
  });

  it('runs again within 20 s what a killed worker had in flight', async () => {
    const ledger = new Ledger();
    const victim = start({ life: 'v', handlerMs: 1_000_000, messages: 20 }, ledger);
    await victim.said('H');
    const other = start({ life: 'other', drain: true }, new Ledger());
    await other.said('R');
    const start_ = performance.now();
    await victim.kill();
    await other.gone;
    expect(performance.now() - start_).toBeLessThan(20_000);
  });
});
