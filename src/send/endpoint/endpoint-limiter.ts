/**
 * How hard an endpoint may be pressed right now: a circuit breaker, a rate, and a concurrency that gives way.
 *
 * - **Probing**: one attempt at a time. So it begins, and so it is after a pause: an endpoint that comes back meets one
 *   request before the flood.
 * - **Closed**: up to the endpoint's concurrency; halved by each sign of overload, and regained one by one.
 * - **Open**: nothing until a time, which grows from trip to trip.
 *
 * It is of this process, and forgotten with it; what waits is in the queue.
 *
 * @module send/endpoint/endpoint-limiter
 */

/** What a limiter goes by. */
export interface LimiterSettings {
  readonly concurrency: number;
  readonly ratePerSecond: number | undefined;
}

/** How an attempt went, as far as the endpoint's health goes. */
export type Health =
  /** It answered, and not that it is overloaded: 2xx, and 4xx that mean the request. */
  | 'alive'
  /** No answer, or 5xx. */
  | 'failing'
  /** 429, 502, 503, 504 or a timeout. */
  | 'overloaded'
  /** Nothing is known: the fault was this side's, or the attempt was given up. */
  | 'unknown';

/** An attempt that was let through. */
export interface Permit {
  readonly isProbe: boolean;
}

/** What came of asking: a permit, or when to ask again, in milliseconds since the epoch. */
export type Admission = { readonly permit: Permit } | { readonly until: number };

/** Consecutive failures after which the breaker opens: a few, so that single faults do not hold up the rest. */
const TRIP_AFTER = 5;
/** How long it stays open: at first, and at most, in milliseconds. Doubles from trip to trip. */
const OPEN_MS = [5_000, 300_000] as const;
/** A share by which an opening may be longer, by chance, so that senders do not come back together. */
const OPEN_JITTER = 0.2;
/** How long what came while a probe was under way waits, in milliseconds; the probe's answer ends the wait. */
const PROBE_WAIT_MS = 1_000;

/** The limiter of one endpoint. */
export class EndpointLimiter {
  #settings: LimiterSettings;
  readonly #random: () => number;
  #state: 'probing' | 'closed' = 'probing';
  #heldUntil = 0;
  #inFlight = 0;
  #probes = 0;
  #failures = 0;
  #trips = 0;
  #failingSince: number | undefined;
  #allowance: number;
  #tokens: number;
  #tokensAt: number;

  /**
   * @param settings of the endpoint
   * @param now milliseconds since the epoch
   * @param random gives numbers from 0 to below 1
   */
  constructor(settings: LimiterSettings, now: number, random: () => number) {
    this.#settings = settings;
    this.#random = random;
    this.#allowance = settings.concurrency;
    this.#tokens = burstOf(settings);
    this.#tokensAt = now;
  }

  /** How many attempts may be under way at once, as it stands. */
  get concurrency(): number {
    return this.#state === 'probing' ? 1 : Math.min(this.#allowance, this.#settings.concurrency);
  }

  /**
   * @param settings of the endpoint, which may have changed
   */
  configure(settings: LimiterSettings): void {
    if (settings.concurrency > this.#settings.concurrency) this.#allowance = settings.concurrency;
    this.#settings = settings;
  }

  /**
   * @param now gives milliseconds since the epoch; read where the endpoint has a rate
   * @returns up to how many attempts may be under way at this moment, those that are included
   */
  limit(now: () => number): number {
    const byState = this.#state === 'probing' ? this.#inFlight + 1 - this.#probes : this.concurrency;
    if (this.#settings.ratePerSecond === undefined) return Math.max(byState, 1);
    this.#refill(now(), this.#settings.ratePerSecond);
    return Math.max(Math.min(byState, this.#inFlight + Math.floor(this.#tokens)), 1);
  }

  /**
   * @param now milliseconds since the epoch
   * @returns a permit, or when to ask again
   */
  admit(now: number): Admission {
    if (this.#heldUntil > now) return { until: this.#heldUntil };
    const isProbe = this.#state === 'probing';
    if (isProbe && this.#probes > 0) return { until: now + PROBE_WAIT_MS };
    const { ratePerSecond } = this.#settings;
    const nextTokenAt = ratePerSecond === undefined ? now : this.#nextTokenAt(now, ratePerSecond);
    if (nextTokenAt > now) return { until: nextTokenAt };
    this.#tokens -= 1;
    this.#inFlight += 1;
    if (isProbe) this.#probes += 1;
    return { permit: { isProbe } };
  }

  /**
   * An attempt has ended.
   *
   * @param permit that it had
   * @param health how it went
   * @param now milliseconds since the epoch
   */
  settle(permit: Permit, health: Health, now: number): void {
    this.#inFlight -= 1;
    if (permit.isProbe) this.#probes -= 1;
    if (health === 'unknown') return;
    // What was under way when the limiter closed says nothing of how the endpoint is now.
    const counts = permit.isProbe || this.#state === 'closed';
    if (health === 'alive') return counts ? this.#recover() : undefined;
    this.#failures += 1;
    this.#failingSince ??= now;
    if (health === 'overloaded') this.#allowance = Math.max(Math.floor(this.concurrency / 2), 1);
    if (this.#failures >= TRIP_AFTER && counts) this.#trip(now);
  }

  /**
   * @param now milliseconds since the epoch
   * @returns until when nothing can be let through, in milliseconds since the epoch; a time in the past where something can
   */
  blockedUntil(now: number): number {
    const { ratePerSecond } = this.#settings;
    return ratePerSecond === undefined
      ? this.#heldUntil
      : Math.max(this.#heldUntil, this.#nextTokenAt(now, ratePerSecond));
  }

  /**
   * The endpoint asked for a pause.
   *
   * @param until milliseconds since the epoch
   */
  hold(until: number): void {
    this.#state = 'probing';
    this.#heldUntil = Math.max(this.#heldUntil, until);
  }

  /**
   * @param now milliseconds since the epoch
   * @returns for how long every attempt has failed, in milliseconds; 0 where the last ones did not, or were few
   */
  failingFor(now: number): number {
    return this.#failures < TRIP_AFTER || this.#failingSince === undefined ? 0 : now - this.#failingSince;
  }

  /**
   * @param now milliseconds since the epoch
   * @returns whether it may be forgotten: a new one would let through the same, after a first attempt alone
   */
  isIdle(now: number): boolean {
    const { concurrency, ratePerSecond } = this.#settings;
    if (this.#inFlight > 0 || this.#failures > 0 || this.#heldUntil > now) return false;
    if (this.#allowance < concurrency) return false;
    if (ratePerSecond === undefined) return true;
    this.#refill(now, ratePerSecond);
    return this.#tokens >= burstOf(this.#settings);
  }

  #recover(): void {
    this.#failures = 0;
    this.#trips = 0;
    this.#failingSince = undefined;
    this.#state = 'closed';
    this.#heldUntil = 0;
    this.#allowance = Math.min(this.#allowance + 1, this.#settings.concurrency);
  }

  #trip(now: number): void {
    const [first, most] = OPEN_MS;
    const openMs = Math.min(first * 2 ** this.#trips, most) * (1 + OPEN_JITTER * this.#random());
    this.#trips += 1;
    this.hold(now + Math.round(openMs));
  }

  #nextTokenAt(now: number, ratePerSecond: number): number {
    this.#refill(now, ratePerSecond);
    return this.#tokens >= 1 ? now : now + Math.ceil(((1 - this.#tokens) * 1_000) / ratePerSecond);
  }

  #refill(now: number, ratePerSecond: number): void {
    const earned = (Math.max(now - this.#tokensAt, 0) * ratePerSecond) / 1_000;
    this.#tokens = Math.min(this.#tokens + earned, burstOf(this.#settings));
    this.#tokensAt = now;
  }
}

function burstOf({ ratePerSecond }: LimiterSettings): number {
  return Math.max(ratePerSecond ?? 1, 1);
}
