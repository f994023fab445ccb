/**
 * Places where a child process may end itself, as if killed: around the statements of its database driver, which is
 * wrapped here so that nothing of it is in the sources.
 *
 * @module test/faults/failpoints
 */
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import pg from 'pg';

/** Where to end, and at which passing of that place. */
export interface Failpoint {
  readonly name: string;
  readonly nth: number;
}

/** A line for the parent, who gets it even if this process ends at once. */
export function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** @param failpoint of this process @returns to be called at each place */
export function passing(failpoint: Failpoint | undefined): (place: string) => void {
  let left = failpoint?.nth ?? 0;
  return (place) => {
    if (place !== failpoint?.name || (left -= 1) > 0) return;
    process.kill(process.pid, 'SIGKILL');
    // The signal is delivered before this returns; if not, nothing more may happen.
    for (;;);
  };
}

const SQLITE_PLACES: readonly (readonly [RegExp, string])[] = [
  [/^COMMIT/, 'fsync'],
  [/^INSERT INTO delivery/, 'append'],
  [/^INSERT INTO in_flight/, 'claim'],
  [/^DELETE FROM delivery/, 'done record'],
  [/wal_checkpoint/, 'compaction'],
];

/** The places of the SQLite queue. */
export const SQLITE_FAILPOINTS: readonly string[] = placesOf(SQLITE_PLACES);

const POSTGRES_PLACES: readonly (readonly [RegExp, string])[] = [
  [/\.enqueue_alone\(/, 'append'],
  [/\.start\(/, 'claim'],
  [/\.settle\(/, 'done record'],
  [/^delete from .*_private_jobs/s, 'job end'],
  [/\.register\(/, 'registration'],
];

/** The places of the queue in Postgres. */
export const POSTGRES_FAILPOINTS: readonly string[] = placesOf(POSTGRES_PLACES);

function placesOf(places: readonly (readonly [RegExp, string])[]): string[] {
  const around = places.flatMap(([, name]) => [`before ${name}`, `after ${name}`]);
  return [...around, 'after acknowledge', 'before handler', 'before answer'];
}

interface SqliteStatement {
  run(...values: unknown[]): unknown;
}

interface SqliteClass {
  readonly prototype: {
    prepare: (this: unknown, sql: string) => SqliteStatement;
    exec: (this: unknown, sql: string) => void;
  };
}

/** Wraps the SQLite driver. Says `C` after each commit. */
export function wrapSqlite(pass: (place: string) => void): void {
  const { prototype } = sqliteClass();
  const around = <T>(sql: string, run: () => T): T => {
    const place = placeOf(SQLITE_PLACES, sql);
    if (place === undefined) return run();
    pass(`before ${place}`);
    const result = run();
    pass(`after ${place}`);
    if (place === 'fsync') say('C');
    return result;
  };
  const { prepare, exec } = prototype;
  prototype.prepare = function (sql) {
    const statement = prepare.call(this, sql);
    const run = statement.run.bind(statement);
    statement.run = (...values) => around(sql, () => run(...values));
    return statement;
  };
  prototype.exec = function (sql) {
    around(sql, () => exec.call(this, sql));
  };
}

function sqliteClass(): SqliteClass {
  const builtin = (process as { getBuiltinModule?(id: string): unknown }).getBuiltinModule?.('node:sqlite');
  if (builtin !== undefined) return (builtin as { readonly DatabaseSync: SqliteClass }).DatabaseSync;
  return createRequire(import.meta.url)('libsql') as SqliteClass;
}

interface PgResult {
  readonly rows: readonly Record<string, unknown>[];
}

type PgCallback = (error: Error | undefined, result: PgResult) => void;

/** Wraps `pg`. Says `S` and the ids after answers were stored that end a delivery. */
export function wrapPostgres(pass: (place: string) => void): void {
  const ids = new Map<string, string>();
  const prototype = pg.Client.prototype as unknown as {
    query: (this: unknown, ...args: unknown[]) => unknown;
  };
  const { query } = prototype;
  prototype.query = function (...args) {
    const [first] = args;
    const text = typeof first === 'string' ? first : ((first as { text?: string } | undefined)?.text ?? '');
    const place = placeOf(POSTGRES_PLACES, text);
    if (place === undefined) return query.apply(this, args);
    const done = (result: PgResult): void => {
      pass(`after ${place}`);
      if (place === 'claim') {
        for (const row of result.rows) {
          const { name } = JSON.parse(String(row['metadata'])) as { readonly name: string };
          ids.set(String(row['seq']), name);
        }
      }
      if (place === 'done record') say(`S ${endedBy(args[1] as unknown[], ids).join(' ')}`);
    };
    pass(`before ${place}`);
    const callback = args.at(-1);
    if (typeof callback !== 'function') {
      return afterwards(query.apply(this, args) as Promise<PgResult>, done);
    }
    const wrapped: PgCallback = (error, result) => {
      if (error === undefined || error === null) done(result);
      (callback as PgCallback)(error, result);
    };
    return query.apply(this, [...args.slice(0, -1), wrapped]);
  };
}

async function afterwards(asked: Promise<PgResult>, done: (result: PgResult) => void): Promise<PgResult> {
  const result = await asked;
  done(result);
  return result;
}

function endedBy(values: unknown[], ids: ReadonlyMap<string, string>): string[] {
  const rest = JSON.parse(values[3] as string) as { readonly s: number; readonly kind: string }[];
  const dead = rest.filter(({ kind }) => kind === 'dead').map(({ s }) => s);
  return [...(values[2] as number[]), ...dead].map((seq) => ids.get(String(seq)) ?? `?${seq}`);
}

function placeOf(places: readonly (readonly [RegExp, string])[], sql: string): string | undefined {
  return places.find(([pattern]) => pattern.test(sql))?.[1];
}
