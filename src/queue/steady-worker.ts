/**
 * A queue's worker that starts as soon as its store can be reached.
 *
 * @module queue/steady-worker
 */
import { type Clock, systemClock } from '../clock/clock.ts';
import { StoreError } from '../errors/index.ts';
import { START_RETRY_MS } from './limits.ts';
import type { CloseOptions, Queue, QueueHandler, QueueWorker, WorkOptions } from './queue.ts';

/** What a {@link SteadyWorker} works with. */
export interface SteadyWorkerParts {
  readonly queue: Queue;
  readonly handler: QueueHandler;
  readonly options: WorkOptions;
  /** Called when the worker cannot start; it tries again. */
  readonly onProblem: (problem: StoreError) => void;
  /** Default: the machine's own. */
  readonly clock?: Clock | undefined;
}

/** Works a queue from `start` to `close`; while a database is down, it tries to start again. */
export class SteadyWorker {
  readonly #parts: SteadyWorkerParts;
  readonly #clock: Clock;
  #worker: QueueWorker | undefined;
  #starting: Promise<void> = Promise.resolve();
  #cancelRetry: () => void = () => undefined;
  #isPaused = false;
  #closing: Promise<void> | undefined;

  constructor(parts: SteadyWorkerParts) {
    this.#parts = parts;
    this.#clock = parts.clock ?? systemClock();
  }

  /** The worker, once it has started. */
  get worker(): QueueWorker | undefined {
    return this.#worker;
  }

  /** Whether it starts no handler until `resume`. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Starts to work. A second worker of the queue is a mistake of the program, and an unhandled rejection. */
  start(): void {
    this.#starting = this.#start();
  }

  /** Starts no handler until `resume`. */
  pause(): void {
    this.#isPaused = true;
    this.#worker?.pause();
  }

  /** Starts handlers again. */
  resume(): void {
    this.#isPaused = false;
    this.#worker?.resume();
  }

  /**
   * Ends the worker as {@link Queue.close} does, and closes the queue. A second call waits for the first.
   *
   * @param options `drainMs`
   */
  close(options: CloseOptions): Promise<void> {
    return (this.#closing ??= this.#close(options));
  }

  async #close(options: CloseOptions): Promise<void> {
    this.#cancelRetry();
    await this.#starting;
    await this.#parts.queue.close(options);
  }

  async #start(): Promise<void> {
    const { queue, handler, options, onProblem } = this.#parts;
    try {
      this.#worker = await queue.work(handler, options);
      if (this.#isPaused) this.#worker.pause();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (this.#closing !== undefined || error.code === 'ERR_WEBHOOK_STORE_CLOSED') return;
      onProblem(error);
      this.#cancelRetry = this.#clock.after(START_RETRY_MS, () => this.start());
    }
  }
}
