/**
 * The deliveries that the page knows of.
 *
 * @module mock-server/inspector/state/rows
 */
import type { DeliverySummary } from '../../api/types.ts';

/** Deliveries by id, in the order of arrival; the oldest give way. */
export class Rows {
  readonly #rows = new Map<string, DeliverySummary>();
  #limit: number;

  /** @param limit the most that are kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many there are. */
  get size(): number {
    return this.#rows.size;
  }

  /** Keeps another number of them. */
  setLimit(limit: number): void {
    this.#limit = limit;
    this.#trim();
  }

  /** One of them; `undefined` if it never was, or gave way. */
  get(id: string): DeliverySummary | undefined {
    return this.#rows.get(id);
  }

  /** Adds one. @returns those that gave way to it */
  put(delivery: DeliverySummary): DeliverySummary[] {
    this.#rows.set(delivery.id, delivery);
    return this.#trim();
  }

  /** Puts a newer state in the place of one that is there; any other is left out. */
  update(delivery: DeliverySummary): void {
    if (this.has(delivery.id)) this.#rows.set(delivery.id, delivery);
  }

  /** Whether there is one of that id. */
  has(id: string): boolean {
    return this.#rows.has(id);
  }

  /** Forgets all. */
  clear(): void {
    this.#rows.clear();
  }

  /** All of them, oldest first. */
  values(): IterableIterator<DeliverySummary> {
    return this.#rows.values();
  }

  #trim(): DeliverySummary[] {
    const gone: DeliverySummary[] = [];
    for (const [id, delivery] of this.#rows) {
      if (this.#rows.size <= this.#limit) break;
      this.#rows.delete(id);
      gone.push(delivery);
    }
    return gone;
  }
}
