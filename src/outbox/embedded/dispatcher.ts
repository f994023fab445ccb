/**
 * The worker of the embedded outboxes: takes what is due, gives it to the handler, stores the answer.
 *
 * It takes part in the commits that store the answers and the new messages of a turn of the event loop, so taking a
 * delivery costs no `fsync` of its own.
 *
 * @module outbox/embedded/dispatcher
 */
import { DeliveryError, StoreError } from '../../errors/index.ts';
import type { EngineSettings } from '../engine-options.ts';
import { DEFAULT_DRAIN_MS, type CloseOptions, type OutboxWorker } from '../outbox.ts';
import { type Settlement, settlementOf, settlementOfFault } from '../settlement.ts';
import type { WorkSettings } from '../work-settings.ts';
import type { CommitQueue } from './commit-queue.ts';
import type { DeliveryStore, Taken, Takings, Ticket, Wake } from './delivery-store.ts';
import { Lanes, type Turn } from './lanes.ts';

/** What a {@link Dispatcher} works with. */
export interface DispatcherParts {
  readonly store: DeliveryStore;
  readonly queue: CommitQueue;
  readonly settings: EngineSettings;
  readonly work: WorkSettings;
  /** Called once the worker is closed. */
  readonly onClosed: () => void;
}

/**
 * How far a lease pushes the due time, in milliseconds. It only clears the row out of the way: the one owner knows what
 * is in flight, and the next owner frees every lease when it opens the store.
 */
export const LEASE_MS = 60_000;

/** Answers that may wait for a store that refuses writes, before no more deliveries are taken. */
const MAX_UNSTORED = 10_000;
/** How long a lane waits after its rows could not be read, in milliseconds. */
const READ_RETRY_MS = 1_000;
/** How long aborted handlers have to answer, in milliseconds: those that succeeded in the last moment are stored so. */
const ABORT_GRACE_MS = 500;

/** A running worker on an embedded store. */
export class Dispatcher implements OutboxWorker {
  readonly #parts: DispatcherParts;
  readonly #lanes: Lanes;
  readonly #running = new Map<Ticket, Taken>();
  readonly #unstored = new Set<Ticket>();
  readonly #abort = new AbortController();
  /** Taken in the commit that is under way. */
  #taken: Taken[] = [];
  #damaged: Taken[] = [];
  #paused = false;
  #closing: Promise<void> | undefined;
  #wake: { readonly at: number; readonly cancel: () => void } | undefined;
  #onIdle: () => void = () => undefined;

  /** @param parts what it works with */
  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#lanes = new Lanes(parts.work.limitOf);
    for (const { endpoint } of parts.store.parked()) this.#lanes.setParked(endpoint, true);
    for (const head of parts.store.heads()) this.#lanes.offer(head);
    parts.queue.setTaker({
      wanted: () => this.#wanted(),
      take: () => this.#take(),
      taken: (committed) => this.#start(committed),
    });
    parts.queue.schedule();
  }

  get inFlight(): number {
    return this.#running.size;
  }

  /** Rows that must be left alone: a handler has them, or their answer is not stored yet. */
  get tickets(): ReadonlySet<Ticket> {
    return new Set([...this.#running.keys(), ...this.#unstored]);
  }

  /**
   * @param ticket of a row
   * @returns whether it must be left alone
   */
  holds(ticket: Ticket): boolean {
    return this.#running.has(ticket) || this.#unstored.has(ticket);
  }

  /** @param wakes what has come to fall due */
  offer(wakes: readonly Wake[]): void {
    for (const wake of wakes) this.#lanes.offer(wake);
    this.#parts.queue.schedule();
  }

  /**
   * @param endpoint to serve no more, or again
   * @param parked whether it is parked
   */
  setParked(endpoint: string, parked: boolean): void {
    this.#lanes.setParked(endpoint, parked);
    this.#parts.queue.schedule();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#parts.queue.schedule();
  }

  hold(endpoint: string, until: number): void {
    if (!Number.isFinite(until)) throw new RangeError('until must be a finite number of milliseconds');
    this.#lanes.hold(endpoint, until);
    this.#parts.queue.schedule();
  }

  close(options: CloseOptions = {}): Promise<void> {
    this.#closing ??= this.#close(options.drainMs ?? DEFAULT_DRAIN_MS);
    return this.#closing;
  }

  #isFull(): boolean {
    const { work, queue } = this.#parts;
    return this.#running.size >= work.concurrency || queue.keptCount > MAX_UNSTORED;
  }

  /** Whether something is due and may start; if not, sees to it that it is asked again in time. */
  #wanted(): boolean {
    if (this.#closing !== undefined || this.#paused || this.#isFull()) return false;
    const now = this.#parts.settings.clock.now();
    const at = this.#lanes.nextWakeAt(now);
    if (at !== undefined && at <= now) return true;
    this.#arm(at, now);
    return false;
  }

  #take(): void {
    const now = this.#parts.settings.clock.now();
    while (!this.#isFull()) {
      const turn = this.#lanes.next(now);
      if (turn === undefined) break;
      this.#takeTurn(turn, now);
    }
    this.#arm(this.#lanes.nextWakeAt(now), now);
  }

  #takeTurn({ lane, room }: Turn, now: number): void {
    const { store, work } = this.#parts;
    const limit = Math.min(room, work.concurrency - this.#running.size);
    const { endpoint, unleased } = lane;
    let found: Takings;
    try {
      found = store.take({ endpoint, now, limit, leaseUntil: now + LEASE_MS, unleased });
    } catch (error) {
      this.#report(error);
      found = { taken: [], damaged: [], nextDueAt: now + READ_RETRY_MS };
    }
    this.#lanes.served(lane, found.taken.length + found.damaged.length, found.nextDueAt);
    for (const row of found.taken) this.#running.set(row.ticket, row);
    this.#taken.push(...found.taken);
    this.#damaged.push(...found.damaged);
  }

  /** The handlers start when the lease is durable; or when it cannot be, since the one owner needs no lease. */
  #start(committed: boolean): void {
    const [taken, damaged] = [this.#taken, this.#damaged];
    [this.#taken, this.#damaged] = [[], []];
    for (const row of damaged) this.#bury(row);
    for (const row of taken) {
      if (!committed) this.#lanes.unleased(row.delivery.endpoint, row.ticket);
      void this.#attempt(row);
    }
  }

  async #attempt(row: Taken): Promise<void> {
    const { clock } = this.#parts.settings;
    const startedAt = clock.now();
    let settlement: Settlement;
    try {
      const answer = await this.#parts.work.handler(row.delivery, { signal: this.#abort.signal });
      settlement = settlementOf(answer, { attempt: row.delivery.attempt, startedAt, endedAt: clock.now() });
    } catch (error) {
      const aborted = this.#abort.signal.aborted;
      const ended = { attempt: row.delivery.attempt, startedAt, endedAt: clock.now() };
      settlement = aborted ? { kind: 'release', dueAt: row.delivery.dueAt } : settlementOfFault(ended);
      if (!aborted) this.#report(handlerFault(row, error));
    }
    this.#settle(row, settlement);
  }

  #settle(row: Taken, settlement: Settlement): void {
    const { ticket } = row;
    // A row that was given up at the end of the drain time has been released already.
    if (!this.#running.delete(ticket)) return;
    // At once: the rest of the backlog shall not be tried while the answer is being stored.
    if (settlement.kind === 'park') this.#lanes.setParked(row.delivery.endpoint, true);
    this.#lanes.finished(row.delivery.endpoint);
    this.#store(row, settlement);
    if (this.#running.size === 0) this.#onIdle();
  }

  #store(row: Taken, settlement: Settlement): void {
    const { store, queue } = this.#parts;
    const { endpoint } = row.delivery;
    let wakes: Wake[] = [];
    this.#unstored.add(row.ticket);
    queue.keep(
      () => {
        wakes = [];
        store.settle(row, settlement, (wake) => wakes.push(wake));
      },
      () => {
        this.#unstored.delete(row.ticket);
        this.#lanes.stored(endpoint, row.ticket);
        this.offer(wakes);
      },
    );
  }

  #bury(row: Taken): void {
    const code = 'ERR_WEBHOOK_STORE_CORRUPT';
    const message = `delivery ${row.delivery.id} changed on the disk: it is kept as a dead letter and not sent`;
    this.#report(new StoreError(code, message));
    this.#lanes.finished(row.delivery.endpoint);
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
      this.#parts.queue.schedule();
    };
    this.#wake = { at, cancel: this.#parts.settings.clock.after(at - now, fire) };
  }

  async #close(drainMs: number): Promise<void> {
    this.#wake?.cancel();
    await this.#idleWithin(drainMs);
    if (this.#running.size > 0) {
      this.#abort.abort();
      await this.#idleWithin(ABORT_GRACE_MS);
    }
    for (const row of this.#running.values()) {
      this.#settle(row, { kind: 'release', dueAt: row.delivery.dueAt });
    }
    this.#parts.queue.flush(true);
    this.#parts.queue.setTaker();
    this.#parts.onClosed();
  }

  #idleWithin(ms: number): Promise<void> {
    if (this.#running.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#parts.settings.clock.after(ms, resolve);
      this.#onIdle = () => {
        cancel();
        resolve();
      };
    });
  }

  #report(problem: unknown): void {
    const known = problem instanceof StoreError || problem instanceof DeliveryError;
    const message = 'the outbox could not be read: it is tried again';
    this.#parts.settings.onProblem(
      known ? problem : new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause: problem }),
    );
  }
}

function handlerFault(row: Taken, cause: unknown): DeliveryError {
  const { id, attempt } = row.delivery;
  const message = `the handler threw at delivery ${id}: it must answer, whatever happens; tried again later`;
  return new DeliveryError('ERR_WEBHOOK_HANDLER_FAILED', message, { attempt, cause });
}
