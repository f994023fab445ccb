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
import type { Settlement } from '../settlement.ts';
import { drainMsOf, type WorkSettings } from '../work-settings.ts';
import type { CommitQueue } from './commit-queue.ts';
import type { DeliveryStore, Taken, Takings } from './delivery-store.ts';
import { Flights } from '../flights.ts';
import { Lanes, type Ticket, type Turn, type Wake } from '../lanes.ts';

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
/** How long a lane waits after its rows could not be read, in milliseconds. */
const READ_RETRY_MS = 1_000;

/** A running worker on an embedded store. */
export class Dispatcher implements QueueWorker {
  readonly #parts: DispatcherParts;
  readonly #lanes: Lanes;
  readonly #flights: Flights<Taken>;
  readonly #unstored = new Set<Ticket>();
  /** Taken in the commit that is under way. */
  #taken: Taken[] = [];
  #damaged: Taken[] = [];
  #paused = false;
  #closing: Promise<void> | undefined;
  #wake: { readonly at: number; readonly cancel: () => void } | undefined;

  /** @param parts what it works with */
  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#lanes = new Lanes(parts.work.limitOf);
    this.#flights = new Flights({
      settings: parts.settings,
      handler: parts.work.handler,
      onEnded: (row, settlement) => this.#settle(row, settlement),
    });
    for (const { endpoint } of parts.store.parked()) this.#lanes.setParked(endpoint, true);
    for (const head of parts.store.heads()) this.#lanes.offer(head);
    parts.commits.setTaker({
      wanted: () => this.#wanted(),
      isBusy: () => this.#flights.size > parts.work.concurrency / 2,
      take: () => this.#take(),
      taken: (committed) => this.#start(committed),
    });
    parts.commits.schedule();
  }

  get inFlight(): number {
    return this.#flights.size;
  }

  /** Rows that must be left alone: a handler has them, or their answer is not stored yet. */
  get tickets(): ReadonlySet<Ticket> {
    return new Set([...this.#flights.tickets, ...this.#unstored]);
  }

  /**
   * @param ticket of a row
   * @returns whether it must be left alone
   */
  holds(ticket: Ticket): boolean {
    return this.#flights.has(ticket) || this.#unstored.has(ticket);
  }

  /** @param wakes what has come to fall due */
  offer(wakes: readonly Wake[]): void {
    for (const wake of wakes) this.#lanes.offer(wake);
    this.#parts.commits.schedule();
  }

  /**
   * @param endpoint to serve no more, or again
   * @param parked whether it is parked
   */
  setParked(endpoint: string, parked: boolean): void {
    this.#lanes.setParked(endpoint, parked);
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
    this.#lanes.hold(endpoint, until, this.#parts.settings.clock.now());
    this.#parts.commits.schedule();
  }

  async close(options: CloseOptions = {}): Promise<void> {
    const drainMs = drainMsOf(options);
    this.#closing ??= this.#close(drainMs);
    await this.#closing;
  }

  #isFull(): boolean {
    const { work, commits } = this.#parts;
    return this.#flights.size >= work.concurrency || commits.keptCount > MAX_UNSTORED;
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
    const limit = Math.min(room, work.concurrency - this.#flights.size);
    const { endpoint, unclaimed } = lane;
    let found: Takings;
    try {
      found = store.take({ endpoint, now, limit, unclaimed });
    } catch (error) {
      this.#report(error);
      found = { taken: [], damaged: [], nextDueAt: now + READ_RETRY_MS };
    }
    this.#lanes.served(lane, found.taken.length + found.damaged.length, found.nextDueAt);
    for (const row of found.taken) this.#flights.board(row);
    this.#taken.push(...found.taken);
    this.#damaged.push(...found.damaged);
  }

  /** The handlers start when the claim is durable; or when it cannot be, since the one owner knows what it has. */
  #start(committed: boolean): void {
    const [taken, damaged] = [this.#taken, this.#damaged];
    [this.#taken, this.#damaged] = [[], []];
    for (const row of damaged) this.#bury(row);
    for (const row of taken) {
      if (!committed) this.#lanes.unclaimed(row.delivery.endpoint, row.ticket);
      this.#flights.start(row);
    }
  }

  #settle(row: Taken, settlement: Settlement): void {
    // At once: the rest of the backlog shall not be tried while the answer is being stored.
    if (settlement.kind === 'park') this.#lanes.setParked(row.delivery.endpoint, true);
    this.#lanes.finished(row.delivery.endpoint);
    this.#store(row, settlement);
  }

  #store(row: Taken, settlement: Settlement): void {
    const { store, commits } = this.#parts;
    const { endpoint } = row.delivery;
    let wakes: Wake[] = [];
    this.#unstored.add(row.ticket);
    commits.keep(
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
      this.#parts.commits.schedule();
    };
    this.#wake = { at, cancel: this.#parts.settings.clock.after(at - now, fire) };
  }

  async #close(drainMs: number): Promise<void> {
    this.#wake?.cancel();
    await this.#flights.drain(drainMs);
    this.#parts.commits.flush(true);
    this.#parts.commits.setTaker();
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
