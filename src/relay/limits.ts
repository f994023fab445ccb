/**
 * The defaults and bounds of the relay.
 *
 * @module relay/limits
 */

/** The default of `port`: next to the mock receiver's 4400. */
export const DEFAULT_PORT = 4500;
/** The default of `user`, the name in `https://maxun:TOKEN@host/hook`. */
export const DEFAULT_USER = 'maxun';
/** How long the counts of the queues are used again, in milliseconds: anybody who reaches the port can ask for them. */
export const STATS_FRESH_MS = 1_000;
/** How long `/readyz` and `/metrics` wait for the queues, in milliseconds: shorter than the 10 s of a Prometheus scrape. */
export const STATS_TIMEOUT_MS = 5_000;
