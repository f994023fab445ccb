/**
 * The limiters of all endpoints of one sender.
 *
 * @module send/endpoint/endpoint-limiters
 */
import type { Clock } from '../../clock/clock.ts';
import { MAX_IDLE_LIMITERS } from '../limits.ts';
import { EndpointLimiter, type LimiterSettings } from './endpoint-limiter.ts';

/** Creates a limiter per endpoint, and drops idle ones if there are many. */
export class EndpointLimiters {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #limiters = new Map<string, EndpointLimiter>();
  #dropAbove = MAX_IDLE_LIMITERS;

  /**
   * @param clock of the sender
   * @param random gives numbers from 0 to below 1
   */
  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * @param id of an endpoint
   * @param settings of the endpoint from now on
   */
  get(id: string, settings: LimiterSettings): EndpointLimiter {
    let limiter = this.#limiters.get(id);
    if (limiter !== undefined) limiter.configure(settings);
    else {
      if (this.#limiters.size >= this.#dropAbove) this.#dropIdle();
      limiter = new EndpointLimiter(settings, this.#random);
      this.#limiters.set(id, limiter);
    }
    return limiter;
  }

  /**
   * @param id of an endpoint
   * @returns how many attempts at it may run at the same time: 1 for a new endpoint
   */
  limitOf(id: string): number {
    return this.#limiters.get(id)?.limit(this.#clock.now()) ?? 1;
  }

  /** @param id of an endpoint that starts again like a new one */
  delete(id: string): void {
    this.#limiters.delete(id);
  }

  /** The next check comes when the number has doubled, so that checks cost little per endpoint. */
  #dropIdle(): void {
    const now = this.#clock.now();
    for (const [id, limiter] of this.#limiters) if (limiter.isIdle(now)) this.#limiters.delete(id);
    this.#dropAbove = Math.max(2 * this.#limiters.size, MAX_IDLE_LIMITERS);
  }
}
