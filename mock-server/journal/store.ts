/**
 * The interface of a store that keeps a journal's deliveries beyond the process.
 *
 * @module mock-server/journal/store
 */
import type { Arrival } from '../hook/read-arrival.ts';
import type { Response } from '../hook/response.ts';
import type { Judgement } from '../verdict/judge.ts';
import type { Destination, Entry } from './entry.ts';

/** A delivery as a store returns it. */
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
  /** @returns the stored deliveries, oldest first */
  load(): Iterable<Restored>;
  add(entry: Entry): void;
  responded(entry: Entry): void;
  /** @param entry the oldest */
  drop(entry: Entry): void;
  clear(): void;
}
