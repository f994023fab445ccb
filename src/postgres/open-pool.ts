/** @module postgres/open-pool */
import type { Pool, PoolConfig } from 'pg';
import { StoreError } from '../errors/index.ts';

/**
 * Opens a pool whose sessions have the settings of the database and the application, unless `config` sets them.
 *
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if the package `pg` is not installed
 */
export async function openPool(config: PoolConfig): Promise<Pool> {
  const { default: pg } = await import('pg').catch((cause: unknown) => {
    const message = 'what is stored in Postgres needs the package pg: npm install pg';
    throw new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
  });
  const pool = new pg.Pool({ keepAlive: true, ...config });
  // An idle connection that fails is replaced by the next statement, which says what is wrong.
  pool.on('error', () => undefined);
  return pool;
}
