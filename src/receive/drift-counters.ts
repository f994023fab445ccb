/**
 * Counts where payloads differ from the contracts.
 *
 * @module receive/drift-counters
 */
import type { Drift } from '../validation/index.ts';
import type { DriftReport } from './context.ts';
import { MAX_DRIFT_PLACES } from './limits.ts';

/** How often payloads differed in one way at one place. */
export interface DriftCount {
  /** The contract that they differ from. */
  readonly contract: keyof DriftReport;
  /** JSON pointer to the place, with `*` for the index of any element. */
  readonly path: string;
  /** The kind of difference. */
  readonly kind: Drift['kind'];
  /** Deliveries that differ so. */
  readonly count: number;
}

/** Counters of drift, live. */
export interface DriftCounters {
  /** Deliveries that were looked at. */
  readonly deliveries: number;
  /** Differences at places beyond the first 1,000 that were met, which are counted here alone. */
  readonly uncounted: number;
  /** @returns the counters, the highest first */
  list(): DriftCount[];
}

/** Counts drift, at a bounded number of places. */
export class DriftTally implements DriftCounters {
  readonly #counts = new Map<string, { -readonly [Key in keyof DriftCount]: DriftCount[Key] }>();
  deliveries = 0;
  uncounted = 0;

  list(): DriftCount[] {
    return [...this.#counts.values()].map((count) => ({ ...count })).sort((a, b) => b.count - a.count);
  }

  /** @param report on one delivery */
  add(report: DriftReport): void {
    this.deliveries++;
    const seen = new Set<string>();
    for (const contract of ['documented', 'observed'] as const) {
      for (const { path, kind } of report[contract]) {
        const place = path.replaceAll(/\/\d+(?=\/|$)/g, '/*');
        const key = `${contract} ${kind} ${place}`;
        if (!seen.has(key)) this.#count(key, { contract, path: place, kind });
        seen.add(key);
      }
    }
  }

  #count(key: string, place: Omit<DriftCount, 'count'>): void {
    const known = this.#counts.get(key);
    if (known !== undefined) known.count++;
    else if (this.#counts.size < MAX_DRIFT_PLACES) this.#counts.set(key, { ...place, count: 1 });
    else this.uncounted++;
  }
}
