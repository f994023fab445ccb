/**
 * What a listener of the journal is told.
 *
 * @module mock-server/journal/listener
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
