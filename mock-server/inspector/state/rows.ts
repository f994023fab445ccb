/**
 * The deliveries that the page knows of.
 *
 * @module mock-server/inspector/state/rows
 */
import type { DeliverySummary } from '../../api.ts';

/** Deliveries by id, in the order of arrival; the oldest give way. */
export class Rows {
  readonly #rows = new Map<string, DeliverySummary>();
  #limit: number;
  #lastId = 0;

  /** @param limit the most that are kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many there are. */
  get size(): number {
    return this.#rows.size;
  }

  /** The highest id that ever was; 0 for none. */
  get lastId(): number {
    return this.#lastId;
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

  /** Adds one, or puts a newer state in its place. */
  put(delivery: DeliverySummary): void {
    this.#rows.set(delivery.id, delivery);
    this.#lastId = Math.max(this.#lastId, Number(delivery.id));
    this.#trim();
  }

  /** Puts a newer state in the place of one that is there; any other is left out. */
  update(delivery: DeliverySummary): void {
    if (this.#rows.has(delivery.id)) this.#rows.set(delivery.id, delivery);
  }

  /** Forgets all. */
  clear(): void {
    this.#rows.clear();
  }

  /** All of them, oldest first. */
  values(): IterableIterator<DeliverySummary> {
    return this.#rows.values();
  }

  #trim(): void {
    for (const id of this.#rows.keys()) {
      if (this.#rows.size <= this.#limit) return;
      this.#rows.delete(id);
    }
  }
}
