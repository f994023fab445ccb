/**
 * How messages get into Postgres: the calls of one moment share a statement, and so a commit.
 *
 * @module queue/postgres/enqueue
 */
import type { JobInsert, PgBoss } from 'pg-boss';
import { StoreError } from '../../errors/index.ts';
import type { EngineSettings } from '../engine-options.ts';
import type { PreparedMessage } from '../message.ts';
import { payloadSize } from '../payload.ts';
import type { EnqueueResult, QueueTransaction } from '../queue.ts';
import { Batcher } from './batcher.ts';
import { FOREVER, KEPT, QUEUE, type StartedBoss } from './boss.ts';
import { type Executor, inTransaction, rowsOf, stored, transactionExecutor } from './connection.ts';
import { type DeliveryJob, hashId, jobOf } from './job.ts';
import { isOfTheStatement, LOCK_TIMEOUT, sqlStateOf } from './store-error.ts';

/** What became of one call. */
type Result = { readonly results: EnqueueResult[] } | { readonly error: unknown };

type Call = readonly PreparedMessage[];

/** What an idempotency key was used for. */
interface KeyUse {
  readonly id: string;
  readonly fingerprint: string;
}

/** By the id of a key's job: the first message of this statement that has it, and what the key was used for before. */
interface KeyUses {
  readonly first: ReadonlyMap<string, PreparedMessage>;
  readonly before: ReadonlyMap<string, KeyUse>;
}

/** Most calls in a statement, and their bytes: a bound on what is built at once, here and in the server. */
const MAX_CALLS = 1_000;
const MAX_BYTES = 16_777_216;
/** What a message weighs besides its payload and metadata, about. */
const ROW_BYTES = 512;

/** How long a statement waits for a key that an open transaction holds, in milliseconds: at first, and once it waited. */
const PATIENCE_MS = 10_000;
const SHORT_PATIENCE_MS = 100;

/** pg-boss looks for what is over once an hour. */
const FORGET_KEYS = `DELETE FROM :schema.job WHERE name = '${QUEUE.keys}' AND id = ANY($1::uuid[]) AND keep_until < now()`;
const KEY_USES = `SELECT j.id::text AS job, j.data->>'id' AS id, j.data->>'fingerprint' AS fingerprint
  FROM :schema.job AS j WHERE j.name = '${QUEUE.keys}' AND j.id = ANY($1::uuid[])`;
type EnqueuerParts = StartedBoss & { readonly settings: EngineSettings };

/** Writes messages. */
export class Enqueuer {
  readonly #parts: EnqueuerParts;
  /** What has a key waits where an open transaction of a caller has used it: apart from the others. */
  readonly #plain: Batcher<Call, Result>;
  readonly #keyed: Batcher<Call, Result>;

  constructor(parts: EnqueuerParts) {
    this.#parts = parts;
    const limits = { maxItems: MAX_CALLS, maxRunning: 2, sizeOf: bytesOf, maxSize: MAX_BYTES };
    this.#plain = new Batcher({ run: (calls) => this.#runPlain(calls), ...limits });
    this.#keyed = new Batcher({ run: (calls) => this.#runKeyed(calls), ...limits });
  }

  /**
   * @param call its messages, at least one
   * @param tx the caller's own transaction, which no other call may share
   * @returns a result per message
   * @throws {TypeError} if an id is taken
   * @throws {StoreError} if Postgres failed: nothing was accepted
   */
  async enqueue(call: Call, tx?: QueueTransaction): Promise<EnqueueResult[]> {
    const batcher = call.some(hasKey) ? this.#keyed : this.#plain;
    const [result] =
      tx === undefined ? [await batcher.add(call)] : await this.#write(transactionExecutor(tx), [call]);
    if (result === undefined || 'error' in result) throw result?.error;
    return result.results;
  }

  /** @returns once nothing is under way */
  async idle(): Promise<void> {
    await Promise.all([this.#plain.idle(), this.#keyed.idle()]);
  }

  /** New ids, no keys: nothing to look up, nobody to wait for. */
  async #runPlain(calls: readonly Call[]): Promise<Result[]> {
    const messages = calls.flat();
    const { database } = this.#parts;
    const insert = (db: Executor): Promise<void> => insertJobs(this.#parts.boss, db, messages.map(jobOf));
    const queues = new Set(messages.map(({ orderKey }) => orderKey === null));
    await (queues.size === 1 ? insert(database) : inTransaction(database, insert));
    return calls.map((call) => ({ results: call.map(({ id }) => ({ id, status: 'accepted' })) }));
  }

  /** Where an open transaction holds a key of one call, the others do not wait for it again. */
  async #runKeyed(calls: readonly Call[], patienceMs: number = PATIENCE_MS): Promise<Result[]> {
    try {
      return await inTransaction(this.#parts.database, async (db) => {
        await db.executeSql(`SELECT set_config('lock_timeout', $1, true)`, [`${patienceMs}ms`]);
        return this.#write(db, calls);
      });
    } catch (error) {
      if (calls.length === 1) return [{ error: isHeldUp(error) ? heldUp(error) : error }];
      if (!isOfTheStatement(error)) throw error;
      const results: Result[] = [];
      // One after the other: were many of them held up at once, all connections would be.
      for (const call of calls) results.push(...(await this.#runKeyed([call], SHORT_PATIENCE_MS)));
      return results;
    }
  }

  async #write(db: Executor, calls: readonly Call[]): Promise<Result[]> {
    const messages = calls.flat();
    const uses = await this.#useKeys(db, messages);
    const results = new Map(messages.map((message) => [message, resultOf(message, uses)]));
    const accepted = messages.filter((message) => results.get(message)?.status === 'accepted');
    await insertJobs(this.#parts.boss, db, accepted.map(jobOf));
    return calls.map((call) => ({
      results: call.map((message) => results.get(message) as EnqueueResult),
    }));
  }

  /** @returns what each key was used for before, by the id of its job; absent for those that are used now */
  async #useKeys(db: Executor, messages: readonly PreparedMessage[]): Promise<KeyUses> {
    const first = new Map<string, PreparedMessage>();
    for (const message of messages) {
      const { idempotencyKey: key } = message;
      if (key !== null && !first.has(hashId(key))) first.set(hashId(key), message);
    }
    if (first.size === 0) return { first, before: new Map() };
    // Always in the same order, so that two statements never wait for each other.
    const jobs = [...first.keys()].sort();
    await this.#query(db, FORGET_KEYS, jobs);
    const { boss, settings } = this.#parts;
    const uses = jobs.map((job) => keyJob(job, first.get(job) as PreparedMessage, settings));
    const fresh = new Set(await stored(boss.insert(QUEUE.keys, uses, { db, returnId: true })));
    const used = jobs.filter((job) => !fresh.has(job));
    const rows =
      used.length === 0 ? [] : await this.#query<KeyUse & { readonly job: string }>(db, KEY_USES, used);
    return { first, before: new Map(rows.map((row) => [row.job, row])) };
  }

  #query<Row>(db: Executor, sql: string, jobs: readonly string[]): Promise<Row[]> {
    return rowsOf<Row>(db, sql, { schema: this.#parts.schema, values: [jobs] });
  }
}

function hasKey({ idempotencyKey }: PreparedMessage): boolean {
  return idempotencyKey !== null;
}

function keyJob(job: string, message: PreparedMessage, settings: EngineSettings): JobInsert {
  const { id, idempotencyKey: key, fingerprint } = message;
  const retentionSeconds = Math.min(Math.ceil(settings.idempotencyRetentionMs / 1_000), FOREVER);
  return { id: job, data: { key, id, fingerprint }, ...KEPT, retentionSeconds };
}

function resultOf(message: PreparedMessage, { first, before }: KeyUses): EnqueueResult {
  const { id, idempotencyKey: key } = message;
  if (key === null) return { id, status: 'accepted' };
  const use = before.get(hashId(key)) ?? (first.get(hashId(key)) as KeyUse);
  if (use === message) return { id, status: 'accepted' };
  return { id: use.id, status: use.fingerprint === message.fingerprint ? 'duplicate' : 'conflict' };
}

/** Inserts deliveries: in a transaction, where they go into both queues. */
export async function insertJobs(boss: PgBoss, db: Executor, jobs: readonly DeliveryJob[]): Promise<void> {
  for (const name of [QUEUE.deliveries, QUEUE.ordered]) {
    const own = jobs.filter(({ queue }) => queue === name);
    if (own.length > 0) await stored(boss.insert(name, own, { db }));
  }
}

function isHeldUp(error: unknown): boolean {
  return sqlStateOf((error as Error).cause) === LOCK_TIMEOUT;
}

function heldUp(cause: unknown): StoreError {
  const message =
    'an open transaction holds an idempotency key of these messages: if it is your own, give it as tx; nothing was kept';
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
}

function bytesOf(call: Call): number {
  return call.reduce(
    (sum, { payload, metadata }) => sum + payloadSize(payload) + metadata.length + ROW_BYTES,
    0,
  );
}
