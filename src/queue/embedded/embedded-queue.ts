/**
 * The queue inside the process: checks, group commit and a dispatcher on a {@link DeliveryStore}. Memory and SQLite
 * differ only in the store.
 *
 * @module queue/embedded/embedded-queue
 */
import type { RowId } from '../in-flight.ts';
import { StoreError } from '../../errors/index.ts';
import { requireString, requireStrings } from '../../errors/options.ts';
import type { EngineSettings } from '../engine-options.ts';
import { MAX_ENDPOINT_LENGTH, MAX_KEY_LENGTH } from '../limits.ts';
import { newDeliveryId, prepareMessages, requireText } from '../message.ts';
import { checkedDeadQuery, checkedPurge } from '../queries.ts';
import type {
  CloseOptions,
  DeadLetter,
  DeadQuery,
  DeliveryWithPayload,
  EnqueueOptions,
  EnqueueResult,
  Queue,
  QueueHandler,
  QueueMessage,
  QueueStats,
  QueueWorker,
  DisabledEndpoint,
  PurgeQuery,
  WorkOptions,
} from '../queue.ts';
import { drainMsOf, workSettings } from '../work-settings.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Wake } from './endpoint-scheduler.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { Dispatcher } from './dispatcher.ts';
import { UnstoredAnswers } from './unstored-answers.ts';

/** A queue on a store that only this process owns. */
export class EmbeddedQueue implements Queue {
  readonly engine: 'memory' | 'sqlite';
  readonly durable: boolean;
  readonly #store: DeliveryStore;
  readonly #settings: EngineSettings;
  readonly #commits: CommitQueue;
  readonly #answers: UnstoredAnswers;
  #worker: Dispatcher | undefined;
  #closed: Promise<void> | undefined;

  /**
   * @param engine its name
   * @param store of the deliveries
   * @param settings the caller's options with their defaults
   */
  constructor(engine: 'memory' | 'sqlite', store: DeliveryStore, settings: EngineSettings) {
    this.engine = engine;
    this.durable = engine === 'sqlite';
    this.#store = store;
    this.#settings = settings;
    this.#commits = new CommitQueue({
      commit: (work) => {
        store.commit(work);
        return store.sync?.();
      },
      clock: settings.clock,
      onProblem: settings.onProblem,
    });
    this.#answers = new UnstoredAnswers({
      store,
      commits: this.#commits,
      onStored: (claimed, outcome, wakes) => this.#worker?.stored(claimed, outcome, wakes),
    });
    if (store.left.length > 0) {
      this.#commits.keep(
        () => store.freeLeft(),
        () => this.#worker?.offer(store.heads()),
      );
    }
  }

  async enqueue(messages: readonly QueueMessage[], options: EnqueueOptions = {}): Promise<EnqueueResult[]> {
    this.#requireOpen();
    if (options.tx !== undefined) {
      throw new TypeError(`the ${this.engine} queue does not support tx: use postgresQueue()`);
    }
    const now = this.#settings.clock.now();
    const prepared = prepareMessages(messages, { now, newId: () => newDeliveryId(now) });
    if (prepared.length === 0) return [];
    const keysSince = now - this.#settings.idempotencyRetentionMs;
    return this.#write((wake) => prepared.map((message) => this.#store.insert(message, keysSince, wake)));
  }

  async work(handler: QueueHandler, options: WorkOptions): Promise<QueueWorker> {
    this.#requireOpen();
    const work = workSettings(handler, options, this.#settings);
    if (this.#worker !== undefined)
      throw new TypeError('this queue already has a worker: close that worker first');
    this.#worker = new Dispatcher({
      store: this.#store,
      commits: this.#commits,
      answers: this.#answers,
      settings: this.#settings,
      work,
      onClosed: () => {
        this.#worker = undefined;
      },
    });
    return this.#worker;
  }

  async stats(): Promise<QueueStats> {
    return this.#read(() => {
      return this.#store.stats(this.#settings.clock.now(), this.#rowsInUse());
    });
  }

  async get(id: string): Promise<DeliveryWithPayload | undefined> {
    requireString('id', id);
    return this.#read(() => {
      const found = this.#store.get(id);
      if (found === undefined) return undefined;
      const inUse = this.#worker?.holds(found.rowId) === true || this.#answers.rowIds.has(found.rowId);
      return inUse ? { ...found.delivery, state: 'in-flight' } : found.delivery;
    });
  }

  async dead(query: DeadQuery = {}): Promise<DeadLetter[]> {
    const checked = checkedDeadQuery(query);
    return this.#read(() => this.#store.dead(checked));
  }

  async replay(ids: readonly string[]): Promise<string[]> {
    this.#requireOpen();
    const asked = requireStrings('ids', ids);
    return this.#write((wake) => this.#store.replay(asked, this.#settings.clock.now(), wake));
  }

  async disable(endpoint: string, reason: string): Promise<boolean> {
    this.#requireOpen();
    requireText(endpoint, 'endpoint', MAX_ENDPOINT_LENGTH);
    requireText(reason, 'reason', MAX_KEY_LENGTH);
    const since = this.#settings.clock.now();
    const disabled = await this.#commits.call(() => this.#store.disable({ endpoint, reason, since }));
    this.#worker?.setDisabled(endpoint, true);
    return disabled;
  }

  async enable(endpoint: string): Promise<boolean> {
    this.#requireOpen();
    requireText(endpoint, 'endpoint', MAX_ENDPOINT_LENGTH);
    const freed = await this.#commits.call(() => this.#store.enable(endpoint));
    if (freed === undefined) return false;
    this.#worker?.setDisabled(endpoint, false);
    if (freed.dueAt !== undefined) this.#worker?.offer([{ endpoint, dueAt: freed.dueAt }]);
    return true;
  }

  async disabled(): Promise<DisabledEndpoint[]> {
    return this.#read(() => this.#store.disabled());
  }

  async unused(endpoints: readonly string[]): Promise<string[]> {
    const asked = requireStrings('endpoints', endpoints);
    return this.#read(() => this.#store.unused(asked));
  }

  async purge(query: PurgeQuery): Promise<number> {
    this.#requireOpen();
    const checked = checkedPurge(query);
    return this.#write((wake) => this.#store.purge({ ...checked, inFlight: this.#rowsInUse() }, wake));
  }

  async close(options: CloseOptions = {}): Promise<void> {
    const drainMs = drainMsOf(options);
    this.#closed ??= this.#close(drainMs);
    await this.#closed;
  }

  async #close(drainMs: number): Promise<void> {
    await this.#worker?.close({ drainMs });
    await this.#commits.close();
    this.#store.close();
  }

  /** A handler has them, or their answer is not stored yet. */
  #rowsInUse(): ReadonlySet<RowId> {
    return new Set([...(this.#worker?.rowIds ?? []), ...this.#answers.rowIds]);
  }

  /** Reads what is durable: a commit that goes to the disk is waited for. */
  async #read<T>(read: () => T): Promise<T> {
    this.#requireOpen();
    await this.#commits.ended();
    return read();
  }

  async #write<T>(write: (wake: (wake: Wake) => void) => T): Promise<T> {
    let wakes: Wake[] = [];
    const result = await this.#commits.call(() => {
      wakes = [];
      return write((wake) => wakes.push(wake));
    });
    this.#worker?.offer(wakes);
    return result;
  }

  #requireOpen(): void {
    if (this.#closed === undefined) return;
    throw new StoreError('ERR_WEBHOOK_STORE_CLOSED', 'this queue was closed: open a new one');
  }
}
