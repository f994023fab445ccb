/**
 * Group commit: the writes that arrive while the previous commit goes to the disk share the next one, and so one
 * `fsync`. A caller's promise resolves only after it.
 *
 * @module queue/embedded/commit-queue
 */
import { StoreError } from '../../errors/index.ts';
import type { Clock } from '../../clock/clock.ts';
import { WRITE_RETRY_MS } from '../limits.ts';

/** A write, run inside a transaction. It may run twice, if the first transaction is rolled back. */
type Write<T> = () => T;

interface Queued {
  readonly write: Write<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** The parts that a {@link CommitQueue} needs. */
export interface CommitQueueOptions {
  /** Runs writes in one transaction, or throws and rolls all of them back. It has ended when they are durable. */
  readonly commit: (work: () => void) => Promise<void> | void;
  readonly clock: Clock;
  /** Called when a write fails that no caller waits for: it is kept and tried again. */
  readonly onProblem: (error: StoreError) => void;
}

/**
 * Takes part in each commit, as its first write, so that it claims only rows that are already durable. If it claimed new
 * rows and the commit failed, handlers would run for rows that were rolled back. Unlike the other writes it is not
 * repeated when the commit fails.
 */
export interface CommitParticipant {
  /** @returns whether it has something to claim: an idle worker does not cause a commit */
  hasWork(): boolean;
  /** Within the transaction. */
  claim(): void;
  /** @param failure why its writes are not durable, or why there are none; `undefined` if they are durable */
  claimed(failure: CommitFailure | undefined): void;
}

/** Why a commit failed. */
export interface CommitFailure {
  readonly error: unknown;
}

const NO_PARTICIPANT: CommitParticipant = {
  hasWork: () => false,
  claim: () => undefined,
  claimed: () => undefined,
};

/** Collects writes and commits them together. */
export class CommitQueue {
  readonly #options: CommitQueueOptions;
  /** Writes whose failure rejects the caller's promise. */
  readonly #calls: Queued[] = [];
  /** Writes that are retried until they succeed: no caller could repeat them. */
  #kept: Queued[] = [];
  #participant: CommitParticipant = NO_PARTICIPANT;
  #scheduled = false;
  /** The commit that is being made: the next one waits for it. */
  #running: Promise<void> | undefined;
  #retryMs: number = WRITE_RETRY_MS.first;
  #cancelRetry: (() => void) | undefined;

  /** @param options the store, the clock, and what is called on failures */
  constructor(options: CommitQueueOptions) {
    this.#options = options;
  }

  /** How many writes that must not be lost are waiting. */
  get keptCount(): number {
    return this.#kept.length;
  }

  /**
   * @param write whose failure rejects the promise
   * @returns the result of the write, once it is durable
   * @throws {StoreError} if the store could not write it
   */
  call<T>(write: Write<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#calls.push({ write, resolve: resolve as (value: unknown) => void, reject });
      this.schedule();
    });
  }

  /**
   * @param write that is retried until it succeeds
   * @param done called once it is durable
   */
  keep(write: Write<unknown>, done: () => void): void {
    this.#kept.push({ write, resolve: done, reject: () => undefined });
    this.schedule();
  }

  /** @param participant in all commits from now on; it replaces the previous one */
  setParticipant(participant: CommitParticipant = NO_PARTICIPANT): void {
    this.#participant = participant;
  }

  /** Commits at the end of this turn of the event loop, or of the one in which the running commit ends. */
  schedule(): void {
    if (this.#scheduled || this.#running !== undefined) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.flush();
    });
  }

  /**
   * Commits everything, after the running commit. Failed writes are rejected, or kept and tried again.
   *
   * @param now whether to retry kept writes at once; else they wait until their next try is due
   */
  async flush(now: boolean = false): Promise<void> {
    // Not `ended()`: of two that wait for it, both would go on.
    while (this.#running !== undefined) await this.#running;
    if (now) this.#endWait();
    const participant = this.#participant.hasWork() ? this.#participant : undefined;
    // Taken out, not aliased: what comes from here on belongs to the next commit.
    const calls = this.#calls.splice(0);
    const kept = this.#cancelRetry === undefined ? this.#kept.splice(0) : [];
    if (kept.length + calls.length === 0 && participant === undefined) return;
    this.#running = this.#commit(kept, calls, participant);
    try {
      await this.#running;
    } finally {
      this.#running = undefined;
      this.schedule();
    }
  }

  /** Commits everything for the last time. What the store does not accept now is given up, and reported. */
  async close(): Promise<void> {
    await this.flush(true);
    this.#endWait();
    const lost = this.#kept.splice(0).length;
    if (lost === 0) return;
    const message =
      `${lost} answers of handlers could not be stored before the queue was closed: ` +
      'their deliveries are attempted again when it is opened';
    this.#options.onProblem(new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message));
  }

  /** Waits for the running commit: until then, what was written is not durable. */
  async ended(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #commit(
    kept: readonly Queued[],
    calls: readonly Queued[],
    participant: CommitParticipant | undefined,
  ): Promise<void> {
    const failure = await this.#attempt([...kept, ...calls], participant);
    if (failure === undefined) this.#recovered();
    else await this.#commitApart(kept, calls);
    participant?.claimed(failure);
  }

  /** The store accepts writes again: the waiting time is reset. */
  #recovered(): void {
    this.#retryMs = WRITE_RETRY_MS.first;
    this.#endWait();
  }

  #endWait(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
  }

  /** @returns why the writes are not durable; `undefined` if they are, and their promises are resolved */
  async #attempt(
    batch: readonly Queued[],
    participant?: CommitParticipant,
  ): Promise<CommitFailure | undefined> {
    let results: unknown[] = [];
    try {
      await this.#options.commit(() => {
        participant?.claim();
        results = batch.map(({ write }) => write());
      });
    } catch (error) {
      return { error };
    }
    for (const [index, { resolve }] of batch.entries()) resolve(results[index]);
    return undefined;
  }

  /** After a failed batch: one write is at fault, or the store. Writes that must not be lost go first; then each write alone. */
  async #commitApart(kept: readonly Queued[], calls: readonly Queued[]): Promise<void> {
    const unkept = await this.#attemptApart(kept);
    if (unkept.length > 0) this.#keepForLater(unkept);
    for (const [call, { error }] of await this.#attemptApart(calls)) call.reject(error);
  }

  /** @returns the failed writes, each with the reason */
  async #attemptApart(batch: readonly Queued[]): Promise<[Queued, CommitFailure][]> {
    if (batch.length === 0) return [];
    const failure = await this.#attempt(batch);
    if (failure === undefined) return [];
    if (batch.length === 1 || isOfTheStore(failure.error)) return batch.map((queued) => [queued, failure]);
    const failed: [Queued, CommitFailure][] = [];
    for (const queued of batch) {
      const own = await this.#attempt([queued]);
      if (own !== undefined) failed.push([queued, own]);
    }
    return failed;
  }

  #keepForLater(failed: readonly [Queued, CommitFailure][]): void {
    this.#kept = [...failed.map(([queued]) => queued), ...this.#kept];
    this.#endWait();
    this.#cancelRetry = this.#options.clock.after(this.#retryMs, () => void this.flush(true));
    this.#retryMs = Math.min(this.#retryMs * 2, WRITE_RETRY_MS.most);
    this.#options.onProblem(asStoreError(failed[0]?.[1].error));
  }
}

/** Whether every other write would fail in the same way: disk full, connection lost. */
function isOfTheStore(error: unknown): boolean {
  return error instanceof StoreError && error.code !== 'ERR_WEBHOOK_STORE_CORRUPT';
}

function asStoreError(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const message = 'an answer could not be stored: it is kept in memory and tried again';
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
}
