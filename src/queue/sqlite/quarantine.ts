/**
 * Replaces a damaged queue: its files are renamed and kept, a new queue starts with the undamaged deliveries from
 * them, and a report is written next to them.
 *
 * @module queue/sqlite/quarantine
 */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { StoreError } from '../../errors/index.ts';
import { type Database, openDatabase, type OpenDatabaseOptions } from '../../sqlite/database.ts';
import { type Salvage, salvage } from './salvage.ts';

/** The suffixes of the files of a SQLite database in WAL mode. */
const SUFFIXES = ['', '-wal', '-shm'];

/** A damaged database that was renamed. */
export interface Quarantine {
  /** Where its main file is now. */
  readonly path: string;
  /** The damage that SQLite found. */
  readonly finding: string;
}

/**
 * Renames the files of a database.
 *
 * @param path of a database that is not open
 * @param finding the damage
 * @param now milliseconds since the epoch
 * @returns the new path
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
 * Copies undamaged deliveries into a new queue, and writes the report `….json` next to the damaged files.
 *
 * @param damaged the renamed database
 * @param fresh a new queue
 * @param options `driver`
 * @returns the message to report
 */
export async function restore(
  damaged: Quarantine,
  fresh: Database,
  options: OpenDatabaseOptions,
): Promise<StoreError> {
  const { saved, unreadable } = await readDamaged(damaged.path, fresh, options);
  const report = { file: damaged.path, finding: damaged.finding, saved, unreadable };
  writeFileSync(`${damaged.path}.json`, `${JSON.stringify(report, undefined, 2)}\n`);
  const kept = `${saved} deliveries were saved, ${unreadable} were found but not readable, others may be missing`;
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
