/**
 * What becomes of a damaged queue: its files are moved aside and kept, a new one is begun with what is still whole in
 * them, and a report is written beside.
 *
 * @module queue/sqlite/quarantine
 */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { StoreError } from '../../errors/index.ts';
import { type Database, openDatabase, type OpenDatabaseOptions } from '../../sqlite/database.ts';
import { type Salvage, salvage } from './salvage.ts';

/** The files of a SQLite database in WAL mode, by what follows its name. */
const SUFFIXES = ['', '-wal', '-shm'];

/** A database that was moved aside. */
export interface Quarantine {
  /** Where its main file is now. */
  readonly path: string;
  /** What SQLite found wrong. */
  readonly finding: string;
}

/**
 * Moves the files of a database aside.
 *
 * @param path of the database, which nobody has open
 * @param finding what is wrong with it
 * @param now milliseconds since the epoch
 * @returns where they are
 */
export function quarantine(path: string, finding: string, now: number): Quarantine {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  let aside = `${path}.corrupt-${stamp}`;
  for (let n = 2; existsSync(aside); n += 1) aside = `${path}.corrupt-${stamp}-${n}`;
  for (const suffix of SUFFIXES) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return { path: aside, finding };
}

/**
 * Copies what is whole into a new queue, and writes the report `….json` beside the damaged files.
 *
 * @param damaged what was moved aside
 * @param fresh a new queue
 * @param options `driver`
 * @returns what to report
 */
export async function restore(
  damaged: Quarantine,
  fresh: Database,
  options: OpenDatabaseOptions,
): Promise<StoreError> {
  const { saved, unreadable } = await readDamaged(damaged.path, fresh, options);
  const report = { file: damaged.path, finding: damaged.finding, saved, unreadable };
  writeFileSync(`${damaged.path}.json`, `${JSON.stringify(report, undefined, 2)}\n`);
  const kept = `${saved} deliveries were saved, ${unreadable} were seen and not readable, others may be missing`;
  const message = `the queue was damaged: ${kept}; the damaged files are kept as ${damaged.path}, with a report`;
  return new StoreError('ERR_WEBHOOK_STORE_CORRUPT', message);
}

async function readDamaged(path: string, fresh: Database, options: OpenDatabaseOptions): Promise<Salvage> {
  let damaged: Database | undefined;
  try {
    damaged = await openDatabase(path, options);
    return salvage(damaged, fresh);
  } catch {
    return { saved: 0, unreadable: 0 };
  } finally {
    damaged?.close();
  }
}
