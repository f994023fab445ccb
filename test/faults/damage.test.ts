/**
 * Truncations and flipped bits over all files of a small store: it is opened whole, or the damage is reported and what is
 * whole goes on, or it is refused with a typed error. Nothing is ever handed out that was not accepted, and nothing is
 * missing without a report. `FAULT_EVERY_BIT=1` cuts at each byte and flips each bit, 380,000 trials in an hour or so, and
 * says what came of them.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqliteQueue } from '../../src/queue/sqlite/index.ts';
import { openDatabase } from '../../src/sqlite/database.ts';
import { bundle } from './bundle.ts';
import { type DamageReport, type DamageTask, messages } from './damage-trials.ts';

/** In memory where Linux has a folder for that: no trial asks what is on a disk, and on one they take seven times as long. */
const HOME = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const EVERY_BIT = process.env['FAULT_EVERY_BIT'] === '1';
/** Primes, so that over the runs of a page all columns are met. */
const STRIDE = { cut: 37, flip: 181 } as const;
/** Trials of one process. */
const CHUNK = 8_192;
/** JavaScript's heap in one, in megabytes; and all that it may take, in bytes. */
const HEAP_MB = 256;
const MOST_BYTES = 512 * 1_048_576;
/** A log that is cut off before its first frame is as good as none. */
const LOG_HEADER_BYTES = 32;

describe.concurrent('a damaged store', { timeout: EVERY_BIT ? 36_000_000 : 600_000 }, () => {
  let folder: string;
  let program: string;
  const sizes = { closed: 0, log: 0 };

  beforeAll(async () => {
    program = await bundle('damage-trials');
    folder = await mkdtemp(join(HOME, 'maxun-damage-'));
    const path = join(folder, 'whole.db');
    // Small pages make a small file.
    const database = await openDatabase(path);
    database.exec('PRAGMA page_size = 512; VACUUM');
    database.close();
    const queue = await sqliteQueue(path);
    // Two commits: of the first, one can lose the second.
    await queue.enqueue(messages.slice(0, 3));
    await queue.enqueue(messages.slice(3));
    for (const suffix of ['', '-wal', '-shm']) await cp(path + suffix, join(folder, `open${suffix}`));
    await queue.close();
    await cp(path, join(folder, 'closed'));
    sizes.closed = (await readFile(path)).length;
    sizes.log = (await readFile(join(folder, 'open-wal'))).length;
  });
  afterAll(async () => {
    await rm(program);
    await rm(folder, { recursive: true });
  });

  async function runOne(task: Omit<DamageTask, 'folder'>): Promise<DamageReport> {
    const args = [`--max-old-space-size=${HEAP_MB}`, program, JSON.stringify({ folder, ...task })];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 16 * 1_048_576 });
    return JSON.parse(stdout) as DamageReport;
  }

  /** All places, in one process after the other. */
  async function run(kind: DamageTask['kind'], withoutIndex: boolean = false): Promise<DamageReport> {
    const startedAt = performance.now();
    const isCut = kind.endsWith('cut');
    const end = (kind.startsWith('log-') ? sizes.log : sizes.closed) * (isCut ? 1 : 8);
    const step = EVERY_BIT ? 1 : STRIDE[isCut ? 'cut' : 'flip'];
    const reports: DamageReport[] = [];
    for (let from = 0; from < end; from += CHUNK * step) {
      const to = Math.min(from + CHUNK * step, end);
      reports.push(await runOne({ kind, withoutIndex, from, to, step }));
    }
    const report = total(reports);
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    const { silent, wrong, ...counts } = report;
    if (EVERY_BIT) {
      const found = { silent: silent.length, wrong: wrong.length, seconds };
      process.stdout.write(`${kind} ${JSON.stringify({ ...counts, ...found })}\n`);
    }
    expect(wrong).toEqual([]);
    expect(report.peakBytes).toBeLessThan(MOST_BYTES);
    return report;
  }

  it('is told from a whole one', async () => {
    for (const kind of ['cut', 'log-cut'] as const) {
      const size = kind === 'cut' ? sizes.closed : sizes.log;
      const report = await runOne({ kind, from: size, to: size + 1, step: 1 });
      expect(report).toMatchObject({ trials: 1, whole: 1 });
    }
  });

  it('hands out nothing wrong and loses nothing silently, wherever it is cut off', async () => {
    const { trials, silent, whole } = await run('cut');
    expect(trials).toBeGreaterThan(200);
    expect({ silent, whole }).toEqual({ silent: [], whole: 0 });
  });

  it('hands out nothing wrong and loses nothing silently, whichever bit flips', async () => {
    const { trials, silent, reported, refused } = await run('flip');
    expect(silent).toEqual([]);
    // Most of a small file is free space, where a flip harms nobody.
    expect(reported + refused).toBeGreaterThan(trials / 20);
  });

  it('hands out nothing wrong and loses nothing silently, wherever the log of a killed owner is cut off', async () => {
    const { silent, whole } = await run('log-cut');
    expect(silent.filter((size) => size >= LOG_HEADER_BYTES)).toEqual([]);
    expect(whole).toBe(0);
  });

  it('hands out nothing wrong and loses nothing silently, whichever bit of the log of a killed owner flips', async () => {
    const { silent } = await run('log-flip');
    expect(silent).toEqual([]);
  });

  it('hands out nothing wrong, where a power cut took the index of the log as well', async () => {
    // SQLite takes the log's end for a crash in mid-commit: what is missing there cannot be told.
    const { trials } = await run('log-flip', true);
    expect(trials).toBeGreaterThan(200);
  });
});

function total(reports: readonly DamageReport[]): DamageReport {
  const sum = (of: (report: DamageReport) => number): number =>
    reports.reduce((all, report) => all + of(report), 0);
  return {
    trials: sum(({ trials }) => trials),
    whole: sum(({ whole }) => whole),
    reported: sum(({ reported }) => reported),
    refused: sum(({ refused }) => refused),
    silent: reports.flatMap(({ silent }) => silent),
    wrong: reports.flatMap(({ wrong }) => wrong),
    peakBytes: Math.max(...reports.map(({ peakBytes }) => peakBytes)),
  };
}
