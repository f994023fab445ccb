/**
 * Opens the queue that `--queue` names.
 *
 * @module cli/open-queue
 */
import { existsSync } from 'node:fs';
import { isPostgres, postgresLocation } from '../postgres/location.ts';
import type { Queue } from '../queue/queue.ts';
import { isFilePath } from '../sqlite/store-file.ts';
import { throwAsMisuse } from './input.ts';

/**
 * Opens a queue for some work, and closes it afterwards.
 *
 * @param location path of a SQLite file, or a `postgres:` URL, with `?schema=` unless the schema is `maxun_webhooks`
 * @param work to do with it
 * @param mayCreate whether a missing file or schema is created
 * @returns what the work resolves to
 * @throws {TypeError} if the queue cannot be opened
 */
export async function withQueue<T>(
  location: string,
  work: (queue: Queue) => Promise<T>,
  mayCreate = false,
): Promise<T> {
  const queue = await openQueue(location, mayCreate).catch(throwAsMisuse);
  try {
    return await work(queue);
  } finally {
    await queue.close();
  }
}

async function openQueue(location: string, mayCreate: boolean): Promise<Queue> {
  if (isPostgres(location)) {
    const { postgresQueue } = await import('../queue/postgres/index.ts');
    return postgresQueue({ ...postgresLocation(location), migrate: mayCreate });
  }
  if (!mayCreate && isFilePath(location) && !existsSync(location))
    throw new TypeError(`The queue ${location} does not exist: give the path of the sender's queue file.`);
  const { sqliteQueue } = await import('../queue/sqlite/index.ts');
  return sqliteQueue(location);
}
