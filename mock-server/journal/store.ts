/**
 * What a journal needs of whatever keeps its deliveries beyond the process.
 *
 * @module mock-server/journal/store
 */
import type { Destination, Entry } from './entry.ts';
import type { GivenAnswer } from '../hook/response.ts';

import type { Arrival, Judged } from '../verdict/judge.ts';

/** A delivery that a store gives back. */
export interface Restored {
  readonly number: number;
  readonly arrival: Arrival;
  /** Without the payload, which is read again. */
  readonly judged: Omit<Judged, 'payload' | 'issues'>;
  readonly destination: Destination;
  readonly answer: GivenAnswer;
  readonly answeredAfterMs: number | undefined;
}

/** Keeps deliveries beyond the process. Every method returns at once. */
export interface JournalStore {
  /** @returns what it has, oldest first */
  load(): Iterable<Restored>;
  add(entry: Entry): void;
  answered(entry: Entry): void;
  /** @param entry the oldest */
  drop(entry: Entry): void;
  clear(): void;
}
