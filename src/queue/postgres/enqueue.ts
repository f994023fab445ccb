/**
 * How messages get into Postgres: the calls of one moment share a statement, and so a commit.
 *
 * @module queue/postgres/enqueue
 */
import { StoreError } from '../../errors/index.ts';
import type { PreparedMessage } from '../message.ts';
import type { EnqueueResult, QueueTransaction } from '../queue.ts';
import { joinPayload, payloadSize, piecesOf } from '../payload.ts';
import { Batcher } from './batcher.ts';
import { inSchema } from './migrate.ts';
import { rowsOf } from './pool.ts';
import { isOfTheStatement, LOCK_TIMEOUT, sqlStateOf, UNIQUE_VIOLATION } from './store-error.ts';

/** A message that was not accepted. */
interface Refusal {
  readonly n: number;
  readonly id: string;
  readonly status: 'taken' | 'duplicate' | 'conflict';
}

/** What became of one call. */
type Outcome = { readonly results: EnqueueResult[] } | { readonly error: unknown };

type Call = readonly PreparedMessage[];

/** Most calls in a statement, and their bytes: a bound on what is built at once, here and in the server. */
const MAX_CALLS = 1_000;
const MAX_BYTES = 16_777_216;
/** What a message weighs besides its payload and metadata, about. */
const ROW_BYTES = 512;

/**
 * How long a statement waits for what open transactions hold, in milliseconds: at first, and where its calls are tried one by
 * one since one of them waits too long.
 */
const PATIENCE_MS = [10_000, 100] as const;

const ENQUEUE = 'SELECT n, id, status FROM :schema.enqueue($1, $2, $3, $4)';
const ENQUEUE_ALONE = 'SELECT n, id, status FROM :schema.enqueue_alone($1, $2, $3, $4, $5)';

/** Where a statement runs: in a caller's transaction, or by itself and with so many milliseconds of patience. */
type Place = { readonly tx: QueueTransaction } | { readonly patienceMs: number };

/** Writes messages. */
export class Enqueuer {
  readonly #pool: QueueTransaction;
  readonly #schema: string;
  /** What has a key waits where a transaction of a caller's own has used it and is open: apart from the others. */
  readonly #plain: Batcher<Call, Outcome>;
  readonly #keyed: Batcher<Call, Outcome>;

  /**
   * @param pool of the queue
   * @param schema its name
   */
  constructor(pool: QueueTransaction, schema: string) {
    this.#pool = pool;
    this.#schema = schema;
    this.#plain = this.#batcher();
    this.#keyed = this.#batcher();
  }

  /**
   * @param call its messages, at least one
   * @param tx the caller's own transaction, which no other call may share
   * @returns a result per message
   * @throws {StoreError} if Postgres failed: nothing was accepted
   */
  async enqueue(call: Call, tx?: QueueTransaction): Promise<EnqueueResult[]> {
    const batcher = call.some(hasKey) ? this.#keyed : this.#plain;
    const outcome = tx === undefined ? await batcher.add(call) : (await this.#run([call], { tx }))[0];
    if (outcome === undefined || 'error' in outcome) throw outcome?.error;
    return outcome.results;
  }

  /** @returns once nothing is under way */
  async idle(): Promise<void> {
    await Promise.all([this.#plain.idle(), this.#keyed.idle()]);
  }

  #batcher(): Batcher<Call, Outcome> {
    return new Batcher({
      run: (calls) => this.#runAll(calls),
      maxItems: MAX_CALLS,
      maxRunning: 2,
      sizeOf: bytesOf,
      maxSize: MAX_BYTES,
    });
  }

  async #runAll(calls: readonly Call[]): Promise<Outcome[]> {
    const [patienceMs, briefly] = PATIENCE_MS;
    try {
      return await this.#run(calls, { patienceMs });
    } catch (error) {
      if (!isOfTheStatement(error)) return calls.map(() => ({ error }));
      if (!isHeldUp(error)) return this.#runApart(calls, patienceMs);
      return calls.length === 1 ? [{ error: heldUp(error) }] : this.#runApart(calls, briefly);
    }
  }

  /** One after the other: were many of them held up at once, all connections would be. */
  async #runApart(calls: readonly Call[], patienceMs: number): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const call of calls) outcomes.push(await this.#runAlone(call, patienceMs));
    return outcomes;
  }

  async #runAlone(call: Call, patienceMs: number, again: boolean = true): Promise<Outcome> {
    try {
      return (await this.#run([call], { patienceMs }))[0] as Outcome;
    } catch (error) {
      // Someone else has just taken one of its ids: the next look sees it.
      const state = sqlStateOf((error as Error).cause);
      if (again && state === UNIQUE_VIOLATION) return this.#runAlone(call, patienceMs, false);
      return { error: isHeldUp(error) ? heldUp(error) : error };
    }
  }

  async #run(calls: readonly Call[], place: Place): Promise<Outcome[]> {
    const all = calls.flat();
    const refusals = await this.#refusals(parametersOf(all), place);
    const taken = new Set(refusals.filter(({ status }) => status === 'taken').map(({ id }) => id));
    if (taken.size > 0) return this.#runOthers(calls, taken, place);
    const results: EnqueueResult[] = all.map(({ id }) => ({ id, status: 'accepted' }));
    for (const { n, id, status } of refusals) results[n] = { id, status } as EnqueueResult;
    let from = 0;
    return calls.map(({ length }) => ({ results: results.slice(from, (from += length)) }));
  }

  #refusals(values: unknown[], place: Place): Promise<readonly Refusal[]> {
    if ('tx' in place) return rowsOf<Refusal>(place.tx, inSchema(ENQUEUE, this.#schema), values);
    const sql = inSchema(ENQUEUE_ALONE, this.#schema);
    return rowsOf<Refusal>(this.#pool, sql, [...values, `${place.patienceMs}ms`]);
  }

  async #runOthers(calls: readonly Call[], taken: ReadonlySet<string>, place: Place): Promise<Outcome[]> {
    const takenIn = (call: Call): string | undefined => call.find(({ id }) => taken.has(id))?.id;
    const others = calls.filter((call) => takenIn(call) === undefined);
    const outcomes = others.length === 0 ? [] : await this.#run(others, place);
    return calls.map((call) => {
      const id = takenIn(call);
      return id === undefined
        ? (outcomes.shift() as Outcome)
        : { error: new TypeError(`a delivery with the id ${id} exists`) };
    });
  }
}

function hasKey({ orderKey, idempotencyKey }: PreparedMessage): boolean {
  return orderKey !== null || idempotencyKey !== null;
}

function isHeldUp(error: unknown): boolean {
  return sqlStateOf((error as Error).cause) === LOCK_TIMEOUT;
}

function heldUp(cause: unknown): StoreError {
  const message =
    'an open transaction has held the order key, the idempotency key or the id of one of these messages for ' +
    `${PATIENCE_MS[0] / 1_000} s: ` +
    'if it is your own, give it as tx; nothing of this call was kept';
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
}

function parametersOf(messages: readonly PreparedMessage[]): unknown[] {
  let at = 0;
  const rows = messages.map((message, n) => {
    const {
      id,
      endpoint: e,
      orderKey,
      idempotencyKey,
      fingerprint,
      dueAt: d,
      metadata: m,
      payload,
    } = message;
    const size = payloadSize(payload);
    const row = { n, id, e, d, m, at, size };
    at += size;
    return {
      ...row,
      ...(orderKey !== null && { o: orderKey }),
      ...(idempotencyKey !== null && { k: idempotencyKey, f: fingerprint }),
    };
  });
  const payloads = joinPayload(messages.flatMap(({ payload }) => piecesOf(payload)));
  return [messages[0]?.enqueuedAt, [], JSON.stringify(rows), payloads];
}

function bytesOf(call: Call): number {
  return call.reduce(
    (sum, { payload, metadata }) => sum + payloadSize(payload) + metadata.length + ROW_BYTES,
    0,
  );
}
