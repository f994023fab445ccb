/**
 * pg-boss: how it is loaded and started, and which of its queues this queue uses.
 *
 * @module queue/postgres/boss
 * @see https://timgit.github.io/pg-boss/
 */
import type { PgBoss, Queue, QueueOptions } from 'pg-boss';
import { StoreError } from '../../errors/index.ts';
import type { EngineSettings } from '../engine-options.ts';
import {
  connectionSettings,
  type Database,
  type Executor,
  type PostgresPool,
  poolDatabase,
  stored,
} from './connection.ts';
import { sqlStateOf, storeErrorOf, UNDEFINED_TABLE } from '../../postgres/store-error.ts';

/** The queues of pg-boss, by what they hold. Workers fetch from the first two only. */
export const QUEUE = {
  deliveries: 'deliveries',
  ordered: 'ordered', // deliveries with an order key
  dead: 'dead',
  disabled: 'disabled', // a job per disabled endpoint
  keys: 'keys', // a job per idempotency key
} as const;

/** The largest integer of Postgres: as seconds, 68 years. */
export const FOREVER: number = 2_147_483_647;

/**
 * What each job says, and each queue: the defaults of pg-boss would delete a delivery after 14 days and give it up after two
 * retries. A handler has 24 hours, which is the most that pg-boss allows.
 */
export const KEPT: QueueOptions = {
  retentionSeconds: FOREVER,
  retryLimit: FOREVER,
  expireInSeconds: 86_400,
  deleteAfterSeconds: 0,
};

/** For what workers fetch: 10 s without a sign of life, the least that pg-boss takes, and the worker is taken for dead. */
export const FETCHED: QueueOptions = { ...KEPT, heartbeatSeconds: 10 };

const QUEUES: readonly Queue[] = [
  { name: QUEUE.deliveries, ...FETCHED, notify: true },
  { name: QUEUE.ordered, ...FETCHED, notify: true, policy: 'key_strict_fifo' },
  { name: QUEUE.dead, ...KEPT },
  { name: QUEUE.disabled, ...KEPT, notify: true },
  { name: QUEUE.keys, ...KEPT },
];

/** The schema that pg-boss 12.38 makes (`pgboss.schema` in its package.json). */
export const BOSS_SCHEMA = 46;

const INSTALL = 'npm install pg pg-boss@~12.38';

/** How a queue is opened: at a URL with connections of its own, or in a caller's pool. */
export interface BossOptions extends EngineSettings {
  readonly connectionString: string;
  readonly maxConnections: number;
  readonly pool: PostgresPool | undefined;
  readonly schema: string;
  readonly migrate: boolean;
  readonly pollIntervalMs: number;
}

/** A pg-boss that has started, and how. */
export interface BossParts extends BossOptions {
  readonly boss: PgBoss;
  readonly database: Database;
  /** The rows of a statement, in whose text `:schema` stands for the schema; a `StoreError` if it fails. */
  readonly query: <Row>(text: string, values?: unknown[], db?: Executor) => Promise<Row[]>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts pg-boss and makes its queues.
 *
 * @throws {StoreError} if a package is missing, the database is not reached, or its schema is missing or of another release
 */
export async function startBoss(options: BossOptions): Promise<BossParts> {
  const { schema, migrate, pool, connectionString, maxConnections } = options;
  const Boss = await loadBoss();
  const boss = new Boss({
    ...(pool === undefined
      ? connectionSettings(connectionString, maxConnections)
      : { db: poolDatabase(pool) }),
    schema,
    migrate,
    // A worker asks for it by itself: it is not needed where nobody works.
    supervise: false,
    schedule: false,
    registerInstance: false,
    monitorIntervalSeconds: 4,
    maintenanceIntervalSeconds: 3_600,
    // For the dashboard.
    persistWarnings: true,
  });
  let isOver = false;
  const onError = (error: Error): void => {
    // While they close, the last connections may fail.
    if (!isOver) options.onProblem(storeErrorOf(error, 'nothing is lost, and it is tried again'));
  };
  boss.on('error', onError);
  pool?.on('error', onError);
  const stop = async (): Promise<void> => {
    isOver = true;
    await boss.stop({ graceful: false }).finally(() => pool?.removeListener('error', onError));
  };
  try {
    await boss.start();
    await refuseNewer(boss, schema);
    await makeQueues(boss, options);
  } catch (error) {
    await stop().catch(() => undefined);
    throw startError(error, schema);
  }
  const database = boss.getDb() as Database;
  const query = async <Row>(text: string, values: unknown[] = [], db: Executor = database): Promise<Row[]> =>
    (await stored(db.executeSql(text.replaceAll(':schema', schema), values))).rows as Row[];
  return { ...options, boss, database, query, stop };
}

async function loadBoss(): Promise<typeof PgBoss> {
  const module = await import('pg-boss').catch((cause: unknown) => {
    const isMissing = (cause as { readonly code?: unknown }).code === 'ERR_MODULE_NOT_FOUND';
    const reason = isMissing
      ? 'the queue in Postgres needs the packages pg and pg-boss'
      : 'pg-boss could not be loaded: it needs Node 22.12 or later; with such a Node, install it again';
    throw unavailable(`${reason}: ${INSTALL}`, cause);
  });
  if (typeof module.PgBoss === 'function') return module.PgBoss;
  throw unavailable(`the installed pg-boss is of another release than 12.38: ${INSTALL}`);
}

async function refuseNewer(boss: PgBoss, schema: string): Promise<void> {
  const version = (await boss.schemaVersion()) ?? 0;
  if (version <= BOSS_SCHEMA) return;
  throw unavailable(
    `the schema ${schema} has version ${version} of a newer release of pg-boss, and pg-boss 12.38 has ${BOSS_SCHEMA}: ` +
      'install the newer release of maxun-webhooks again',
  );
}

async function makeQueues(boss: PgBoss, { migrate, schema }: BossOptions): Promise<void> {
  const found = new Set((await boss.getQueues(Object.values(QUEUE))).map(({ name }) => name));
  const missing = QUEUES.filter(({ name }) => !found.has(name));
  if (missing.length > 0 && !migrate) throw noQueue(schema);
  for (const { name, ...settings } of missing) await boss.createQueue(name, settings);
}

/** With `migrate: false`, pg-boss has no codes for what it finds: its texts tell. */
function startError(error: unknown, schema: string): StoreError {
  const text = error instanceof Error ? error.message : '';
  if (text === 'pg-boss is not installed' || sqlStateOf(error) === UNDEFINED_TABLE)
    return noQueue(schema, error);
  if (text !== 'pg-boss database requires migrations') {
    return storeErrorOf(error, `the queue in the schema ${schema} was not opened`);
  }
  const message = `the schema ${schema} is of another release of pg-boss: start the sender of this release first, which updates it`;
  return unavailable(message, error);
}

function noQueue(schema: string, cause?: unknown): StoreError {
  const message = `the schema ${schema} of this database has no queue: name the one that the sender was given`;
  return unavailable(message, cause);
}

function unavailable(message: string, cause?: unknown): StoreError {
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
}
