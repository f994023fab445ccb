import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { makeDatabase } from '../postgres/database.ts';
import { bundle } from './bundle.ts';
import { BETWEEN, CONCURRENCY, killLater, Ledger, type Life, live } from './life.ts';

/** `FAULT_KILLS=200 npm test -- --project faults` for a long run. */
const KILLS = Number(process.env['FAULT_KILLS'] ?? 15);

let program: string;
let folder: string;

beforeAll(async () => {
  program = await bundle('inbox-child');
  folder = await mkdtemp(join(tmpdir(), 'maxun-inbox-'));
});
afterAll(async () => Promise.all([rm(program), rm(folder, { recursive: true })]));

function expectNothingLost(ledger: Ledger, kills: number): void {
  if (process.env['FAULT_KILLS'] !== undefined) process.stdout.write(`${String(ledger)}\n`);
  expect(ledger.lost).toEqual([]);
  expect([...ledger.dead].sort()).toEqual(ledger.died.sort());
  expect(ledger.acknowledged.size).toBeGreaterThan(kills * BETWEEN);
  // Of each kill at most what was being handled.
  expect(ledger.duplicates).toBeLessThanOrEqual(kills * CONCURRENCY);
}

describe.concurrent(
  `a receiver with an inbox, killed at random moments, ${KILLS} times`,
  { timeout: 180_000 + KILLS * 10_000 },
  () => {
    test('handles all that it answered 200, from a file', async () => {
      const ledger = new Ledger();
      const task = { engine: 'sqlite', store: join(folder, 'inbox.db') } as const;
      for (let kill = 0; kill < KILLS; kill += 1) {
        await killLater(live(program, { ...task, life: `k${kill}` }, ledger), ledger);
      }
      const last = live(program, { ...task, life: 'last', drain: true }, ledger);
      expect(await last.gone).toEqual({ code: 0, signal: null });
      expectNothingLost(ledger, KILLS);
      expect([ledger.repeated, ledger.problems]).toEqual([[], []]);
    });

    test('handles all that either of two processes answered 200, and writes it once with tx', async () => {
      const database = await makeDatabase(inject('databaseUrl'));
      await database.pool.query('CREATE TABLE handled (name text NOT NULL)');
      const ledger = new Ledger();
      const task = { engine: 'postgres', store: database.url } as const;
      const start = (life: string): Life => live(program, { ...task, life }, ledger);
      const pair = [start('a'), start('b')];
      await Promise.all(pair.map((life) => life.said('A')));
      for (let kill = 0; kill < KILLS; kill += 1) {
        await killLater(pair[kill % 2]!, ledger);
        pair[kill % 2] = start(`k${kill}`);
        await pair[kill % 2]!.said('A');
      }
      await Promise.all(pair.map((life) => life.kill()));
      const last = live(program, { ...task, life: 'last', drain: true }, ledger);
      expect(await last.gone).toEqual({ code: 0, signal: null });
      expectNothingLost(ledger, KILLS);
      const { rows } = await database.pool.query<{ name: string }>('SELECT name FROM handled');
      const dead = new Set(ledger.dead);
      // Once each. Nothing of an attempt that failed, and nothing that was not stored.
      const once = [...ledger.ended].filter((name) => !dead.has(name)).sort();
      expect(rows.map(({ name }) => name).sort()).toEqual(once);
      await database.drop();
    });
  },
);
