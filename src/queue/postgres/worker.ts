/**
 * The worker of the queue in Postgres: gets jobs from graphile-worker, starts their deliveries within the limits of
 * their endpoints, and stores the answers.
 *
 * @module queue/postgres/worker
 */
import type { EngineSettings } from '../engine-options.ts';
import { InFlight } from '../in-flight.ts';
import { EndpointScheduler } from '../endpoint-scheduler.ts';
import type { CloseOptions, QueueWorker } from '../queue.ts';
import type { Outcome } from '../outcome.ts';
import { drainMsOf, type WorkSettings } from '../work-settings.ts';
import type { PostgresClaim } from './answer.ts';
import { Aside } from './aside.ts';
import type { GraphileHelpers, GraphileWorker } from './graphile.ts';
import type { Job } from './hand.ts';
import { Liveness } from './liveness.ts';
import type { PostgresPool } from './pool.ts';
import { Runner } from './runner.ts';
import { Waiting } from './waiting.ts';
import { Writer } from './writer.ts';

/** What a {@link PostgresWorker} works with. */
export interface WorkerParts {
  readonly graphile: GraphileWorker;
  readonly pool: PostgresPool;
  readonly schema: string;
  readonly settings: EngineSettings;
  readonly work: WorkSettings;
  readonly pollIntervalMs: number;
  /** Called once the worker is closed. */
  readonly onClosed: () => void;
}

/** Jobs in hand besides those that run, at least: so many are looked at to be fair among endpoints. */
const MIN_SLOTS = 64;
/** Answers that may wait for a database that is away, before nothing more is started. */
const MAX_UNSTORED = 10_000;
/** How long what is left may take to be written when the worker closes, in milliseconds. */
const LAST_WRITES_MS = 5_000;

/** A running worker in Postgres. */
export class PostgresWorker implements QueueWorker {
  readonly #parts: WorkerParts;
  readonly #scheduler: EndpointScheduler;
  readonly #waiting: Waiting;
  readonly #inFlight: InFlight<PostgresClaim>;
  readonly #writer: Writer;
  readonly #aside: Aside;
  readonly #liveness: Liveness;
  readonly #runner: Runner;
  #starting = 0;
  #scheduled = false;
  #paused = false;
  #closing: Promise<void> | undefined;
  #cancelWake: () => void = () => undefined;

  /** @param parts what it works with; `start` starts it */
  constructor(parts: WorkerParts) {
    this.#parts = parts;
    const { pool, schema, settings, work } = parts;
    const { clock, onProblem } = settings;
    const slots = Math.max(work.concurrency, MIN_SLOTS);
    this.#scheduler = new EndpointScheduler(work.limitOf);
    this.#inFlight = new InFlight({
      settings,
      handler: work.handler,
      onEnded: (claim, outcome) => void this.#settle(claim, outcome),
    });
    this.#writer = new Writer({ pool, schema, settings, worker: () => this.#liveness.worker });
    const wanted = (endpoint: string): number =>
      this.#isStopped ? 0 : this.#waiting.wanted(endpoint, this.#now());
    this.#aside = new Aside({ pool, schema, clock, wanted, onProblem });
    const { limitOf } = work;
    const [scheduler, aside, writer] = [this.#scheduler, this.#aside, this.#writer];
    this.#waiting = new Waiting({ scheduler, aside, writer, limitOf, slots });
    const onTick = (): void => void this.#aside.sweep().catch(onProblem);
    this.#liveness = new Liveness({ pool, schema, clock, onProblem, onTick });
    this.#runner = new Runner({
      ...parts,
      slots,
      onProblem,
      task: (payload, helpers) => this.#arrive(payload, helpers),
      onPool: (poolId) => void this.#liveness.setPool(poolId).catch(onProblem),
    });
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Starts to work. */
  async start(): Promise<void> {
    await this.#liveness.start();
    this.#runner.start();
  }

  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    void this.#stopRunner();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#runner.start();
    this.#schedule();
  }

  hold(endpoint: string, until: number): void {
    if (!Number.isFinite(until)) throw new RangeError('until must be a finite number of milliseconds');
    this.#waiting.hold(endpoint, until, this.#now());
    this.#schedule();
  }

  /** @param endpoint that was freed: what was set aside is wanted again */
  enabled(endpoint: string): void {
    this.#aside.note(endpoint);
    this.#aside.promote([endpoint]);
  }

  async close(options: CloseOptions = {}): Promise<void> {
    const drainMs = drainMsOf(options);
    this.#closing ??= this.#close(drainMs);
    await this.#closing;
  }

  #now(): number {
    return this.#parts.settings.clock.now();
  }

  /** A job of graphile-worker's, in hand until its promise ends. */
  #arrive(payload: unknown, { job }: GraphileHelpers): Promise<void> {
    const {
      s: seq,
      n: attemptsBefore,
      e: endpoint,
      o: ordered,
    } = payload as Record<'s' | 'n', number> & JobFlags;
    return new Promise((end, fail) => {
      this.#waiting.put({ seq, attemptsBefore, endpoint, ordered, runAt: job.run_at.getTime(), end, fail });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#dispatch();
    });
  }

  get #isStopped(): boolean {
    return this.#paused || this.#closing !== undefined;
  }

  get #free(): number {
    const busy = this.#inFlight.size + this.#starting;
    return this.#writer.unstored > MAX_UNSTORED ? 0 : this.#parts.work.concurrency - busy;
  }

  #dispatch(): void {
    if (this.#isStopped) return this.#waiting.empty();
    const now = this.#now();
    for (
      let jobs = this.#waiting.next(now, this.#free);
      jobs !== undefined;
      jobs = this.#waiting.next(now, this.#free)
    ) {
      for (const job of jobs) void this.#start(job);
    }
    if (this.#free > 0) this.#waiting.clearTheWay(now);
    this.#arm(now);
  }

  async #start(job: Job): Promise<void> {
    this.#starting += 1;
    let claim: PostgresClaim | undefined;
    try {
      claim = await this.#writer.start(job);
      job.end();
    } catch (error) {
      job.fail(error);
    }
    this.#starting -= 1;
    if (claim === undefined) this.#landed(job.endpoint, job.seq);
    else if (this.#closing === undefined) this.#inFlight.start(claim);
    else void this.#settle(claim, { kind: 'release', dueAt: claim.delivery.dueAt });
  }

  async #settle(claim: PostgresClaim, outcome: Outcome): Promise<void> {
    const { endpoint } = claim.delivery;
    // At once: the rest of the backlog shall not be tried while the answer is being stored. Then the database knows it.
    if (outcome.kind === 'disable') this.#scheduler.setDisabled(endpoint, true);
    this.#scheduler.finished(endpoint);
    this.#schedule();
    await this.#writer.settle({ claim, outcome }).catch(() => undefined);
    if (outcome.kind === 'disable') this.#scheduler.setDisabled(endpoint, false);
    this.#scheduler.stored(endpoint, claim.rowId);
    this.#aside.promote([endpoint]);
    this.#schedule();
  }

  /** A job that came to nothing. */
  #landed(endpoint: string, seq: number): void {
    this.#scheduler.finished(endpoint);
    this.#scheduler.stored(endpoint, seq);
    this.#schedule();
  }

  #arm(now: number): void {
    this.#cancelWake();
    const at = this.#scheduler.nextWakeAt(now);
    if (at === undefined || at <= now) return;
    this.#cancelWake = this.#parts.settings.clock.after(at - now, () => this.#schedule());
  }

  async #stopRunner(): Promise<void> {
    const stopped = this.#runner.stop();
    this.#waiting.empty();
    await stopped;
  }

  async #close(drainMs: number): Promise<void> {
    const { clock } = this.#parts.settings;
    this.#cancelWake();
    this.#aside.close();
    const stopped = this.#stopRunner();
    const giveUp = clock.after(drainMs + LAST_WRITES_MS, () => this.#writer.giveUp());
    await this.#inFlight.drain(drainMs);
    // What was starting is released, which is written after it.
    await this.#writer.idle();
    await this.#writer.idle();
    await stopped;
    giveUp();
    await this.#liveness.stop(this.#writer.unstored === 0);
    this.#parts.onClosed();
  }
}

interface JobFlags {
  readonly e: string;
  readonly o: boolean;
}
