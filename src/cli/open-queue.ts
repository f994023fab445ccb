/**
 * Opens the queue that `--queue` names.
 *
 * @module cli/open-queue
 */
import { existsSync } from 'node:fs';
import { isPostgres, postgresLocation } from '../postgres/location.ts';
import type { Queue } from '../queue/queue.ts';
import { isFilePath } from '../sqlite/store-file.ts';
import { reportFailure } from './input.ts';
import { safe } from './terminal.ts';

/**
 * @param location path of a SQLite file, or a `postgres:` URL, with `?schema=` unless the schema is `maxun_webhooks`
 * @param mayCreate whether a missing file or schema is created
 * @returns the queue; `undefined` if it cannot be opened, with the reason on standard error
 */
export async function openQueue(location: string, mayCreate: boolean): Promise<Queue | undefined> {
  if (isPostgres(location)) {
    const { postgresQueue } = await import('../queue/postgres/index.ts');
    const { connectionString, schema } = postgresLocation(location);
    return postgresQueue({ connectionString, schema, migrate: mayCreate }).catch(unopened);
  }
  if (!mayCreate && isFilePath(location) && !existsSync(location)) {
    console.error(`The queue ${safe(location)} does not exist: give the path of the sender's queue file.`);
    return undefined;
  }
  const { sqliteQueue } = await import('../queue/sqlite/index.ts');
  return sqliteQueue(location).catch(unopened);
}

function unopened(error: unknown): undefined {
  reportFailure(error);
}
