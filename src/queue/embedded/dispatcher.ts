/**
 * The worker of the embedded queues: claims due deliveries, gives them to the handler, stores the answers.
 *
 * It takes part in the commits that store the answers and new messages of one turn of the event loop, so claiming a
 * delivery does not cost another `fsync`.
 *
 * @module queue/embedded/dispatcher
 */
import { StoreError } from '../../errors/index.ts';
import { requireNumber } from '../../errors/options.ts';
import { EndpointScheduler, type Grant, type Wake } from './endpoint-scheduler.ts';
import type { EngineSettings } from '../engine-options.ts';
import { type ClaimedDelivery, InFlight, type RowId } from '../in-flight.ts';
import { MAX_UNSTORED_ANSWERS, READ_RETRY_MS } from '../limits.ts';
import type { Outcome } from '../outcome.ts';
import type { CloseOptions, QueueWorker } from '../queue.ts';
import { drainMsOf, type WorkSettings } from '../work-settings.ts';
import type { CommitFailure, CommitQueue } from './commit-queue.ts';
import type { ClaimedBatch, DeliveryStore } from './delivery-store.ts';
import type { UnstoredAnswers } from './unstored-answers.ts';

/** The parts that a {@link Dispatcher} needs. */
export interface DispatcherOptions {
  readonly store: DeliveryStore;
  readonly commits: CommitQueue;
  readonly answers: UnstoredAnswers;
  readonly settings: EngineSettings;
  readonly work: WorkSettings;
  /** Called once the worker is closed. */
  readonly onClosed: () => void;
}

/** A running worker on an embedded store. */
export class Dispatcher implements QueueWorker {
  readonly #options: DispatcherOptions;
  readonly #scheduler: EndpointScheduler;
  readonly #inFlight: InFlight<ClaimedDelivery>;
  /** Claimed in the running commit. */
  #claimed: ClaimedDelivery[] = [];
  #damaged: ClaimedDelivery[] = [];
  #isPaused = false;
  /** Nothing is claimed before this time: the store could not begin a commit. */
  #refusedUntil = 0;
  #closing: Promise<void> | undefined;
  #wake: { readonly at: number; readonly cancel: () => void } | undefined;

  /** @param options the store, its commits, and the settings of `work` */
  constructor(options: DispatcherOptions) {
    this.#options = options;
    const { store, commits, settings, work } = options;
    this.#scheduler = new EndpointScheduler(work.limitOf);
    this.#inFlight = new InFlight({
      settings,
      handle: ({ delivery }, context) => work.handler(delivery, context),
      onEnded: (claimed, outcome) => this.#settle(claimed, outcome),
    });
    for (const { endpoint } of store.disabled()) this.#scheduler.setDisabled(endpoint, true);
    for (const head of store.heads()) this.#scheduler.offer(head);
    commits.setParticipant({
      hasWork: () => this.#hasWork(),
      claim: () => this.#claim(),
      claimed: (failure) => this.#start(failure),
    });
    commits.schedule();
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Rows that a handler has. */
  get rowIds(): Iterable<RowId> {
    return this.#inFlight.rowIds;
  }

  /**
   * @param rowId of a row
   * @returns whether a handler has it
   */
  holds(rowId: RowId): boolean {
    return this.#inFlight.has(rowId);
  }

  /** @param wakes endpoints and the times when they are due */
  offer(wakes: readonly Wake[]): void {
    for (const wake of wakes) this.#scheduler.offer(wake);
    this.#options.commits.schedule();
  }

  /**
   * @param endpoint that was disabled or enabled
   * @param disabled whether it is disabled
   */
  setDisabled(endpoint: string, disabled: boolean): void {
    this.#scheduler.setDisabled(endpoint, disabled);
    this.#options.commits.schedule();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#options.commits.schedule();
  }

  hold(endpoint: string, heldUntil: number): void {
    requireNumber('heldUntil', heldUntil, { min: 0 });
    this.#scheduler.hold(endpoint, heldUntil, this.#options.settings.clock.now());
    this.#options.commits.schedule();
  }

  async close(options: CloseOptions = {}): Promise<void> {
    const drainMs = drainMsOf(options);
    this.#closing ??= this.#close(drainMs);
    await this.#closing;
  }

  #isFull(): boolean {
    const { work, commits } = this.#options;
    return (
      this.#inFlight.size >= work.concurrency ||
      this.#inFlight.bytes >= work.maxBytesInFlight ||
      commits.keptCount > MAX_UNSTORED_ANSWERS
    );
  }

  /** Whether a delivery is due and may start; if not, sets a timer for the next due time. */
  #hasWork(): boolean {
    if (this.#closing !== undefined || this.#isPaused || this.#isFull()) return false;
    const now = this.#options.settings.clock.now();
    const dueAt = this.#scheduler.nextWakeAt();
    const at = dueAt === undefined ? undefined : Math.max(dueAt, this.#refusedUntil);
    if (at !== undefined && at <= now) return true;
    this.#arm(at, now);
    return false;
  }

  #claim(): void {
    const now = this.#options.settings.clock.now();
    while (!this.#isFull()) {
      const grant = this.#scheduler.next(now, this.#options.work.concurrency - this.#inFlight.size);
      if (grant === undefined) break;
      this.#claimFor(grant, now);
    }
    this.#arm(this.#scheduler.nextWakeAt(), now);
  }

  #claimFor({ endpoint, room }: Grant, now: number): void {
    const found = this.#find(endpoint, room, now);
    this.#scheduler.started(endpoint, found.claimed.length + found.damaged.length, found.nextDueAt);
    for (const claimed of found.claimed) this.#inFlight.add(claimed);
    this.#claimed.push(...found.claimed);
    this.#damaged.push(...found.damaged);
  }

  #find(endpoint: string, room: number, now: number): ClaimedBatch {
    const { store, work, settings, answers } = this.#options;
    const maxBytes = work.maxBytesInFlight - this.#inFlight.bytes;
    try {
      return store.claim({ endpoint, now, limit: room, maxBytes, except: [...answers.unclaimed] });
    } catch (error) {
      settings.onProblem(unreadable(error));
      return { claimed: [], damaged: [], nextDueAt: now + READ_RETRY_MS };
    }
  }

  /** The handlers start when the claim is stored, and also if that fails: this only owner knows its claims. */
  #start(failure: CommitFailure | undefined): void {
    const [claimed, damaged] = [this.#claimed, this.#damaged];
    [this.#claimed, this.#damaged] = [[], []];
    if (failure !== undefined) this.#notCommitted([...claimed, ...damaged], failure);
    for (const row of damaged) this.#deadLetter(row);
    // Those that are missing were released while the commit went to the disk: the drain time of `close` was over.
    for (const row of claimed) if (this.#inFlight.has(row.rowId)) this.#inFlight.start(row);
  }

  #notCommitted(rows: readonly ClaimedDelivery[], { error }: CommitFailure): void {
    const { settings, answers } = this.#options;
    for (const { rowId } of rows) answers.addUnclaimed(rowId);
    if (rows.length > 0) return;
    // What is due is still due: without a pause, one commit after another would fail.
    this.#refusedUntil = settings.clock.now() + READ_RETRY_MS;
    settings.onProblem(unreadable(error));
  }

  /**
   * The store has the answer of a delivery, perhaps one of an earlier worker.
   *
   * @param claimed the delivery
   * @param outcome of its handler
   * @param wakes endpoints and the times when they are due
   */
  stored(claimed: ClaimedDelivery, outcome: Outcome, wakes: readonly Wake[]): void {
    // Again: an `enable` that was called earlier may have ended meanwhile.
    if (outcome.kind === 'disable') this.#scheduler.setDisabled(claimed.delivery.endpoint, true);
    this.offer(wakes);
  }

  #settle(claimed: ClaimedDelivery, outcome: Outcome): void {
    const { endpoint } = claimed.delivery;
    // At once, so that the backlog is not attempted while the answer is being stored.
    if (outcome.kind === 'disable') this.#scheduler.setDisabled(endpoint, true);
    this.#scheduler.finished(endpoint);
    this.#options.answers.store(claimed, outcome);
  }

  #deadLetter(row: ClaimedDelivery): void {
    const { settings } = this.#options;
    const code = 'ERR_WEBHOOK_STORE_CORRUPT';
    const message = `delivery ${row.delivery.id} changed on the disk: it is kept as a dead letter and not sent`;
    settings.onProblem(new StoreError(code, message));
    this.#settle(row, { kind: 'dead', reason: code, diedAt: settings.clock.now() });
  }

  #arm(at: number | undefined, now: number): void {
    if (this.#wake?.at === at) return;
    this.#wake?.cancel();
    this.#wake = undefined;
    // Nothing waits, or something is due already: the end of a handler or the next commit checks again.
    if (at === undefined || at <= now) return;
    const fire = (): void => {
      this.#wake = undefined;
      this.#options.commits.schedule();
    };
    this.#wake = { at, cancel: this.#options.settings.clock.after(at - now, fire) };
  }

  async #close(drainMs: number): Promise<void> {
    this.#wake?.cancel();
    await this.#inFlight.drain(drainMs);
    await this.#options.commits.flush(true);
    this.#options.commits.setParticipant();
    this.#options.onClosed();
  }
}

function unreadable(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const message = 'the queue could not be read: it is tried again';
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
}
