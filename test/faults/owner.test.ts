import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import { bundle } from './bundle.ts';
import { Ledger, live } from './life.ts';

describe('two processes on one file', () => {
  let program: string;
  let folder: string;
  beforeAll(async () => {
    program = await bundle('child');
    folder = await mkdtemp(join(tmpdir(), 'maxun-owner-'));
  });
  afterAll(async () => {
    await rm(program);
    await rm(folder, { recursive: true });
  });

  it('refuses the second within a second, and lets it in at once when the first was killed', async () => {
    const path = join(folder, 'queue.db');
    const owner = live(
      program,
      { engine: 'sqlite', store: path, life: 'o', handlerMs: 1_000_000 },
      new Ledger(),
    );
    await owner.said('H');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const asked = performance.now();
    await expect(sqliteQueue(path)).rejects.toMatchObject({ code: 'ERR_WEBHOOK_STORE_LOCKED' });
    // The promise is a second; the margin is for a busy machine.
    expect(performance.now() - asked).toBeLessThan(5_000);

    await owner.kill();
    const queue = await sqliteQueue(path);
    // The 20 that the dead one had in flight are due.
    const { due, inFlight } = await queue.stats();
    expect(due).toBeGreaterThanOrEqual(20);
    expect(inFlight).toBe(0);
    await queue.close();
  });
});
