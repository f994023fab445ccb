/**
 * The jobs that a worker has got and not started: which of them start next, which stay, and which are set aside because
 * they are in the way of others.
 *
 * @module queue/postgres/waiting
 */
import type { EndpointScheduler } from '../endpoint-scheduler.ts';
import type { Aside } from './aside.ts';
import { Hand, type Job } from './hand.ts';
import type { Writer } from './writer.ts';

/** What {@link Waiting} works with. */
export interface WaitingParts {
  readonly scheduler: EndpointScheduler;
  readonly aside: Pick<Aside, 'note' | 'promote' | 'promoteIn'>;
  readonly writer: Pick<Writer, 'setAside' | 'giveBack'>;
  /** How many handlers may run for an endpoint. */
  readonly limitOf: (endpoint: string) => number;
  /** How many jobs may be in hand. */
  readonly slots: number;
}

/** Jobs of an endpoint on hold for longer than this are set aside at once; in milliseconds. */
const SHORT_HOLD_MS = 5_000;

/** What waits in one worker. */
export class Waiting {
  readonly #parts: WaitingParts;
  readonly #hand = new Hand();

  /** @param parts the scheduler, and where to put what is in the way */
  constructor(parts: WaitingParts) {
    this.#parts = parts;
  }

  /** @param job that has come */
  put(job: Job): void {
    this.#hand.put(job);
    this.#parts.scheduler.offer({ endpoint: job.endpoint, dueAt: 0 });
  }

  /**
   * @param now milliseconds since the epoch
   * @param free places
   * @returns jobs of the endpoint whose turn it is, to be started: none where they have been set aside since; `undefined`
   *   where it is no endpoint's turn
   */
  next(now: number, free: number): readonly Job[] | undefined {
    const { scheduler } = this.#parts;
    const grant = free > 0 ? scheduler.next(now) : undefined;
    if (grant === undefined) return undefined;
    const { endpoint } = grant.state;
    const jobs = this.#hand.take(endpoint, Math.min(grant.room, free));
    scheduler.served(grant.state, jobs.length, this.#hand.sizeOf(endpoint) > 0 ? 0 : undefined);
    return jobs;
  }

  /**
   * There is a free place and nobody for it: what is in hand waits for its endpoint, and others may be behind it.
   *
   * @param now milliseconds since the epoch
   */
  clearTheWay(now: number): void {
    const { scheduler, limitOf, slots } = this.#parts;
    const crowded = this.#hand.size > slots / 2;
    for (const endpoint of this.#hand.endpoints) {
      const heldFor = scheduler.heldUntil(endpoint) - now;
      const keep = crowded || heldFor > SHORT_HOLD_MS ? 0 : limitOf(endpoint);
      for (const job of this.#hand.takeBeyond(endpoint, keep)) void this.#setAside(job);
    }
  }

  /**
   * @param endpoint to start nothing for
   * @param until milliseconds since the epoch
   * @param now milliseconds since the epoch
   */
  hold(endpoint: string, until: number, now: number): void {
    const { scheduler, aside } = this.#parts;
    scheduler.hold(endpoint, until, now);
    aside.promoteIn(endpoint, Math.max(until - now, 0));
  }

  /**
   * @param endpoint key of an endpoint
   * @param now milliseconds since the epoch
   * @returns how many more of its jobs are of use: as many as may start, and as many again to follow them
   */
  wanted(endpoint: string, now: number): number {
    const { scheduler, limitOf, slots } = this.#parts;
    const room = scheduler.roomOf(endpoint, now);
    return room === 0 ? 0 : Math.min(room + limitOf(endpoint), slots) - this.#hand.sizeOf(endpoint);
  }

  /** Gives everything back: others may do it. */
  empty(): void {
    for (const job of this.#hand.takeAll()) {
      this.#parts.writer.giveBack(job).then(job.end, job.fail);
    }
  }

  async #setAside(job: Job): Promise<void> {
    const { writer, aside } = this.#parts;
    try {
      await writer.setAside(job);
      aside.note(job.endpoint);
      job.end();
      aside.promote([job.endpoint]);
    } catch (error) {
      job.fail(error);
    }
  }
}
