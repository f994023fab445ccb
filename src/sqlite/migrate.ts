/**
 * Schema versions: a database is upgraded from its version to the newest, step by step, each step in
 * a transaction of its own.
 *
 * @module sqlite/migrate
 */
import { StoreError } from '../errors/index.ts';
import type { Database } from './database.ts';

/** The schema of a kind of database. */
export interface Schema {
  /** Its name in messages: `queue`. */
  readonly name: string;
  /** SQLite's `application_id`: tells this kind of database from others. A 32-bit integer, not 0. */
  readonly applicationId: number;
  /** The SQL of each version, from 1. A step that was released is never changed. */
  readonly steps: readonly string[];
}

/**
 * @param database to upgrade
 * @param schema of the newest version
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if it is another program's database, or of a newer version
 */
export function migrate(database: Database, schema: Schema): void {
  const version = numberOf(database, 'user_version');
  const applicationId = numberOf(database, 'application_id');
  const isEmpty = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  requireOwn(schema, applicationId, isEmpty);
  if (version > schema.steps.length) {
    const known = `version ${version} of the ${schema.name}, and this release knows ${schema.steps.length}`;
    throw unavailable(`this database has ${known}: install the newer release again`);
  }
  for (const [index, step] of schema.steps.entries()) {
    if (index < version) continue;
    database.transaction(() => {
      database.exec(step);
      database.exec(`PRAGMA application_id = ${schema.applicationId}; PRAGMA user_version = ${index + 1}`);
    });
  }
}

/**
 * @param schema that was expected
 * @param applicationId of the database
 * @param isEmpty whether it has no tables
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if it is another program's
 */
export function requireOwn(schema: Schema, applicationId: number, isEmpty: boolean): void {
  if (applicationId === schema.applicationId || (isEmpty && applicationId === 0)) return;
  throw unavailable(
    `this database is not a ${schema.name} of this package: give the ${schema.name} a file of its own`,
  );
}

function numberOf(database: Database, pragma: string): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma] ?? 0);
}

function unavailable(message: string): StoreError {
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message);
}
