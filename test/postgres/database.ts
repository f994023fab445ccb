/**
 * A database of its own for a test, dropped afterwards.
 *
 * @module test/postgres/database
 */
import { Client, Pool } from 'pg';

/** A database. */
export interface TestDatabase {
  readonly url: string;
  /** A pool on it, for the test's own looks. */
  readonly pool: Pool;
  drop(): Promise<void>;
}

let count = 0;

/** @param serverUrl where a database can be made */
export async function makeDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `test_${process.pid}_${Date.now().toString(36)}_${(count += 1)}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  const pool = poolOn(url, 4);
  return {
    url,
    pool,
    async drop() {
      await pool.end();
      await onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/**
 * @param url of a database
 * @param max connections at most
 * @returns a pool that may outlive its database: `end` resolves before the sockets are closed, and a server that stops, or
 *   drops the database, says so on them
 */
export function poolOn(url: string, max?: number): Pool {
  const pool = new Pool({ connectionString: url, max });
  pool.on('error', () => undefined);
  return pool;
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
