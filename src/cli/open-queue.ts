/**
 * Opens the queue that a command was told of.
 *
 * @module cli/open-queue
 */
import { existsSync } from 'node:fs';
import { StoreError } from '../errors/index.ts';
import type { Queue } from '../queue/queue.ts';
import { safe } from './terminal.ts';

/**
 * @param location path of a SQLite file, or a `postgres:` URL, with `?schema=` where it has one of its own
 * @param mayCreate whether a file or schema that is not there is made
 * @returns the queue; nothing if it cannot be opened, which is said on standard error
 */
export async function openQueue(location: string, mayCreate: boolean): Promise<Queue | undefined> {
  if (/^postgres(ql)?:/.test(location)) {
    const { postgresQueue } = await import('../queue/postgres/index.ts');
    const { connectionString, schema } = postgresLocation(location);
    return postgresQueue({ connectionString, schema, migrate: mayCreate }).catch(unopened);
  }
  if (!mayCreate && !existsSync(location)) {
    console.error(
      `There is no queue ${safe(location)}: give the path of the file that the sender was given.`,
    );
    return undefined;
  }
  const { sqliteQueue } = await import('../queue/sqlite/index.ts');
  return sqliteQueue(location).catch(unopened);
}

/** A parameter of ours, which is no business of the driver's. */
function postgresLocation(location: string): { connectionString: string; schema: string | undefined } {
  const [address = '', query = ''] = location.split('?', 2);
  const parameters = new URLSearchParams(query);
  const schema = parameters.get('schema') ?? undefined;
  parameters.delete('schema');
  return { connectionString: parameters.size === 0 ? address : `${address}?${parameters}`, schema };
}

function unopened(error: unknown): undefined {
  // A path that keeps nothing is a TypeError.
  if (!(error instanceof StoreError || error instanceof TypeError)) throw error;
  console.error(safe(error.message));
  return undefined;
}
