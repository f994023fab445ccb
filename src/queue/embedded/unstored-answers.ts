/**
 * The answers of handlers that the store does not have yet. They outlive the worker: if the store refuses writes, it may
 * accept them only when the next worker is running.
 *
 * @module queue/embedded/unstored-answers
 */
import type { ClaimedDelivery, RowId } from '../in-flight.ts';
import type { Outcome } from '../outcome.ts';
import type { CommitQueue } from './commit-queue.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { Wake } from './endpoint-scheduler.ts';

/** The parts that {@link UnstoredAnswers} needs. */
export interface UnstoredAnswersOptions {
  readonly store: DeliveryStore;
  readonly commits: CommitQueue;
  /** Called once an answer is stored, with what is due next. */
  readonly onStored: (claimed: ClaimedDelivery, outcome: Outcome, wakes: readonly Wake[]) => void;
}

/** Stores answers, and tries again until the store accepts them. */
export class UnstoredAnswers {
  readonly #options: UnstoredAnswersOptions;
  readonly #rowIds = new Set<RowId>();
  readonly #unclaimed = new Set<RowId>();

  /** @param options the store, its commits, and what is called for a stored answer */
  constructor(options: UnstoredAnswersOptions) {
    this.#options = options;
  }

  /** The rows whose answer is not stored. */
  get rowIds(): ReadonlySet<RowId> {
    return this.#rowIds;
  }

  /** Rows whose answer and claim are both not stored: the store could return them again. */
  get unclaimed(): ReadonlySet<RowId> {
    return this.#unclaimed;
  }

  /** @param rowId of a row that is in flight although its claim was not stored */
  addUnclaimed(rowId: RowId): void {
    this.#unclaimed.add(rowId);
  }

  /**
   * @param claimed the delivery
   * @param outcome of its handler
   */
  store(claimed: ClaimedDelivery, outcome: Outcome): void {
    const { store, commits, onStored } = this.#options;
    const { rowId, delivery } = claimed;
    // Without the payload: many answers may wait for a store that refuses writes.
    const row = { rowId, delivery: { ...delivery, payload: [] } };
    let wakes: Wake[] = [];
    this.#rowIds.add(rowId);
    commits.keep(
      () => {
        wakes = [];
        store.settle(row, outcome, (wake) => wakes.push(wake));
      },
      () => {
        this.#rowIds.delete(rowId);
        this.#unclaimed.delete(rowId);
        onStored(row, outcome, wakes);
      },
    );
  }
}
