import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makeDatabase } from '../postgres/database.ts';
import { bundle } from './bundle.ts';
import { POSTGRES_FAILPOINTS } from './failpoints.ts';
import { CONCURRENCY, killLater, Ledger, type Life, live } from './life.ts';

/** `FAULT_KILLS=1000 npm test -- --project faults` for a long night. */
const KILLS = Number(process.env['FAULT_KILLS'] ?? 15);

/** Workers on a database of their own. */
interface Trial extends AsyncDisposable {
  readonly start: (task: Omit<Parameters<typeof live>[1], 'engine' | 'store'>, ledger: Ledger) => Life;
}

// A dead worker is noticed after some 12 s, so these tests wait together.
describe.concurrent('kill -9 on two workers in Postgres', { timeout: 300_000 + KILLS * 10_000 }, () => {
  let program: string;
  beforeAll(async () => {
    program = await bundle('child');
  });
  afterAll(() => rm(program));

  async function startTrial(): Promise<Trial> {
    const database = await makeDatabase(inject('databaseUrl'));
    const lives = new Set<Life>();
    const start: Trial['start'] = (task, ledger) => {
      const life = live(program, { engine: 'postgres', store: database.url, ...task }, ledger);
      lives.add(life);
      return life;
    };
    return {
      start,
      async [Symbol.asyncDispose]() {
        for (const life of lives) await life.kill();
        await database.drop();
      },
    };
  }

  /** A last worker has handled what was left: nothing was lost. */
  async function expectNothingLost(last: Life, ledger: Ledger): Promise<void> {
    expect(await last.gone).toEqual({ code: 0, signal: null });
    if (process.env['FAULT_KILLS'] !== undefined) process.stdout.write(`${String(ledger)}\n`);
    expect(ledger.lost).toEqual([]);
    expect(ledger.repeated).toEqual([]);
    expect([...ledger.dead].sort()).toEqual(ledger.died.sort());
  }

  it(`loses nothing and repeats nothing, in ${KILLS} kills at random moments`, async () => {
    await using trial = await startTrial();
    const { start } = trial;
    const ledger = new Ledger();
    const pair = [start({ life: 'a' }, ledger), start({ life: 'b' }, ledger)];
    await Promise.all(pair.map((life) => life.said('R')));
    for (let kill = 0; kill < KILLS; kill += 1) {
      const victim = kill % 2;
      await killLater(pair[victim]!, ledger);
      pair[victim] = start({ life: `k${kill}` }, ledger);
      await pair[victim].said('R');
    }
    await Promise.all(pair.map((life) => life.kill()));
    await expectNothingLost(start({ life: 'last', drain: true }, ledger), ledger);
    // Of each kill at most what it had in flight.
    expect(ledger.duplicates).toBeLessThanOrEqual(KILLS * CONCURRENCY);
  });

  it(`loses nothing when one of them dies ${POSTGRES_FAILPOINTS.join(', ')}`, async () => {
    await using trial = await startTrial();
    const { start } = trial;
    const ledger = new Ledger();
    const other = start({ life: 'other' }, ledger);
    await other.said('R');
    for (const name of POSTGRES_FAILPOINTS) {
      const failpoint = { name, nth: /retry|dead/.test(name) ? 2 : 10 };
      // What is lost is named by the life that it began in.
      const victim = start({ life: name.replaceAll(' ', '-'), failpoint }, ledger);
      expect(await victim.gone, name).toEqual({ code: null, signal: 'SIGKILL' });
    }
    // The other one takes over what the victims had, and ends when nothing is left.
    other.child.kill('SIGTERM');
    await expectNothingLost(other, ledger);
  });

  it('runs again within 20 s what a killed worker had in flight', async () => {
    await using trial = await startTrial();
    const { start } = trial;
    const ledger = new Ledger();
    const victim = start({ life: 'v', handlerMs: 1_000_000, messages: 20 }, ledger);
    await victim.said('H');
    const other = start({ life: 'other', drain: true }, new Ledger());
    await other.said('R');
    const killedAt = performance.now();
    await victim.kill();
    await other.gone;
    // The margin is for a machine that is busy with other tests.
    expect(performance.now() - killedAt).toBeLessThan(40_000);
  });
});
