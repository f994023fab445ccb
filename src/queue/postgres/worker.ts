/**
 * A worker: fetches deliveries as they fall due, gives them to the handler and stores its answers.
 *
 * @module queue/postgres/worker
 */
import { createHash } from 'node:crypto';
import type { Job } from 'pg-boss';
import { StoreError } from '../../errors/index.ts';
import { InFlight } from '../in-flight.ts';
import { MAX_UNSTORED_ANSWERS } from '../limits.ts';
import type { Outcome } from '../outcome.ts';
import type { CloseOptions, QueueWorker, WorkOptions } from '../queue.ts';
import { drainMsOf, type WorkSettings } from '../work-settings.ts';
import { Answers, type Claim, claimOf } from './answers.ts';
import { type BossParts, QUEUE } from './boss.ts';
import { stored } from './connection.ts';
import { EndpointRules } from './endpoint-rules.ts';
import { HandlerTransactions } from './handler-transactions.ts';
import { deliveryOf, type JobData } from './job.ts';
import { DISABLED, SAY_ALIVE } from './statements.ts';
import { storeErrorOf } from '../../postgres/store-error.ts';

/** What a {@link PostgresWorker} works with. */
export interface WorkerParts extends BossParts, WorkSettings, Pick<WorkOptions, 'endpointConcurrency'> {
  readonly onClosed: () => void;
}

/** How often a worker says that it lives, in milliseconds: three times before it is taken for dead. */
const HEARTBEAT_MS = 3_000;
/** How often a worker looks for others that died, in milliseconds: within 20 s their deliveries run again. */
const SUPERVISE_MS = 5_000;
/** How often a worker looks for endpoints that another process has enabled, in milliseconds. */
const DISABLED_MS = 2_000;
/** How long the last answers are tried after the drain time, in milliseconds. */
const LAST_WRITES_MS = 5_000;

/** Takes deliveries for one queue object. */
export class PostgresWorker implements QueueWorker {
  readonly #parts: WorkerParts;
  readonly #answers: Answers;
  readonly #inFlight: InFlight<Claim>;
  readonly #transactions: HandlerTransactions;
  readonly #rules: EndpointRules;
  /** What this worker has, until its answer is stored. */
  readonly #claims = new Set<Claim>();
  #lastRowId = 0;
  /** The queues of pg-boss that may have something for a free place. */
  readonly #promising = new Set<string>();
  #isFetching = false;
  #fetched: Promise<void> = Promise.resolve();
  readonly #cancels = new Map<unknown, () => void>();
  #listener: { close(): Promise<void> } | undefined;
  #isPaused = false;
  #closing: Promise<void> | undefined;
  #isOver = false;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
    this.#answers = new Answers(parts);
    this.#transactions = new HandlerTransactions(parts);
    this.#rules = new EndpointRules(parts);
    this.#inFlight = new InFlight({
      settings: parts,
      handle: (claim, { signal }) => this.#transactions.run(claim, parts.handler, signal),
      onEnded: (claim, outcome) => void this.#store(claim, outcome),
    });
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Starts to work. */
  async start(): Promise<void> {
    const { boss, database, schema, pollIntervalMs } = this.#parts;
    await this.readDisabled();
    this.#listener = await database.listen?.(channelOf(schema), this.#heard, () => this.wake());
    this.#repeat(pollIntervalMs, () => this.wake());
    this.#repeat(DISABLED_MS, () => this.readDisabled());
    this.#repeat(HEARTBEAT_MS, () => this.#sayAlive());
    this.#repeat(SUPERVISE_MS, () => boss.supervise());
    this.wake();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.wake();
  }

  hold(endpoint: string, heldUntil: number): void {
    this.#rules.hold(endpoint, heldUntil);
    this.wake();
  }

  /** Looks for deliveries. */
  wake(): void {
    this.#promising.add(QUEUE.deliveries).add(QUEUE.ordered);
    this.#fetchAll();
  }

  /** Learns which endpoints are disabled. */
  async readDisabled(): Promise<void> {
    const rows = await this.#parts.query<{ endpoint: string }>(DISABLED);
    if (this.#rules.setDisabled(rows.map(({ endpoint }) => endpoint))) this.wake();
  }

  async close(options: CloseOptions = {}): Promise<void> {
    const drainMs = drainMsOf(options);
    this.#closing ??= this.#close(drainMs);
    await this.#closing;
  }

  get #isStopped(): boolean {
    return this.#isPaused || this.#closing !== undefined;
  }

  get #free(): number {
    const unstored = this.#claims.size - this.#inFlight.size;
    if (this.#isStopped || unstored > MAX_UNSTORED_ANSWERS) return 0;
    return this.#parts.concurrency - this.#inFlight.size;
  }

  #fetchAll(): void {
    if (!this.#isFetching) this.#fetched = this.#fetchWhileFree();
  }

  /** One fetch after the other, as long as there is a place and a queue that may have something for it. */
  async #fetchWhileFree(): Promise<void> {
    this.#isFetching = true;
    try {
      for (let [queue] = this.#promising; queue !== undefined && this.#free > 0; [queue] = this.#promising) {
        this.#promising.delete(queue);
        await this.#fetch(queue);
      }
    } catch (error) {
      // The next look, within `pollIntervalMs`, tries again.
      this.#report(error);
    }
    this.#isFetching = false;
  }

  async #fetch(queue: string): Promise<void> {
    const options = { batchSize: this.#free, ...this.#rules.forFetch() };
    const jobs = await stored(this.#parts.boss.fetch<JobData>(queue, options));
    // There may be more of it, after the other queue's turn.
    if (jobs.length > 0) this.#promising.add(queue);
    // Their ids grow in the order of their acceptance, in one process.
    jobs.sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const claim of jobs.flatMap((job) => this.#claim(job))) this.#begin(claim);
  }

  #claim(job: Job<JobData>): Claim[] {
    try {
      this.#lastRowId += 1;
      return [{ rowId: this.#lastRowId, job, delivery: deliveryOf(job) }];
    } catch (cause) {
      // Not deleted: somebody has made or changed it by hand, and may mend it.
      const message = `the job ${job.id} of the queue ${job.name} is not a delivery: it is cancelled, and kept`;
      this.#report(new StoreError('ERR_WEBHOOK_STORE_CORRUPT', message, { cause }));
      void this.#parts.boss.cancel(job.name, job.id).catch(this.#report);
      return [];
    }
  }

  #begin(claim: Claim): void {
    const { endpoint, dueAt } = claim.delivery;
    this.#claims.add(claim);
    this.#rules.see(endpoint);
    if (!this.#isStopped && !this.#rules.stops(endpoint)) this.#inFlight.start(claim);
    else void this.#store(claim, { kind: 'release', dueAt });
  }

  async #store(claim: Claim, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'disable') this.#rules.disable(claim.delivery.endpoint);
    this.#fetchAll();
    await this.#answers.add({ claim, outcome });
    this.#claims.delete(claim);
    // The next of its line may go, and the next of an endpoint that was at its limit.
    this.#promising.add(claim.job.name);
    this.#fetchAll();
  }

  async #sayAlive(): Promise<void> {
    const claims = [...this.#claims].map(claimOf);
    if (claims.length > 0) await this.#parts.query(SAY_ALIVE, [JSON.stringify(claims)]);
  }

  /** What pg-boss announces is the name of the queue that has something new. */
  readonly #heard = (queue: string): void => {
    if (queue === QUEUE.disabled) return void this.readDisabled().catch(this.#report);
    this.#promising.add(queue);
    this.#fetchAll();
  };

  /** Calls again and again, so many milliseconds after the last call has ended. */
  #repeat(ms: number, call: () => unknown): void {
    const run = async (): Promise<void> => {
      await Promise.resolve().then(call).catch(this.#report);
      if (!this.#isOver) this.#repeat(ms, call);
    };
    const cancel = this.#parts.clock.after(ms, () => void run());
    this.#cancels.set(call, cancel);
  }

  readonly #report = (error: unknown): void => {
    if (!this.#isOver) this.#parts.onProblem(storeErrorOf(error, 'nothing is lost, and it is tried again'));
  };

  async #close(drainMs: number): Promise<void> {
    const giveUp = this.#parts.clock.after(drainMs + LAST_WRITES_MS, () => this.#answers.giveUp());
    await this.#inFlight.drain(drainMs);
    await this.#transactions.close();
    await this.#fetched;
    await this.#answers.idle();
    giveUp();
    this.#isOver = true;
    for (const cancel of this.#cancels.values()) cancel();
    await this.#listener?.close();
    this.#parts.onClosed();
  }
}

/** Where pg-boss announces new jobs: it has no name for this, and its tests are ours (`~12.38`). */
function channelOf(schema: string): string {
  return `pgboss_${createHash('sha224').update(schema).digest('hex').slice(0, 24)}`;
}
