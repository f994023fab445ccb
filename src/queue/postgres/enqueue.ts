/**
 * How messages get into Postgres: the calls of one moment share a statement, and so a commit.
 *
 * @module queue/postgres/enqueue
 */
import type { PgBoss } from 'pg-boss';
import { StoreError } from '../../errors/index.ts';
import { type PreparedMessage, repetition } from '../message.ts';
import { payloadSize } from '../payload.ts';
import type { EnqueueResult, QueueTransaction } from '../queue.ts';
import { Batcher } from './batcher.ts';
import { type BossParts, byQueue, FOREVER, KEPT, QUEUE } from './boss.ts';
import { type Executor, inTransaction, rowsOf, stored, transactionExecutor } from './connection.ts';
import { type DeliveryJob, hashId, jobOf } from './job.ts';
import { LOCK_TIMEOUT, sqlStateOf } from '../../postgres/store-error.ts';

type Call = readonly PreparedMessage[];

/** What an idempotency key was used for. */
type KeyUse = Pick<PreparedMessage, 'id' | 'fingerprint'>;

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

/** Writes messages. */
export class Enqueuer {
  readonly #parts: BossParts;
  /** What has a key waits where an open transaction of a caller has used it: apart from the others. */
  readonly #plain: Batcher<Call, EnqueueResult[]>;
  readonly #keyed: Batcher<Call, EnqueueResult[]>;

  constructor(parts: BossParts) {
    this.#parts = parts;
    const limits = { maxItems: MAX_CALLS, maxRunning: 2, sizeOf: bytesOf, maxSize: MAX_BYTES };
    this.#plain = new Batcher({ run: (calls) => this.#writePlain(calls), ...limits });
    this.#keyed = new Batcher({
      run: (calls, isRepeated) => this.#writeKeyed(calls, isRepeated ? SHORT_PATIENCE_MS : PATIENCE_MS),
      ...limits,
    });
  }

  /** Accepts the messages of one call: in the caller's own transaction, which no other call shares, or in one of ours. */
  async enqueue(call: Call, tx?: QueueTransaction): Promise<EnqueueResult[]> {
    if (tx !== undefined) return (await this.#write(transactionExecutor(tx), [call])).flat();
    if (!call.some(hasKey)) return this.#plain.add(call);
    return this.#keyed.add(call).catch((error: unknown) => {
      throw sqlStateOf((error as Error).cause) === LOCK_TIMEOUT ? heldUp(error) : error;
    });
  }

  /** Resolves once nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all([this.#plain.idle(), this.#keyed.idle()]);
  }

  /** Without keys there is nothing to look up, and nobody to wait for. */
  #writePlain(calls: readonly Call[]): Promise<EnqueueResult[][]> {
    const { database } = this.#parts;
    const queues = new Set(calls.flat().map(({ orderKey }) => orderKey === null));
    if (queues.size === 1) return this.#write(database, calls);
    return inTransaction(database, (db) => this.#write(db, calls));
  }

  #writeKeyed(calls: readonly Call[], patienceMs: number): Promise<EnqueueResult[][]> {
    return inTransaction(this.#parts.database, async (db) => {
      await db.executeSql(`SELECT set_config('lock_timeout', $1, true)`, [`${patienceMs}ms`]);
      return this.#write(db, calls);
    });
  }

  async #write(db: Executor, calls: readonly Call[]): Promise<EnqueueResult[][]> {
    const messages = calls.flat();
    const uses = await this.#useKeys(db, messages);
    const results = new Map(messages.map((message) => [message, resultOf(message, uses)]));
    const accepted = messages.filter((message) => results.get(message)?.status === 'accepted');
    await insertJobs(this.#parts.boss, db, accepted.map(jobOf));
    return calls.map((call) => call.map((message) => results.get(message) as EnqueueResult));
  }

  /** What each key was used for first, by the id of its job: before, or by one of these messages. */
  async #useKeys(db: Executor, messages: readonly PreparedMessage[]): Promise<Map<string, KeyUse>> {
    const { boss, idempotencyRetentionMs } = this.#parts;
    const keyed = messages.filter(hasKey).map((message) => [keyId(message), message] as const);
    // The first message of a key comes last, and stays. Always in one order: two statements never wait for each other.
    const uses = new Map<string, KeyUse>(
      [...new Map(keyed.toReversed())].sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    if (uses.size === 0) return uses;
    await this.#query(db, FORGET_KEYS, [...uses.keys()]);
    const jobs = [...uses].map(([id, { id: delivery, fingerprint }]) => ({
      id,
      data: { id: delivery, fingerprint },
      ...KEPT,
      retentionSeconds: Math.min(Math.ceil(idempotencyRetentionMs / 1_000), FOREVER),
    }));
    const fresh = new Set(await stored(boss.insert(QUEUE.keys, jobs, { db, returnId: true })));
    const used = [...uses.keys()].filter((id) => !fresh.has(id));
    if (used.length === 0) return uses;
    const rows = await this.#query<KeyUse & { readonly job: string }>(db, KEY_USES, used);
    return new Map([...uses, ...rows.map((row) => [row.job, row] as const)]);
  }

  #query<Row>(db: Executor, sql: string, jobs: readonly string[]): Promise<Row[]> {
    return rowsOf<Row>(db, sql, { schema: this.#parts.schema, values: [jobs] });
  }
}

function hasKey({ idempotencyKey }: PreparedMessage): boolean {
  return idempotencyKey !== null;
}

function keyId({ idempotencyKey }: PreparedMessage): string {
  return hashId(idempotencyKey ?? '');
}

function resultOf(message: PreparedMessage, uses: ReadonlyMap<string, KeyUse>): EnqueueResult {
  const { id, fingerprint } = message;
  const use = hasKey(message) ? uses.get(keyId(message)) : undefined;
  if (use === undefined || use === message) return { id, status: 'accepted' };
  return repetition(use, fingerprint);
}

/** Inserts deliveries: in a transaction, where they go into both queues. */
export async function insertJobs(boss: PgBoss, db: Executor, jobs: readonly DeliveryJob[]): Promise<void> {
  for (const [queue, own] of byQueue(jobs)) await stored(boss.insert(queue, own, { db }));
}

function heldUp(cause: unknown): StoreError {
  const message =
    'an open transaction holds an idempotency key of these messages: if it is your own, give it as tx; nothing was kept';
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
}

function bytesOf(call: Call): number {
  const sizes = call.map(({ payload, metadata }) => payloadSize(payload) + metadata.length + ROW_BYTES);
  return sizes.reduce((sum, size) => sum + size, 0);
}
