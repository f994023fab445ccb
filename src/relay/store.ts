/**
 * The two queues of a relay: what has arrived, and what is to be sent.
 *
 * @module relay/store
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isPostgres, postgresLocation } from '../postgres/location.ts';
import type { Queue, QueueStats } from '../queue/queue.ts';

/** The queues. */
export interface RelayQueues {
  readonly inbox: Queue;
  readonly outbox: Queue;
}

/** The number of deliveries in the inbox and in the outbox, by state. */
export type RelayStats = Readonly<Record<keyof RelayQueues, QueueStats>>;

const DEFAULT_SCHEMA = 'maxun_relay';

/**
 * Opens the queues, and makes what is missing of them.
 *
 * @param store a folder, or a `postgres:` URL
 * @throws {StoreError} if one cannot be opened; then none is left open
 */
export async function openQueues(store: string): Promise<RelayQueues> {
  const open = isPostgres(store) ? await postgresOpener(store) : await sqliteOpener(store);
  const opened = await Promise.allSettled([open('inbox'), open('outbox')]);
  const [inbox, outbox] = opened;
  if (inbox.status === 'fulfilled' && outbox.status === 'fulfilled')
    return { inbox: inbox.value, outbox: outbox.value };
  for (const each of opened) if (each.status === 'fulfilled') await each.value.close();
  throw inbox.status === 'rejected' ? inbox.reason : (outbox as PromiseRejectedResult).reason;
}

type Open = (name: keyof RelayQueues) => Promise<Queue>;

async function sqliteOpener(folder: string): Promise<Open> {
  const { sqliteQueue } = await import('../queue/sqlite/index.ts');
  await mkdir(folder, { recursive: true });
  return (name) => sqliteQueue(join(folder, `${name}.db`));
}

async function postgresOpener(url: string): Promise<Open> {
  const { postgresQueue } = await import('../queue/postgres/index.ts');
  const { connectionString, schema = DEFAULT_SCHEMA } = postgresLocation(url);
  return (name) => postgresQueue({ connectionString, schema: `${schema}_${name}` });
}
