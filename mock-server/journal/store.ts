/**
 * What a journal needs of whatever keeps its deliveries beyond the process.
 *
 * @module mock-server/journal/store
 */
import type { Arrival } from '../hook/read-arrival.ts';
import type { Response } from '../hook/response.ts';
import type { Judgement } from '../verdict/judge.ts';
import type { Destination, Entry } from './entry.ts';

/** A delivery that a store gives back. */
export interface Restored {
  readonly number: number;
  readonly arrival: Arrival;
  /** Without the payload, which is read again. */
  readonly judgement: Omit<Judgement, 'payload' | 'issues'>;
  readonly destination: Destination;
  readonly response: Response;
  readonly respondedAfterMs: number | undefined;
  readonly isComplete: boolean;
}

/** Keeps deliveries beyond the process. Every method returns at once. */
export interface JournalStore {
  /** @returns what it has, oldest first */
  load(): Iterable<Restored>;
  add(entry: Entry): void;
  responded(entry: Entry): void;
  /** @param entry the oldest */
  drop(entry: Entry): void;
  clear(): void;
}
