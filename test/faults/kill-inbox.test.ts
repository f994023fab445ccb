import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { CONCURRENCY, Ledger, live } from './life.ts';

/** `FAULT_KILLS=200 npm test -- --project faults` for a long run. */
const KILLS = Number(process.env['FAULT_KILLS'] ?? 15);

let program: string;
let folder: string;

beforeAll(async () => {
  program = await bundle('inbox-child');
  folder = await mkdtemp(join(tmpdir(), 'maxun-inbox-'));
});
afterAll(async () => Promise.all([rm(program), rm(folder, { recursive: true })]));

test(
  `a receiver with an inbox handles all that it answered 200, in ${KILLS} kills at random moments`,
  { timeout: 60_000 + KILLS * 5_000 },
  async () => {
    const ledger = new Ledger();
    const task = { engine: 'sqlite', store: join(folder, 'inbox.db') } as const;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const life = live(program, { ...task, life: `k${kill}` }, ledger);
      // Once deliveries flow.
      await life.said('A');
      await wait(20 + Math.random() * 200);
      await life.kill();
    }
    expect(await live(program, { ...task, life: 'last', drain: true }, ledger).gone).toEqual({
      code: 0,
      signal: null,
    });
    if (process.env['FAULT_KILLS'] !== undefined) process.stdout.write(`${String(ledger)}\n`);
    expect(ledger.lost).toEqual([]);
    expect(ledger.repeated).toEqual([]);
    expect(ledger.problems).toEqual([]);
    expect([...ledger.dead].sort()).toEqual(ledger.died.sort());
    expect(ledger.acknowledged.size).toBeGreaterThan(KILLS * 5);
    // Of each kill at most what was being handled.
    expect(ledger.duplicates).toBeLessThanOrEqual(KILLS * CONCURRENCY);
  },
);
