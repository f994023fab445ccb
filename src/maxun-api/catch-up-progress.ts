/**
 * Which runs are dealt with: the state between two passes.
 *
 * @module maxun-api/catch-up-progress
 */
import type { CatchUpState } from './catch-up-cursor.ts';

/** How long runs are looked at after their end, in milliseconds: the clock and the zone of Maxun's server may be wrong by hours. */
const OVERLAP_MS = 24 * 3_600_000;

/** Knows which runs are dealt with. It remembers those of the last day one by one. */
export class CatchUpProgress {
  #from: number;
  readonly #settled: Map<string, number>;
  readonly #failed: Set<string>;
  #isChanged: boolean;

  /**
   * @param saved the saved state, if there is one
   * @param since from when on runs are caught up if there is none, in milliseconds since 1970
   */
  constructor(saved: CatchUpState | undefined, since: number) {
    const { from, settled, failed } = saved ?? { from: since, settled: {}, failed: [] };
    this.#from = from;
    this.#settled = new Map(Object.entries(settled));
    this.#failed = new Set(failed);
    // The first state is saved even if no run has ended: the next start begins there.
    this.#isChanged = saved === undefined;
  }

  /** Whether it differs from what was saved. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** @returns whether the receiver has the run */
  isSettled(runId: string): boolean {
    return this.#settled.has(runId);
  }

  /**
   * @param runId of a run that has ended, and that is not settled
   * @param endedAt milliseconds since 1970
   * @returns whether the receiver must get it
   */
  isOpen(runId: string, endedAt: number): boolean {
    return endedAt >= this.#from || this.#failed.has(runId);
  }

  /** The receiver has the run. */
  settle(runId: string, endedAt: number): void {
    this.#settled.set(runId, endedAt);
    this.#failed.delete(runId);
    this.#isChanged = true;
  }

  /** The run is given again, however long ago it ended. */
  fail(runId: string): void {
    this.#failed.add(runId);
    this.#isChanged = true;
  }

  /** Ids of the runs that {@link fail} was called for, and that are not settled since. */
  get failed(): Iterable<string> {
    return this.#failed;
  }

  /** The run is given no more: Maxun does not have it any longer. */
  forget(runId: string): void {
    if (this.#failed.delete(runId)) this.#isChanged = true;
  }

  /**
   * Forgets what ended long ago.
   *
   * @param at when a pass began that saw every run, in milliseconds since 1970
   */
  advance(at: number): void {
    if (at - OVERLAP_MS <= this.#from) return;
    this.#from = at - OVERLAP_MS;
    for (const [runId, endedAt] of this.#settled) {
      if (endedAt < this.#from) this.#settled.delete(runId);
    }
    this.#isChanged = true;
  }

  /** The state was saved. */
  saved(): void {
    this.#isChanged = false;
  }

  /** @returns the state, to be saved */
  state(): CatchUpState {
    return { from: this.#from, settled: Object.fromEntries(this.#settled), failed: [...this.#failed] };
  }
}
