import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundle } from './bundle.ts';
import { SQLITE_FAILPOINTS } from './failpoints.ts';
import { BETWEEN, CONCURRENCY, killLater, Ledger, live } from './life.ts';

/** `FAULT_KILLS=1000 npm test -- --project faults` for a long night. */
const KILLS = Number(process.env['FAULT_KILLS'] ?? 15);

describe('kill -9 on the SQLite queue', { timeout: 60_000 + KILLS * 5_000 }, () => {
  let program: string;
  let folder: string;
  const task = (life: string) => ({ engine: 'sqlite', store: join(folder, 'queue.db'), life }) as const;

  beforeAll(async () => {
    program = await bundle('child');
  });
  afterAll(() => rm(program));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maxun-faults-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function drain(ledger: Ledger): Promise<void> {
    const last = live(program, { ...task('last'), drain: true }, ledger);
    expect(await last.gone).toEqual({ code: 0, signal: null });
    if (process.env['FAULT_KILLS'] !== undefined) process.stdout.write(`${String(ledger)}\n`);
    expect(ledger.lost).toEqual([]);
    expect(ledger.repeated).toEqual([]);
    // A kill damages nothing: whoever says so moves a whole store aside.
    expect(ledger.problems).toEqual([]);
    expect([...ledger.dead].sort()).toEqual(ledger.died.sort());
  }

  it(`loses nothing and repeats nothing that was stored, in ${KILLS} kills at random moments`, async () => {
    const ledger = new Ledger();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const life = live(program, task(`k${kill}`), ledger);
      await killLater(life, ledger);
    }
    await drain(ledger);
    expect(ledger.acknowledged.size).toBeGreaterThan(KILLS * BETWEEN);
    // Of each kill at most what it had in flight.
    expect(ledger.duplicates).toBeLessThanOrEqual(KILLS * CONCURRENCY);
  });

  it(`loses nothing when it dies ${SQLITE_FAILPOINTS.join(', ')}`, async () => {
    const ledger = new Ledger();
    for (const name of SQLITE_FAILPOINTS) {
      // The compaction is what a close does: so this life ends by itself.
      const atClose = name.endsWith('compaction');
      const failpoint = { name, nth: atClose ? 1 : 25 };
      // What is lost is named by the life that it began in.
      const own = { ...task(name.replaceAll(' ', '-')), failpoint, ...(atClose && { messages: 40 }) };
      expect(await live(program, own, ledger).gone, name).toEqual({ code: null, signal: 'SIGKILL' });
    }
    await drain(ledger);
  });
});
