/**
 * Group commit: the writes of all callers within one pass of the event loop share one transaction, and so one
 * `fsync`. A caller's promise resolves after that, never before.
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

/** What a {@link CommitQueue} works with. */
export interface CommitQueueOptions {
  /** Runs writes in one durable transaction, or throws and leaves nothing of them. */
  readonly commit: (work: () => void) => void;
  /** Whether a commit costs so much that answers wait for others while they keep coming. */
  readonly isCostly: boolean;
  readonly clock: Clock;
  /** Told of a failure that no caller hears of: of a write that is kept and tried again. */
  readonly onProblem: (error: StoreError) => void;
}

/**
 * Takes part in each commit, as its first write, so that it claims only what was durable before: were the commit to fail,
 * handlers would run for rows that were rolled back, and whose numbers are given out again. Unlike the other writes it is not
 * repeated when the commit fails.
 */
export interface CommitParticipant {
  /** @returns whether it has something to claim: an idle worker commits nothing */
  hasWork(): boolean;
  /** @returns whether it has enough in flight to do without a commit for another pass of the event loop */
  isBusy(): boolean;
  /** Within the transaction. */
  claim(): void;
  /** @param isCommitted whether what it wrote is durable */
  claimed(isCommitted: boolean): void;
}

const NO_PARTICIPANT: CommitParticipant = {
  hasWork: () => false,
  isBusy: () => false,
  claim: () => undefined,
  claimed: () => undefined,
};

/** Collects writes and commits them together. */
export class CommitQueue {
  readonly #options: CommitQueueOptions;
  /** Writes whose caller is told of a failure. */
  #calls: Queued[] = [];
  /** Writes that must come to pass: nobody could repeat them. */
  #kept: Queued[] = [];
  #participant: CommitParticipant = NO_PARTICIPANT;
  #scheduled = false;
  /** Writes to be kept that had come by the last look. */
  #seen = 0;
  #retryMs: number = WRITE_RETRY_MS.first;
  #cancelRetry: (() => void) | undefined;

  /** @param options the store, the clock, and who is told of failures */
  constructor(options: CommitQueueOptions) {
    this.#options = options;
  }

  /** How many writes wait that must not be lost. */
  get keptCount(): number {
    return this.#kept.length;
  }

  /**
   * @param write whose failure its caller is told of
   * @returns what it returned, once it is durable
   * @throws {StoreError} if the store could not keep it
   */
  call<T>(write: Write<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#calls.push({ write, resolve: resolve as (value: unknown) => void, reject });
      this.schedule();
    });
  }

  /**
   * @param write that is tried until the store takes it
   * @param done called once it is durable
   */
  keep(write: Write<unknown>, done: () => void): void {
    this.#kept.push({ write, resolve: done, reject: () => undefined });
    this.schedule();
  }

  /** @param participant that takes part in the commits from now on, in place of the one before */
  setParticipant(participant: CommitParticipant = NO_PARTICIPANT): void {
    this.#participant = participant;
  }

  /**
   * Commits at the end of this pass of the event loop. Where no caller waits, answers alone make it later by as many
   * turns as bring further ones, while the worker is busy: the more share a commit, the less of it each of them costs.
   */
  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const more = this.#kept.length > this.#seen;
      this.#seen = this.#kept.length;
      if (this.#options.isCostly && more && this.#calls.length === 0 && this.#participant.isBusy()) {
        return this.schedule();
      }
      this.#seen = 0;
      this.flush();
    });
  }

  /**
   * Commits everything now. What fails is rejected, or kept and tried again.
   *
   * @param now whether kept writes are tried that failed a moment ago; else they wait for their time
   */
  flush(now: boolean = false): void {
    if (now) this.#endWait();
    const calls = this.#calls;
    const kept = this.#cancelRetry === undefined ? this.#kept : [];
    const participant = this.#participant.hasWork() ? this.#participant : undefined;
    if (kept.length + calls.length === 0 && participant === undefined) return;
    this.#calls = [];
    if (kept.length > 0) this.#kept = [];
    const failure = this.#attempt([...kept, ...calls], participant);
    if (failure === undefined) this.#recovered();
    else this.#flushApart(kept, calls);
    participant?.claimed(failure === undefined);
  }

  /** The store takes writes again, so there is no reason to wait. */
  #recovered(): void {
    this.#retryMs = WRITE_RETRY_MS.first;
    this.#endWait();
    if (this.#kept.length > 0) this.schedule();
  }

  #endWait(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
  }

  /** @returns why the writes were not made durable; `undefined` if they were, and their callers know */
  #attempt(batch: readonly Queued[], participant?: CommitParticipant): Failure | undefined {
    let results: unknown[] = [];
    try {
      this.#options.commit(() => {
        participant?.claim();
        results = batch.map(({ write }) => write());
      });
    } catch (error) {
      return { error };
    }
    for (const [index, { resolve }] of batch.entries()) resolve(results[index]);
    return undefined;
  }

  /** One write, or the store itself, is at fault. What must not be lost goes first, and no write fails for another. */
  #flushApart(kept: readonly Queued[], calls: readonly Queued[]): void {
    const unkept = this.#attemptApart(kept);
    if (unkept.length > 0) this.#keepForLater(unkept);
    for (const [call, { error }] of this.#attemptApart(calls)) call.reject(error);
  }

  /** @returns those that failed, each with the reason */
  #attemptApart(batch: readonly Queued[]): [Queued, Failure][] {
    if (batch.length === 0) return [];
    const failure = this.#attempt(batch);
    if (failure === undefined) return [];
    if (batch.length === 1 || isOfTheStore(failure.error)) return batch.map((queued) => [queued, failure]);
    return batch.flatMap((queued): [Queued, Failure][] => {
      const own = this.#attempt([queued]);
      return own === undefined ? [] : [[queued, own]];
    });
  }

  #keepForLater(failed: readonly [Queued, Failure][]): void {
    this.#kept = [...failed.map(([queued]) => queued), ...this.#kept];
    this.#endWait();
    this.#cancelRetry = this.#options.clock.after(this.#retryMs, () => this.flush(true));
    this.#retryMs = Math.min(this.#retryMs * 2, WRITE_RETRY_MS.most);
    this.#options.onProblem(asStoreError(failed[0]?.[1].error));
  }
}

interface Failure {
  readonly error: unknown;
}

/** Whether every other write would fail in the same way: no space, no connection. */
function isOfTheStore(error: unknown): boolean {
  return error instanceof StoreError && error.code !== 'ERR_WEBHOOK_STORE_CORRUPT';
}

function asStoreError(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const message = 'an answer could not be stored: it is kept in memory and tried again';
  return new StoreError('ERR_WEBHOOK_STORE_UNAVAILABLE', message, { cause });
}
