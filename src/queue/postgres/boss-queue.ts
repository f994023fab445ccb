/**
 * The operations of a queue, as jobs of pg-boss.
 *
 * @module queue/postgres/boss-queue
 * @see https://timgit.github.io/pg-boss/
 */
import { StoreError } from '../../errors/index.ts';
import { requireInteger } from '../../errors/options.ts';
import { DEAD_PAGE, MAX_ENDPOINT_LENGTH, MAX_KEY_LENGTH, PURGE_STEP } from '../limits.ts';
import { prepareMessages, requireText } from '../message.ts';
import type {
  CloseOptions,
  DeadLetter,
  DeadQuery,
  DeliveryWithPayload,
  DisabledEndpoint,
  EnqueueOptions,
  EnqueueResult,
  PurgeQuery,
  Queue,
  QueueHandler,
  QueueMessage,
  QueueStats,
  QueueWorker,
  WorkOptions,
} from '../queue.ts';
import { drainMsOf, workSettings } from '../work-settings.ts';
import { disabledJob } from './answers.ts';
import { type BossParts, QUEUE } from './boss.ts';
import { inTransaction, rowsOf, stored } from './connection.ts';
import { Enqueuer, insertJobs } from './enqueue.ts';
import {
  deadLetterOf,
  hashId,
  insertOf,
  type JobData,
  jobId,
  type JobRow,
  newId,
  withPayload,
} from './job.ts';
import { DEAD, DISABLED, GET, purge, STATS, type StatsRow, TAKE_DEAD, UNUSED } from './statements.ts';
import { PostgresWorker } from './worker.ts';

/** A queue in a Postgres database that pg-boss has made ready. */
export class BossQueue implements Queue {
  readonly engine = 'postgres';
  readonly durable = true;
  readonly #parts: BossParts;
  readonly #enqueuer: Enqueuer;
  #worker: PostgresWorker | undefined;
  #closed: Promise<void> | undefined;

  constructor(parts: BossParts) {
    this.#parts = parts;
    this.#enqueuer = new Enqueuer(parts);
  }

  async enqueue(messages: readonly QueueMessage[], options: EnqueueOptions = {}): Promise<EnqueueResult[]> {
    this.#requireOpen();
    const prepared = prepareMessages(messages, { now: this.#now(), newId });
    if (prepared.length === 0) return [];
    const results = await this.#enqueuer.enqueue(prepared, options.tx);
    if (options.tx === undefined) this.#worker?.wake();
    return results;
  }

  async work(handler: QueueHandler, options: WorkOptions): Promise<QueueWorker> {
    this.#requireOpen();
    const work = workSettings(handler, options);
    if (this.#worker !== undefined) throw new TypeError('this queue has a worker: close that one first');
    const { endpointConcurrency } = options;
    const onClosed = (): void => void (this.#worker = undefined);
    const worker = new PostgresWorker({ ...this.#parts, work, endpointConcurrency, onClosed });
    this.#worker = worker;
    await stored(worker.start()).catch(async (error: unknown) => {
      await worker.close({ drainMs: 0 });
      throw error;
    });
    return worker;
  }

  async stats(): Promise<QueueStats> {
    const [row] = await this.#query<StatsRow>(STATS);
    const { oldest, counts } = row as StatsRow;
    const oldestDueAt = oldest === null ? undefined : this.#now() - Number(oldest);
    return { ...(JSON.parse(counts) as Omit<QueueStats, 'oldestDueAt'>), oldestDueAt };
  }

  async get(id: string): Promise<DeliveryWithPayload | undefined> {
    const [row] = await this.#query<JobRow>(GET, [jobId(id)]);
    return row && withPayload(row);
  }

  async dead(query: DeadQuery = {}): Promise<DeadLetter[]> {
    const { endpoint = null, after } = query;
    const last = after === undefined ? null : jobId(after);
    const limit = requireInteger('limit', query.limit ?? DEAD_PAGE.default, { max: DEAD_PAGE.most });
    const rows = await this.#query<JobRow>(DEAD, [endpoint, last, limit]);
    return rows.map((row) => deadLetterOf(row));
  }

  async replay(ids: readonly string[]): Promise<string[]> {
    this.#requireOpen();
    const { database, schema } = this.#parts;
    const replayed = await inTransaction(database, async (db) => {
      const rows = await rowsOf<{ data: string }>(db, TAKE_DEAD, { schema, values: [ids.map(jobId)] });
      const letters = rows.map(({ data }) => JSON.parse(data) as JobData);
      const jobs = letters.map((letter) => insertOf({ ...letter, died: undefined, dueAt: this.#now() }, 0));
      await insertJobs(this.#parts.boss, db, jobs);
      return new Set(letters.map(({ id }) => id));
    });
    this.#worker?.wake();
    return [...new Set(ids)].filter((id) => replayed.has(id));
  }

  async disable(endpoint: string, reason: string): Promise<boolean> {
    this.#requireOpen();
    requireText(endpoint, 'endpoint', MAX_ENDPOINT_LENGTH);
    requireText(reason, 'reason', MAX_KEY_LENGTH);
    const job = disabledJob(endpoint, { reason, since: this.#now() });
    const inserted = await stored(this.#parts.boss.insert(QUEUE.disabled, [job], { returnId: true }));
    await this.#worker?.readDisabled();
    return inserted !== null;
  }

  async enable(endpoint: string): Promise<boolean> {
    this.#requireOpen();
    const response = await stored(this.#parts.boss.deleteJob(QUEUE.disabled, hashId(endpoint)));
    await this.#worker?.readDisabled();
    return (response as { readonly affected?: number }).affected === 1;
  }

  async disabled(): Promise<DisabledEndpoint[]> {
    const rows = await this.#query<{ data: string }>(DISABLED);
    return rows.map(({ data }) => JSON.parse(data) as DisabledEndpoint);
  }

  async unused(endpoints: readonly string[]): Promise<string[]> {
    const rows = await this.#query<{ endpoint: string }>(UNUSED, [endpoints]);
    return rows.map(({ endpoint }) => endpoint);
  }

  async purge(query: PurgeQuery): Promise<number> {
    const { state, endpoint = null, before = null } = query;
    const limit = requireInteger('limit', query.limit ?? PURGE_STEP.default, { max: PURGE_STEP.most });
    const [row] = await this.#query<{ count: string }>(purge(state), [endpoint, before, limit]);
    this.#worker?.wake();
    return Number(row?.count ?? 0);
  }

  async close(options: CloseOptions = {}): Promise<void> {
    const drainMs = drainMsOf(options);
    this.#closed ??= this.#close(drainMs);
    await this.#closed;
  }

  async #close(drainMs: number): Promise<void> {
    await this.#worker?.close({ drainMs });
    await this.#enqueuer.idle();
    await stored(this.#parts.stop());
  }

  #now(): number {
    return this.#parts.clock.now();
  }

  #query<Row>(sql: string, values: unknown[] = []): Promise<readonly Row[]> {
    this.#requireOpen();
    const { database, schema } = this.#parts;
    return rowsOf<Row>(database, sql, { schema, values });
  }

  #requireOpen(): void {
    if (this.#closed === undefined) return;
    throw new StoreError('ERR_WEBHOOK_STORE_CLOSED', 'this queue was closed: open a new one');
  }
}
