/**
 * Brings the schema of the queue to its newest version: graphile-worker's own tables first, then ours, each step in a
 * transaction of its own. Several processes may start at once.
 *
 * @module queue/postgres/migrate
 */
import { StoreError } from '../../errors/index.ts';
import { FUNCTIONS_1 } from './functions.ts';
import { type GraphileWorker, quietLogger } from './graphile.ts';
import type { QueueTransaction } from '../queue.ts';
import { overriding, type PostgresClient, type PostgresPool } from './pool.ts';
import { TABLES_1 } from './schema.ts';
import { sqlStateOf, storeErrorOf, UNDEFINED_TABLE } from './store-error.ts';

/** The SQL of each version, from 1. A step that was released is never changed. */
const STEPS: readonly string[] = [TABLES_1 + FUNCTIONS_1];

/** What {@link migrate} works with. */
export interface MigrateParts {
  readonly graphile: GraphileWorker;
  readonly pool: PostgresPool;
  /** Name of the schema, checked by {@link schemaName}. */
  readonly schema: string;
  /** The steps to take. Default: those of this release. */
  readonly steps?: readonly string[] | undefined;
}

/** A name that needs no escaping, within Postgres's 63 bytes. */
const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * @param name of a schema
 * @returns it
 * @throws {TypeError} if it is no plain name in lower case
 */
export function schemaName(name: string): string {
  if (!SCHEMA_NAME.test(name) || name.startsWith('pg_')) {
    throw new TypeError(
      'schema must be 1 to 63 characters of a-z 0-9 _, not start with a digit nor with pg_',
    );
  }
  return name;
}

/**
 * @param sql with `:schema` and `:name` in the place of the schema's name
 * @param schema name of the schema
 * @returns the SQL for this schema
 */
export function inSchema(sql: string, schema: string): string {
  return sql.replaceAll(':schema', `"${schema}"`).replaceAll(':name', schema);
}

/**
 * @param parts the pool and the schema
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if the database is not reached, or of a newer version
 * @throws {StoreError} ERR_WEBHOOK_STORE_FULL if the user may not create what is missing
 */
export async function migrate(parts: MigrateParts): Promise<void> {
  const { graphile, pool, schema } = parts;
  let client: PostgresClient | undefined;
  try {
    client = await pool.connect();
    // One process at a time: graphile-worker's own migration would make the others wait or fail.
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`${schema}/migrate`]);
    await graphile.runMigrations({ pgPool: discreet(pool), schema, logger: quietLogger(graphile) });
    await takeSteps(client, parts);
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [`${schema}/migrate`]);
    client.release();
  } catch (error) {
    // With its session goes its lock.
    client?.release(true);
    throw storeErrorOf(error, `the queue in the schema ${schema} was not opened`);
  }
}

/**
 * Changes nothing.
 *
 * @param parts the pool and the schema
 * @throws {StoreError} ERR_WEBHOOK_STORE_UNAVAILABLE if the database is not reached, or has no queue of this version there
 */
export async function requireMigrated(parts: Omit<MigrateParts, 'graphile'>): Promise<void> {
  const { pool, schema, steps = STEPS } = parts;
  const version = await versionOf(pool, schema).catch((error: unknown) => {
    if (sqlStateOf(error) === UNDEFINED_TABLE) return 0;
    throw storeErrorOf(error, `the queue in the schema ${schema} was not opened`);
  });
  if (version === 0) {
    const message = `there is no queue in the schema ${schema} of this database: name the one that the sender was given`;
    throw new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message);
  }
  refuseNewer(version, parts);
  if (version < steps.length) {
    const message = `${versions(version, parts)}: start the sender of this release first, which updates it`;
    throw new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message);
  }
}

/**
 * graphile-worker announces each step of its own schema to all its workers in the database, whatever their schema is, and
 * they shut down: Maxun's would, when our schema is made. So the announcement is left out.
 */
function discreet(pool: PostgresPool): PostgresPool {
  return overriding(pool, {
    connect: async () => {
      const client = await pool.connect();
      return overriding(client, {
        query: (text: string, values: unknown[]) =>
          values?.[0] === 'worker:migrate' ? Promise.resolve({ rows: [] }) : client.query(text, values),
      });
    },
  });
}

type Versioned = Pick<MigrateParts, 'schema' | 'steps'>;

async function takeSteps(client: PostgresClient, parts: Versioned): Promise<void> {
  const { schema, steps = STEPS } = parts;
  const query = (sql: string, values: unknown[] = []) => client.query(inSchema(sql, schema), values);
  await query('CREATE TABLE IF NOT EXISTS :schema.queue_version (version integer PRIMARY KEY)');
  const version = await versionOf(client, schema);
  refuseNewer(version, parts);
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    await query('BEGIN');
    await query(step);
    await query('INSERT INTO :schema.queue_version VALUES ($1)', [index + 1]);
    await query('COMMIT');
  }
}

async function versionOf(connection: QueueTransaction, schema: string): Promise<number> {
  const sql = 'SELECT coalesce(max(version), 0) AS version FROM :schema.queue_version';
  const { rows } = await connection.query(inSchema(sql, schema), []);
  return (rows[0] as { version: number }).version;
}

function refuseNewer(version: number, parts: Versioned): void {
  if (version <= (parts.steps ?? STEPS).length) return;
  const message = `${versions(version, parts)}: install the newer release again`;
  throw new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message);
}

function versions(version: number, { schema, steps = STEPS }: Versioned): string {
  return `the schema ${schema} has version ${version} of the queue, and this release has ${steps.length}`;
}
