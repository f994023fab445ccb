/**
 * The worker of the embedded queues: takes what is due, gives it to the handler, stores the answer.
 *
 * It takes part in the commits that store the answers and the new messages of a turn of the event loop, so taking a
 * delivery costs no `fsync` of its own.
 *
 * @module queue/embedded/dispatcher
 */
import { DeliveryError, StoreError } from '../../errors/index.ts';
import type { EngineSettings } from '../engine-options.ts';
import type { CloseOptions, QueueWorker } from '../queue.ts';
import type { Outcome } from '../outcome.ts';
import { drainMsOf, type WorkSettings } from '../work-settings.ts';
import type { CommitQueue } from './commit-queue.ts';
import type { DeliveryStore, ClaimedBatch } from './delivery-store.ts';
import { type ClaimedDelivery, InFlight } from '../in-flight.ts';
import { EndpointScheduler, type RowId, type Grant, type Wake } from '../endpoint-scheduler.ts';

/** What a {@link Dispatcher} works with. */
export interface DispatcherParts {
  readonly store: DeliveryStore;
  readonly commits: CommitQueue;
  readonly settings: EngineSettings;
  readonly work: WorkSettings;
  /** Called once the worker is closed. */
  readonly onClosed: () => void;
}

/** Answers that may wait for a store that refuses writes, before no more deliveries are taken. */
const MAX_UNSTORED = 10_000;
/** How long an endpoint waits after its rows could not be read, in milliseconds. */
const READ_RETRY_MS = 1_000;

/** A running worker on an embedded store. */
export class Dispatcher implements QueueWorker {
  readonly #parts: DispatcherParts;
  readonly #scheduler: EndpointScheduler;
  readonly #inFlight: InFlight<ClaimedDelivery>;
  readonly #unstored = new Set<RowId>();
  /** ClaimedDelivery in the commit that is under way. */
  #claimed: ClaimedDelivery[] = [];
  #damaged: ClaimedDelivery[] = [];
  #paused = false;
  #closing: Promise<void> | undefined;
  #wake: { readonly at: number; readonly cancel: () => void } | undefined;

  /** @param parts what it works with */
  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#scheduler = new EndpointScheduler(parts.work.limitOf);
    this.#inFlight = new InFlight({
      settings: parts.settings,
      handler: parts.work.handler,
      onEnded: (row, outcome) => this.#settle(row, outcome),
    });
    for (const { endpoint } of parts.store.disabled()) this.#scheduler.setDisabled(endpoint, true);
    for (const head of parts.store.heads()) this.#scheduler.offer(head);
    parts.commits.setParticipant({
      wanted: () => this.#wanted(),
      isBusy: () => this.#inFlight.size > parts.work.concurrency / 2,
      claim: () => this.#claim(),
      claimed: (committed) => this.#start(committed),
    });
    parts.commits.schedule();
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Rows that must be left alone: a handler has them, or their answer is not stored yet. */
  get rowIds(): ReadonlySet<RowId> {
    return new Set([...this.#inFlight.rowIds, ...this.#unstored]);
  }

  /**
   * @param rowId of a row
   * @returns whether it must be left alone
   */
  holds(rowId: RowId): boolean {
    return this.#inFlight.has(rowId) || this.#unstored.has(rowId);
  }

  /** @param wakes what has come to fall due */
  offer(wakes: readonly Wake[]): void {
    for (const wake of wakes) this.#scheduler.offer(wake);
    this.#parts.commits.schedule();
  }

  /**
   * @param endpoint to serve no more, or again
   * @param disabled whether it is
   */
  setDisabled(endpoint: string, disabled: boolean): void {
    this.#scheduler.setDisabled(endpoint, disabled);
    this.#parts.commits.schedule();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#parts.commits.schedule();
  }

  hold(endpoint: string, until: number): void {
    if (!Number.isFinite(until)) throw new RangeError('until must be a finite number of milliseconds');
    this.#scheduler.hold(endpoint, until, this.#parts.settings.clock.now());
    this.#parts.commits.schedule();
  }

  async close(options: CloseOptions = {}): Promise<void> {
    const drainMs = drainMsOf(options);
    this.#closing ??= this.#close(drainMs);
    await this.#closing;
  }

  #isFull(): boolean {
    const { work, commits } = this.#parts;
    return this.#inFlight.size >= work.concurrency || commits.keptCount > MAX_UNSTORED;
  }

  /** Whether something is due and may start; if not, sees to it that it is asked again in time. */
  #wanted(): boolean {
    if (this.#closing !== undefined || this.#paused || this.#isFull()) return false;
    const now = this.#parts.settings.clock.now();
    const at = this.#scheduler.nextWakeAt(now);
    if (at !== undefined && at <= now) return true;
    this.#arm(at, now);
    return false;
  }

  #claim(): void {
    const now = this.#parts.settings.clock.now();
    while (!this.#isFull()) {
      const grant = this.#scheduler.next(now);
      if (grant === undefined) break;
      this.#claimFor(grant, now);
    }
    this.#arm(this.#scheduler.nextWakeAt(now), now);
  }

  #claimFor({ state, room }: Grant, now: number): void {
    const { store, work } = this.#parts;
    const limit = Math.min(room, work.concurrency - this.#inFlight.size);
    const { endpoint, unclaimed } = state;
    let found: ClaimedBatch;
    try {
      found = store.claim({ endpoint, now, limit, unclaimed });
    } catch (error) {
      this.#report(error);
      found = { claimed: [], damaged: [], nextDueAt: now + READ_RETRY_MS };
    }
    this.#scheduler.served(state, found.claimed.length + found.damaged.length, found.nextDueAt);
    for (const row of found.claimed) this.#inFlight.add(row);
    this.#claimed.push(...found.claimed);
    this.#damaged.push(...found.damaged);
  }

  /** The handlers start when the claim is durable; or when it cannot be, since the one owner knows what it has. */
  #start(committed: boolean): void {
    const [claimed, damaged] = [this.#claimed, this.#damaged];
    [this.#claimed, this.#damaged] = [[], []];
    for (const row of damaged) this.#deadLetter(row);
    for (const row of claimed) {
      if (!committed) this.#scheduler.unclaimed(row.delivery.endpoint, row.rowId);
      this.#inFlight.start(row);
    }
  }

  #settle(row: ClaimedDelivery, outcome: Outcome): void {
    // At once: the rest of the backlog shall not be tried while the answer is being stored.
    if (outcome.kind === 'disable') this.#scheduler.setDisabled(row.delivery.endpoint, true);
    this.#scheduler.finished(row.delivery.endpoint);
    this.#store(row, outcome);
  }

  #store(row: ClaimedDelivery, outcome: Outcome): void {
    const { store, commits } = this.#parts;
    const { endpoint } = row.delivery;
    let wakes: Wake[] = [];
    this.#unstored.add(row.rowId);
    commits.keep(
      () => {
        wakes = [];
        store.settle(row, outcome, (wake) => wakes.push(wake));
      },
      () => {
        this.#unstored.delete(row.rowId);
        this.#scheduler.stored(endpoint, row.rowId);
        this.offer(wakes);
      },
    );
  }

  #deadLetter(row: ClaimedDelivery): void {
    const code = 'ERR_WEBHOOK_STORE_CORRUPT';
    const message = `delivery ${row.delivery.id} changed on the disk: it is kept as a dead letter and not sent`;
    this.#report(new StoreError(code, message));
    this.#scheduler.finished(row.delivery.endpoint);
    this.#store(row, { kind: 'dead', reason: code, diedAt: this.#parts.settings.clock.now() });
  }

  #arm(at: number | undefined, now: number): void {
    if (this.#wake?.at === at) return;
    this.#wake?.cancel();
    this.#wake = undefined;
    // Full or due: the end of a handler or the next commit looks again.
    if (at === undefined || at <= now) return;
    const fire = (): void => {
      this.#wake = undefined;
      this.#parts.commits.schedule();
    };
    this.#wake = { at, cancel: this.#parts.settings.clock.after(at - now, fire) };
  }

  async #close(drainMs: number): Promise<void> {
    this.#wake?.cancel();
    await this.#inFlight.drain(drainMs);
    this.#parts.commits.flush(true);
    this.#parts.commits.setParticipant();
    this.#parts.onClosed();
  }

  #report(problem: unknown): void {
    const known = problem instanceof StoreError || problem instanceof DeliveryError;
    const message = 'the queue could not be read: it is tried again';
    this.#parts.settings.onProblem(
      known ? problem : new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause: problem }),
    );
  }
}
