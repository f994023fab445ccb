/**
 * Keeps a pool of graphile-worker's workers running: it gives up by itself when the database is away for some minutes,
 * and is started again here.
 *
 * @module queue/postgres/runner
 */
import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../../errors/index.ts';
import { type GraphileHelpers, type GraphileRunner, type GraphileWorker, quietLogger } from './graphile.ts';
import { jobPool } from './job-pool.ts';
import type { PostgresPool } from './pool.ts';

/** What a {@link Runner} works with. */
export interface RunnerParts {
  readonly graphile: GraphileWorker;
  readonly pool: PostgresPool;
  readonly schema: string;
  /** How many jobs may be in hand. */
  readonly slots: number;
  readonly pollIntervalMs: number;
  /** Called with each job; the job ends with its promise. */
  readonly task: (payload: unknown, helpers: GraphileHelpers) => Promise<void>;
  /** Told of each new pool: what the one before it had locked is free. */
  readonly onPool: (poolId: string) => void;
  readonly onProblem: (problem: StoreError) => void;
}

/** How long a pool that gave up is left alone, in milliseconds. */
const RESTART_MS = 1_000;
/** How long the end of a pool is waited for, in milliseconds: without a database it may take minutes. */
const STOP_MS = 5_000;

/** Starts and stops graphile-worker. */
export class Runner {
  readonly #parts: RunnerParts;
  #wanted = false;
  #runner: GraphileRunner | undefined;
  #loop: Promise<void> = Promise.resolve();

  /** @param parts the database and the task */
  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** Starts, once an earlier `stop` has come to its end. */
  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#loop = this.#loop.then(() => this.#keepRunning());
  }

  /** Stops. Jobs in hand must be ended by their task. */
  async stop(): Promise<void> {
    this.#wanted = false;
    this.#runner?.stop().catch(() => undefined);
    await Promise.race([this.#loop, wait(STOP_MS, undefined, { ref: false })]);
  }

  async #keepRunning(): Promise<void> {
    while (this.#wanted) {
      try {
        await this.#runOnce();
      } catch (cause) {
        const message = 'graphile-worker stopped, and is started again';
        this.#parts.onProblem(new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause }));
        if (this.#wanted) await wait(RESTART_MS);
      }
    }
  }

  async #runOnce(): Promise<void> {
    const { graphile, pool, schema, slots, pollIntervalMs, task, onProblem } = this.#parts;
    const onError = (message: string): void =>
      onProblem(new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', `graphile-worker: ${message}`));
    let isStopping = false;
    const events = new EventEmitter();
    events.on('pool:create', ({ workerPool }: { workerPool: { readonly id: string } }) => {
      this.#parts.onPool(workerPool.id);
    });
    // It stops by itself where it could not end its jobs, and when two batches of them failed it never says that it has.
    const overdue = new Promise<void>((resolve) => {
      events.on('pool:gracefulShutdown', () => {
        isStopping = true;
        void wait(STOP_MS, undefined, { ref: false }).then(resolve);
      });
    });
    const runner = await graphile.run({
      pgPool: jobPool(pool, () => isStopping),
      schema,
      logger: quietLogger(graphile, onError),
      concurrency: slots,
      pollInterval: pollIntervalMs,
      noHandleSignals: true,
      parsedCronItems: [],
      events,
      taskList: { deliver: task },
      // Jobs are fetched and ended in batches.
      preset: {
        worker: { localQueue: { size: slots }, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
      },
    });
    this.#runner = runner;
    if (!this.#wanted) await runner.stop();
    await Promise.race([runner.promise, overdue]);
    this.#runner = undefined;
  }
}
