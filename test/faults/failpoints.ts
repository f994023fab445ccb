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
  [/INSERT INTO.*'(?:deliveries|ordered)' as name/s, 'append'],
  [/SET\s+state = 'active'/, 'claim'],
  [/DELETE FROM.*(?:USING json|WHERE name = \$1)/s, 'done record'],
  [/SET state = 'retry'/, 'retry record'],
  [/SET name = 'dead'/, 'dead letter'],
  [/^COMMIT/, 'commit'],
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

/** What a connection has written since its transaction began. */
interface Written {
  /** Whose end will be stored by the commit. */
  names: string[] | undefined;
}

/** Wraps `pg`. Says `S` and the names after answers were stored that end a delivery. */
export function wrapPostgres(pass: (place: string) => void): void {
  const names = new Map<string, string>();
  const connections = new WeakMap<object, Written>();
  const prototype = pg.Client.prototype as unknown as {
    query: (this: object, ...args: unknown[]) => unknown;
  };
  const { query } = prototype;
  prototype.query = function (...args) {
    const [first] = args;
    const text = typeof first === 'string' ? first : ((first as { text?: string } | undefined)?.text ?? '');
    const written = connections.get(this) ?? { names: undefined };
    connections.set(this, written);
    if (text.startsWith('BEGIN')) written.names = [];
    const place = placeOf(POSTGRES_PLACES, text);
    if (place === undefined) return query.apply(this, args);
    const done = (result: PgResult): void => {
      pass(`after ${place}`);
      if (place === 'claim') for (const row of result.rows) names.set(row['id'] as string, nameOf(row));
      if (place === 'done record') {
        const ended = ((result.rows[0]?.['ids'] ?? []) as string[]).map((job) => names.get(job) ?? `?${job}`);
        if (written.names === undefined) say(`S ${ended.join(' ')}`);
        else written.names.push(...ended);
      }
      if (place === 'commit') {
        say(`S ${written.names?.join(' ') ?? ''}`);
        written.names = undefined;
      }
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

function nameOf(row: PgResult['rows'][number]): string {
  const { metadata } = row['data'] as { readonly metadata: string };
  return (JSON.parse(metadata) as { readonly name: string }).name;
}

async function afterwards(asked: Promise<PgResult>, done: (result: PgResult) => void): Promise<PgResult> {
  const result = await asked;
  done(result);
  return result;
}

function placeOf(places: readonly (readonly [RegExp, string])[], sql: string): string | undefined {
  return places.find(([pattern]) => pattern.test(sql))?.[1];
}
