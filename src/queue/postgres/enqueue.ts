/**
 * How messages get into Postgres: the calls of one moment share a statement, and so a commit.
 *
 * @module queue/postgres/enqueue
 */
import { StoreError } from '../../errors/index.ts';
import { type PreparedMessage, repetition } from '../message.ts';
import { payloadSize } from '../payload.ts';
import type { EnqueueResult, QueueTransaction } from '../queue.ts';
import { Batcher } from './batcher.ts';
import { type BossParts, FOREVER, KEPT, QUEUE } from './boss.ts';
import { type Executor, inTransaction, stored, transactionExecutor } from './connection.ts';
import { hashId, jobOf } from './job.ts';
import { FORGET_KEYS, KEY_USES } from './statements.ts';
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

/** Writes messages. */
export class Enqueuer {
  readonly #parts: BossParts;
  readonly #plain: Batcher<Call, EnqueueResult[]>;
  /** Apart from the others: what has a key waits where an open transaction of a caller has used it. */
  readonly #keyed: Batcher<Call, EnqueueResult[]>;

  constructor(parts: BossParts) {
    this.#parts = parts;
    const limits = { maxItems: MAX_CALLS, maxRunning: 2, sizeOf: bytesOf, maxSize: MAX_BYTES };
    this.#plain = new Batcher({ run: (calls) => this.#writePlain(calls), ...limits });
    this.#keyed = new Batcher({ run: (...batch) => this.#writeTogether(...batch), ...limits });
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

  /** Without keys nothing is waited for, and what goes into one queue is one statement, which needs no transaction. */
  #writePlain(calls: readonly Call[]): Promise<EnqueueResult[][]> {
    const queues = new Set(calls.flat().map(({ orderKey }) => orderKey === null));
    return queues.size === 1 ? this.#write(this.#parts.database, calls) : this.#writeTogether(calls, false);
  }

  #writeTogether(calls: readonly Call[], isRepeated: boolean): Promise<EnqueueResult[][]> {
    const patienceMs = isRepeated ? SHORT_PATIENCE_MS : PATIENCE_MS;
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
    const jobs = accepted.map(jobOf);
    for (const queue of [QUEUE.deliveries, QUEUE.ordered]) {
      const own = jobs.filter((job) => job.queue === queue);
      if (own.length > 0) await stored(this.#parts.boss.insert(queue, own, { db }));
    }
    return calls.map((call) => call.map((message) => results.get(message) as EnqueueResult));
  }

  /** What each key was used for first, by the id of its job: before, or by one of these messages. */
  async #useKeys(db: Executor, messages: readonly PreparedMessage[]): Promise<Map<string, KeyUse>> {
    const { boss, idempotencyRetentionMs, query } = this.#parts;
    const keyed = messages.filter(hasKey).map((message) => [keyId(message), message] as const);
    // The first message of a key comes last, and stays. Always in one order: two statements never wait for each other.
    const uses = new Map<string, KeyUse>(
      [...new Map(keyed.toReversed())].sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    if (uses.size === 0) return uses;
    await query(FORGET_KEYS, [[...uses.keys()]], db);
    const jobs = [...uses].map(([id, { id: delivery, fingerprint }]) => ({
      id,
      data: { id: delivery, fingerprint },
      ...KEPT,
      retentionSeconds: Math.min(Math.ceil(idempotencyRetentionMs / 1_000), FOREVER),
    }));
    const fresh = new Set(await stored(boss.insert(QUEUE.keys, jobs, { db, returnId: true })));
    const used = [...uses.keys()].filter((id) => !fresh.has(id));
    if (used.length === 0) return uses;
    const rows = await query<KeyUse & { readonly job: string }>(KEY_USES, [used], db);
    return new Map([...uses, ...rows.map((row) => [row.job, row] as const)]);
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

function heldUp(cause: unknown): StoreError {
  const message =
    'an open transaction holds an idempotency key of these messages: if it is your own, give it as tx; nothing was kept';
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
}

function bytesOf(call: Call): number {
  const sizes = call.map(({ payload, metadata }) => payloadSize(payload) + metadata.length + ROW_BYTES);
  return sizes.reduce((sum, size) => sum + size, 0);
}
