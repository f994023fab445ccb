/**
 * Limits the requests to an endpoint: a circuit breaker, a rate, and a concurrency that adapts.
 *
 * - **Probing**: one attempt at a time, at first and after each pause: an endpoint that recovers gets
 *   one request before many.
 * - **Closed**: up to the endpoint's concurrency; halved at each sign of overload, then raised one by one.
 * - **Paused**: nothing until a time. The pause grows each time the breaker opens.
 *
 * Its state belongs to this process and is not stored.
 *
 * @module send/endpoint/endpoint-limiter
 */

/** The limits of an endpoint. */
export interface LimiterSettings {
  readonly concurrency: number;
  readonly ratePerSecond: number | undefined;
}

/** What an attempt shows about the endpoint's health. */
export type Health =
  /** It responded and is not overloaded: 2xx, and 4xx that concern the request. */
  | 'alive'
  /** No response, or 5xx. */
  | 'failing'
  /** 429, 502, 503, 504 or a timeout. */
  | 'overloaded'
  /** The fault was on this side, or the attempt was aborted. */
  | 'unknown';

/** An attempt that was allowed. */
export interface Permit {
  readonly isProbe: boolean;
}

/** A permit, or when to ask again, in milliseconds since the epoch. */
export type Admission = { readonly permit: Permit } | { readonly until: number };

/** Consecutive failures after which the breaker opens: a single fault must not delay the rest. */
const TRIP_AFTER = 5;
/** The first pause and the longest one, in milliseconds. Each is twice the one before. */
const PAUSE_MS = [5_000, 300_000] as const;
/** A random share by which a pause can be longer, so that senders do not return at the same time. */
const PAUSE_JITTER = 0.2;
/** How long deliveries wait while a probe runs, in milliseconds; the end of the probe ends the wait. */
const PROBE_WAIT_MS = 1_000;

/** The limiter of one endpoint. */
export class EndpointLimiter {
  #settings: LimiterSettings;
  readonly #random: () => number;
  #isProbing = true;
  #pausedUntil = 0;
  #inFlight = 0;
  #probes = 0;
  #failures = 0;
  #trips = 0;
  #failingSince: number | undefined;
  #allowance: number;
  /** The earliest time of the next attempt at an even rate: each attempt moves it on by the interval of the rate. */
  #rateUsedUntil = 0;

  /**
   * @param settings of the endpoint
   * @param random gives numbers from 0 to below 1
   */
  constructor(settings: LimiterSettings, random: () => number) {
    this.#settings = settings;
    this.#random = random;
    this.#allowance = settings.concurrency;
  }

  /** How many attempts may run at the same time, at present. */
  get concurrency(): number {
    return this.#isProbing ? 1 : Math.min(this.#allowance, this.#settings.concurrency);
  }

  /** @param settings of the endpoint, which may have changed */
  configure(settings: LimiterSettings): void {
    if (settings.concurrency > this.#settings.concurrency) this.#allowance = settings.concurrency;
    this.#settings = settings;
  }

  /**
   * @param now milliseconds since the epoch
   * @returns how many attempts may run at this moment, including the running ones; at least 1
   */
  limit(now: number): number {
    const byState = this.#isProbing ? this.#inFlight + 1 - this.#probes : this.concurrency;
    return Math.max(Math.min(byState, this.#inFlight + this.#allowedByRate(now)), 1);
  }

  /** @param now milliseconds since the epoch */
  admit(now: number): Admission {
    if (this.#pausedUntil > now) return { until: this.#pausedUntil };
    const isProbe = this.#isProbing;
    if (isProbe && this.#probes > 0) return { until: now + PROBE_WAIT_MS };
    const until = this.blockedUntil(now);
    if (until > now) return { until };
    this.#rateUsedUntil = Math.max(this.#rateUsedUntil, now) + this.#intervalMs();
    this.#inFlight += 1;
    if (isProbe) this.#probes += 1;
    return { permit: { isProbe } };
  }

  /**
   * An attempt has ended.
   *
   * @param permit of the attempt
   * @param health that it showed
   * @param now milliseconds since the epoch
   */
  release(permit: Permit, health: Health, now: number): void {
    this.#inFlight -= 1;
    if (permit.isProbe) this.#probes -= 1;
    if (health === 'unknown') return;
    // An attempt that began before the pause does not show the endpoint's present state.
    const counts = permit.isProbe || !this.#isProbing;
    if (health === 'alive') return counts ? this.#recover() : undefined;
    this.#failures += 1;
    this.#failingSince ??= now;
    if (health === 'overloaded') this.#allowance = Math.max(Math.floor(this.concurrency / 2), 1);
    if (this.#failures >= TRIP_AFTER && counts) this.#trip(now);
  }

  /**
   * @param now milliseconds since the epoch
   * @returns until when no attempt is allowed, in milliseconds since the epoch; a time in the past if one is
   */
  blockedUntil(now: number): number {
    if (this.#allowedByRate(now) >= 1) return this.#pausedUntil;
    return Math.max(this.#pausedUntil, Math.ceil(this.#rateUsedUntil - this.#burstMs()));
  }

  /**
   * Pauses the endpoint, and allows one probe after the pause.
   *
   * @param until milliseconds since the epoch
   */
  pause(until: number): void {
    this.#isProbing = true;
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
  }

  /**
   * @param now milliseconds since the epoch
   * @returns for how long every attempt has failed, in milliseconds; 0 below five failures in a row
   */
  failingFor(now: number): number {
    return this.#failures < TRIP_AFTER || this.#failingSince === undefined ? 0 : now - this.#failingSince;
  }

  /**
   * @param now milliseconds since the epoch
   * @returns whether it may be dropped: a new one would allow the same, after one first attempt
   */
  isIdle(now: number): boolean {
    const isQuiet = this.#inFlight === 0 && this.#failures === 0 && this.#pausedUntil <= now;
    return isQuiet && this.#allowance >= this.#settings.concurrency && this.#rateUsedUntil <= now;
  }

  #recover(): void {
    this.#failures = 0;
    this.#trips = 0;
    this.#failingSince = undefined;
    this.#isProbing = false;
    this.#pausedUntil = 0;
    this.#allowance = Math.min(this.#allowance + 1, this.#settings.concurrency);
  }

  #trip(now: number): void {
    const [first, longest] = PAUSE_MS;
    const pauseMs = Math.min(first * 2 ** this.#trips, longest) * (1 + PAUSE_JITTER * this.#random());
    this.#trips += 1;
    this.pause(now + Math.round(pauseMs));
  }

  #allowedByRate(now: number): number {
    const intervalMs = this.#intervalMs();
    if (intervalMs === 0) return Number.POSITIVE_INFINITY;
    // Rounded, since sums of fractions of a millisecond end just below a whole attempt.
    const used = Math.max(this.#rateUsedUntil - now, 0);
    return Math.floor((this.#burstMs() - used) / intervalMs + 1 + 1e-9);
  }

  #intervalMs(): number {
    const { ratePerSecond } = this.#settings;
    return ratePerSecond === undefined ? 0 : 1_000 / ratePerSecond;
  }

  /** The attempts of one second may come at once, at least one: this is how early the last of them may be. */
  #burstMs(): number {
    return Math.max(1_000 - this.#intervalMs(), 0);
  }
}
