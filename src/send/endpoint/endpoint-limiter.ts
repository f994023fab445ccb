/**
 * How many requests an endpoint may get right now: a circuit breaker, a rate, and a concurrency that gives way.
 *
 * - **Probing**: one attempt at a time. A limiter begins so, and is so after a pause: an endpoint that comes back meets
 *   one request before the flood.
 * - **Closed**: up to the endpoint's concurrency; halved by each sign of overload, and regained one by one.
 * - **Paused**: nothing until a time. The pause grows each time the breaker opens.
 *
 * Its state is this process's own and is not stored.
 *
 * @module send/endpoint/endpoint-limiter
 */

/** What an endpoint allows. */
export interface LimiterSettings {
  readonly concurrency: number;
  readonly ratePerSecond: number | undefined;
}

/** How an attempt went, as far as the endpoint's health goes. */
export type Health =
  /** It responded, and is not overloaded: 2xx, and those 4xx that are about the request. */
  | 'alive'
  /** No response, or 5xx. */
  | 'failing'
  /** 429, 502, 503, 504 or a timeout. */
  | 'overloaded'
  /** The fault was this side's, or the attempt was aborted. */
  | 'unknown';

/** An attempt that was let through. */
export interface Permit {
  readonly isProbe: boolean;
}

/** A permit, or when to ask again, in milliseconds since the epoch. */
export type Admission = { readonly permit: Permit } | { readonly until: number };

/** Consecutive failures after which the breaker opens: a few, so that single faults do not hold up the rest. */
const TRIP_AFTER = 5;
/** The first pause and the longest one, in milliseconds. Each is twice the one before. */
const PAUSE_MS = [5_000, 300_000] as const;
/** A share by which a pause may be longer, by chance, so that senders do not come back together. */
const PAUSE_JITTER = 0.2;
/** How long deliveries wait while a probe is under way, in milliseconds; the end of the probe ends the wait. */
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
  /** When the rate would be used up evenly: each attempt moves it on by the interval of the rate. */
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

  /** How many attempts may be under way at once, as it stands. */
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
   * @returns how many attempts may be under way at this moment, those that are included; at least 1
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
   * @param permit that it had
   * @param health how it went
   * @param now milliseconds since the epoch
   */
  release(permit: Permit, health: Health, now: number): void {
    this.#inFlight -= 1;
    if (permit.isProbe) this.#probes -= 1;
    if (health === 'unknown') return;
    // An attempt that began before the pause says nothing of how the endpoint is now.
    const counts = permit.isProbe || !this.#isProbing;
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
    if (this.#allowedByRate(now) >= 1) return this.#pausedUntil;
    return Math.max(this.#pausedUntil, Math.ceil(this.#rateUsedUntil - this.#burstMs()));
  }

  /**
   * Lets nothing through for a while, and one probe after it.
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
   * @returns whether it may be forgotten: a new one would let through the same, after a first attempt alone
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

  /** A second's worth of attempts may come at once, and one at least: the last of them comes this long before its time. */
  #burstMs(): number {
    return Math.max(1_000 - this.#intervalMs(), 0);
  }
}
