/**
 * The jobs that a worker has in hand: got from graphile-worker, and waiting for a free place.
 *
 * @module queue/postgres/hand
 */
import { Heap } from '../heap.ts';

/** A job of graphile-worker: the alarm clock of one attempt. */
export interface Job {
  /** Number of the delivery. */
  readonly seq: number;
  /** How many attempts there were before this one. */
  readonly attemptsBefore: number;
  readonly endpoint: string;
  /** Whether the delivery has an order key. */
  readonly ordered: boolean;
  /** When it was due, by the clock of the database; in milliseconds since the epoch. */
  readonly runAt: number;
  /** Ends the job. */
  readonly end: () => void;
  /** Leaves the job to graphile-worker, which gives it again later. */
  readonly fail: (error: unknown) => void;
}

/** Jobs by endpoint, the longest due first. */
export class Hand {
  readonly #jobs = new Map<string, Heap<Job>>();
  #size = 0;

  /** How many jobs there are. */
  get size(): number {
    return this.#size;
  }

  /** The endpoints that have some. */
  get endpoints(): string[] {
    return [...this.#jobs.keys()];
  }

  /**
   * @param endpoint key of an endpoint
   * @returns how many jobs of its there are
   */
  sizeOf(endpoint: string): number {
    return this.#jobs.get(endpoint)?.size ?? 0;
  }

  /** @param job to be kept */
  put(job: Job): void {
    let heap = this.#jobs.get(job.endpoint);
    if (heap === undefined) this.#jobs.set(job.endpoint, (heap = new Heap<Job>(isBefore)));
    heap.push(job);
    this.#size += 1;
  }

  /**
   * @param endpoint whose jobs are wanted
   * @param count how many at most
   * @returns the longest due, taken out
   */
  take(endpoint: string, count: number): Job[] {
    const heap = this.#jobs.get(endpoint);
    const taken: Job[] = [];
    while (taken.length < count) {
      const job = heap?.pop();
      if (job === undefined) break;
      taken.push(job);
    }
    if (heap?.size === 0) this.#jobs.delete(endpoint);
    this.#size -= taken.length;
    return taken;
  }

  /**
   * @param endpoint whose jobs are wanted
   * @param count how many stay
   * @returns the others, taken out: those that fell due last
   */
  takeBeyond(endpoint: string, count: number): Job[] {
    const all = this.take(endpoint, Infinity);
    for (const job of all.slice(0, count)) this.put(job);
    return all.slice(count);
  }

  /** @returns everything, taken out */
  takeAll(): Job[] {
    return this.endpoints.flatMap((endpoint) => this.take(endpoint, Infinity));
  }
}

function isBefore(a: Job, b: Job): boolean {
  return a.runAt < b.runAt || (a.runAt === b.runAt && a.seq < b.seq);
}
