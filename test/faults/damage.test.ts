/**
 * Every truncation and bit flips over a whole small store: it opens, is quarantined, or is refused with a typed error;
 * nothing wrong is ever handed out, and nothing is missing without a report. `FAULT_EVERY_BIT=1` flips each bit.
 */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreError } from '../../src/errors/index.ts';
import type { Outbox, OutboxDelivery } from '../../src/outbox/outbox.ts';
import { joinPayload } from '../../src/outbox/payload.ts';
import { sqliteOutbox } from '../../src/outbox/sqlite/index.ts';
import { openDatabase } from '../../src/sqlite/database.ts';

const COUNT = 6;
const EVERY_BIT = process.env['FAULT_EVERY_BIT'] === '1';
/** Prime, so that over the runs of a page all columns are met. */
const STRIDE = 37;

const messageOf = (n: number) => ({
  id: `id_${n}`,
  endpoint: `endpoint-${n % 2}`,
  payload: Buffer.alloc(80, 65 + n),
  metadata: { n },
  orderKey: n < 3 ? 'line' : undefined,
});

interface Outcome {
  readonly refused?: string;
  readonly missing: number;
  readonly reported: number;
  readonly wrong: string[];
}

describe('a damaged store', { timeout: EVERY_BIT ? 36_000_000 : 600_000 }, () => {
  let folder: string;
  let closed: Buffer;
  let open: { readonly main: Buffer; readonly wal: Buffer };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maxun-damage-'));
    const path = join(folder, 'whole.db');
    // Small pages make a small file.
    const database = await openDatabase(path);
    database.exec('PRAGMA page_size = 512; VACUUM');
    database.close();
    const outbox = await sqliteOutbox(path);
    await outbox.enqueue(Array.from({ length: COUNT }, (_, n) => messageOf(n)));
    await cp(path, `${path}.copy`);
    await cp(`${path}-wal`, `${path}.copy-wal`);
    open = { main: await readFile(`${path}.copy`), wal: await readFile(`${path}.copy-wal`) };
    await outbox.close();
    closed = await readFile(path);
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function tryOut(main: Uint8Array, wal?: Uint8Array): Promise<Outcome> {
    const base = await mkdtemp(join(folder, 'trial-'));
    const path = join(base, 'outbox.db');
    writeFileSync(path, main);
    if (wal !== undefined) writeFileSync(`${path}-wal`, wal);
    // What tells that this was an outbox.
    writeFileSync(`${path}-owner`, '');
    const problems: string[] = [];
    let outbox: Outbox | undefined;
    try {
      outbox = await sqliteOutbox(path, { onProblem: ({ code }) => problems.push(code) });
      return await use(outbox, problems);
    } catch (error) {
      expect(error).toBeInstanceOf(StoreError);
      return { refused: (error as StoreError).code, missing: 0, reported: 0, wrong: [] };
    } finally {
      await outbox?.close();
      await rm(base, { recursive: true });
    }
  }

  async function use(outbox: Outbox, problems: string[]): Promise<Outcome> {
    const found = new Set<string>();
    const wrong: string[] = [];
    const worker = await outbox.work(
      async (delivery) => {
        found.add(delivery.id);
        if (!isWhole(delivery)) wrong.push(delivery.id);
        return { outcome: 'done' };
      },
      { concurrency: 1 },
    );
    // A few turns: what is due is handed out at once; what a flipped due time has moved away is still there.
    for (let turn = 0; turn < 8; turn += 1) await new Promise(setImmediate);
    await worker.close({ drainMs: 0 });
    for (const { id } of await outbox.dead()) found.add(id);
    const { waiting, parked } = await outbox.stats();
    const missing = COUNT - found.size - waiting - parked;
    return { missing, reported: problems.length, wrong };
  }

  function expectHonest(outcome: Outcome, what: string): void {
    expect(outcome.wrong, what).toEqual([]);
    if (outcome.missing > 0) expect(outcome.reported, `${what}: silently missing`).toBeGreaterThan(0);
  }

  it('is told from a whole one', async () => {
    expect(await tryOut(closed)).toEqual({ missing: 0, reported: 0, wrong: [] });
    expect(await tryOut(open.main, open.wal)).toEqual({ missing: 0, reported: 0, wrong: [] });
  });

  it('hands out nothing wrong and loses nothing silently, wherever it is cut off', async () => {
    const refusals: Outcome[] = [];
    for (let size = 0; size < closed.length; size += size % 512 < 2 || EVERY_BIT ? 1 : STRIDE) {
      const outcome = await tryOut(closed.subarray(0, size));
      expectHonest(outcome, `cut at ${size}`);
      refusals.push(outcome);
    }
    expect(refusals.every(({ refused, reported }) => refused !== undefined || reported > 0)).toBe(true);
  });

  it('hands out nothing wrong and loses nothing silently, whichever bit flips', async () => {
    let noticed = 0;
    let bits = 0;
    for (let bit = 0; bit < closed.length * 8; bit += EVERY_BIT ? 1 : STRIDE * 5) {
      const file = Buffer.from(closed);
      file[bit >> 3]! ^= 1 << (bit & 7);
      const outcome = await tryOut(file);
      expectHonest(outcome, `bit ${bit}`);
      bits += 1;
      if (outcome.refused !== undefined || outcome.reported > 0) noticed += 1;
    }
    // Most of a small file is free space, where a flip harms nobody.
    expect(noticed).toBeGreaterThan(bits / 20);
  });

  it('hands out nothing wrong when the log of a killed owner is cut off or flips', async () => {
    for (let at = 0; at < open.wal.length; at += EVERY_BIT ? 1 : STRIDE * 5) {
      const cut = await tryOut(open.main, open.wal.subarray(0, at));
      // SQLite takes the log's end for a crash in mid-commit: what is missing there cannot be told.
      expect(cut.wrong).toEqual([]);
      const flipped = Buffer.from(open.wal);
      flipped[at]! ^= 16;
      expect((await tryOut(open.main, flipped)).wrong).toEqual([]);
    }
  });
});

function isWhole(delivery: OutboxDelivery): boolean {
  const n = Number(delivery.id.slice(3));
  const { id, endpoint, payload, metadata, orderKey } = messageOf(n);
  return (
    delivery.id === id &&
    delivery.endpoint === endpoint &&
    payload.equals(joinPayload(delivery.payload)) &&
    JSON.stringify(delivery.metadata) === JSON.stringify(metadata) &&
    delivery.orderKey === orderKey
  );
}
