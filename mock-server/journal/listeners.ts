/**
 * Who is told of what happens in the journal.
 *
 * @module mock-server/journal/listeners
 */
import type { Delivery } from './delivery.ts';

/** The events of the journal. */
export interface JournalListener {
  /** A delivery arrived. */
  arrived?(delivery: Delivery): void;
  /** A delivery was answered. */
  responded?(delivery: Delivery): void;
  /** A delivery was answered, or another attempt at it arrived. */
  changed?(delivery: Delivery): void;
  /** The journal was cleared; gives the number of deleted deliveries. */
  cleared?(count: number): void;
}

/** Passes every event on to each of the listeners. */
export class JournalListeners implements Required<JournalListener> {
  readonly #listeners = new Set<JournalListener>();

  /** @returns removes the listener */
  add(listener: JournalListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  arrived(delivery: Delivery): void {
    for (const listener of this.#listeners) listener.arrived?.(delivery);
  }

  responded(delivery: Delivery): void {
    for (const listener of this.#listeners) listener.responded?.(delivery);
  }

  changed(delivery: Delivery): void {
    for (const listener of this.#listeners) listener.changed?.(delivery);
  }

  cleared(count: number): void {
    for (const listener of this.#listeners) listener.cleared?.(count);
  }
}
