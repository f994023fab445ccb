/**
 * How often something is so, as a share of rows, and whether a run differs from it.
 *
 * @module quality/share
 */
import { ACCEPTED_AFTER, MEMORY_ROWS, MIN_FOUND, MIN_LEARNED_RUNS, UNLIKELY } from './limits.ts';

/** A number of rows, and in how many of them it is so. */
interface Counts {
  readonly found: number;
  readonly total: number;
  readonly runs: number;
}

const NONE: Counts = { found: 0, total: 0, runs: 0 };

function sum(one: Counts, other: Counts): Counts {
  return { found: one.found + other.found, total: one.total + other.total, runs: one.runs + other.runs };
}

/** A share that was learned over runs, such as the share of rows that have a column. */
export class Share {
  #usual: Counts;
  /** Runs in a row with a much lower share, which are not learned yet: one row alone proves nothing. */
  #low = NONE;

  /**
   * @param found in how many rows it was so
   * @param total of how many
   */
  constructor(found = 0, total = 0) {
    this.#usual = total === 0 ? NONE : { found, total, runs: MIN_LEARNED_RUNS };
  }

  /**
   * Compares a run, then learns it.
   *
   * @param found in how many rows of the run it is so
   * @param total rows of the run
   * @returns whether so low a share is unlikely where nothing has changed
   */
  isUnlikely(found: number, total: number): boolean {
    if (total === 0) return false;
    const run = { found, total, runs: 1 };
    const usual = usualShare(this.#usual);
    if (usual === undefined || found / total > usual / 2) return this.#learn(sum(this.#low, run));
    // Of what is rarely so, a run without it proves little, and many prove no more: it is judged alone.
    const isRare = usual < 0.5;
    this.#low = isRare ? run : sum(this.#low, run);
    const isUnlikely = tail(this.#low.found / this.#low.total, this.#low.total, usual) < UNLIKELY;
    if (isRare) this.#learn(run);
    else if (this.#low.runs >= ACCEPTED_AFTER) this.#accept();
    return isUnlikely;
  }

  #learn(counts: Counts): false {
    const { found, total, runs } = sum(this.#usual, counts);
    this.#usual =
      total <= MEMORY_ROWS ? { found, total, runs } : { found: found / 2, total: total / 2, runs };
    this.#low = NONE;
    return false;
  }

  #accept(): void {
    this.#usual = this.#low;
    this.#low = NONE;
  }
}

/** The share that is usual; nothing if too little is known, or if it is hardly ever so. */
function usualShare({ found, total, runs }: Counts): number | undefined {
  if (runs < MIN_LEARNED_RUNS) return undefined;
  // Laplace's rule: after n rows that all have it, the next one has it with n + 1 in n + 2.
  const share = (found + 1) / (total + 2);
  return share >= 0.5 || found >= MIN_FOUND ? share : undefined;
}

/**
 * The most that the chance of such a share can be: Chernoff's bound for n throws.
 *
 * @see https://en.wikipedia.org/wiki/Chernoff_bound#Additive_form_(absolute_error)
 */
function tail(share: number, n: number, usual: number): number {
  const part = (a: number, b: number): number => (a === 0 ? 0 : a * Math.log(a / b));
  return Math.exp(-n * (part(share, usual) + part(1 - share, 1 - usual)));
}
