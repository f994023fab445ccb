/**
 * The sender's limits.
 *
 * @module send/limits
 */

export { MAX_CONCURRENCY, MAX_ENDPOINT_LENGTH } from '../queue/limits.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Attempts at once, over all endpoints. */
export const DEFAULT_CONCURRENCY: number = 100;
/** Attempts at once at one endpoint. */
export const DEFAULT_ENDPOINT_CONCURRENCY: number = 10;
/** 10 MiB: the default of this kit's receivers. */
export const DEFAULT_MAX_BODY_BYTES: number = 10_485_760;
export const DEFAULT_MAX_RETRY_AFTER_MS: number = DAY_MS;
/** The value of Svix and others. */
export const DEFAULT_DISABLE_AFTER_MS: number = 5 * DAY_MS;
/** Within the 15 to 30 s of the Standard Webhooks, and what Maxun waits; receivers of this kit respond within 25. */
export const DEFAULT_TIMEOUT_MS: number = 30_000;
/** In milliseconds. The Standard Webhooks allow up to 30 s; an attempt of more than an hour is a leak. */
export const MAX_TIMEOUT_MS: number = HOUR_MS;

/** How long deliveries wait before an unknown endpoint is looked up again. */
export const UNKNOWN_ENDPOINT_WAIT_MS: number = 30_000;
/** How long they wait if the function `endpoints` failed. */
export const RESOLVER_FAULT_WAIT_MS: number = 5_000;
/** How long a delivery waits if this process has no free socket. */
export const LOCAL_FAULT_WAIT_MS: number = 1_000;

/** How long the result of the function `endpoints` is cached: a rotated secret or a changed URL applies after it. */
export const ENDPOINT_FRESH_MS: number = 10_000;
/**
 * How long that function may take. Deliveries that wait for it take up handlers: without this limit, a look-up that never
 * returns would block them permanently, also for other endpoints.
 */
export const RESOLVER_TIMEOUT_MS: number = 10_000;
/**
 * How long a transaction of the caller may take from the acceptance to its commit: until then the queue does not see
 * its deliveries.
 */
export const TRANSACTION_MS: number = HOUR_MS;

/**
 * Above this many, endpoints without deliveries are forgotten and idle limiters are dropped: if each event has a callback
 * URL of its own, there are as many endpoints as events, and each takes 1.4 kB.
 */
export const MAX_UNUSED_ENDPOINTS: number = 10_000;
export const MAX_IDLE_LIMITERS: number = 10_000;
/** How many endpoints one query looks up: this limits how long SQLite blocks the process. */
export const UNUSED_PER_QUERY: number = 1_000;

/** Longest `Retry-After` that is parsed: longer than any date and any useful number of seconds. */
export const MAX_RETRY_AFTER_LENGTH: number = 1_024;

/** 16 KiB of response headers, Node's own limit (`--max-http-header-size`). */
export const MAX_RESPONSE_HEADER_BYTES: number = 16_384;
/** Bytes of a response that are read before its connection is closed. */
export const MAX_RESPONSE_BYTES: number = 65_536;
/** Interim responses (1xx) that are accepted before the final one: a few 103 are normal, a flood is a fault. */
export const MAX_INTERIM_RESPONSES: number = 16;
/**
 * How many responses may be read to their end at the same time. Reading on only saves a connection, so above
 * this limit connections are closed: endpoints that never end their responses must not use up the sockets.
 */
export const MAX_DRAINING_RESPONSES: number = 64;
/** How many odd settings of webhooks are remembered as reported. */
export const MAX_REPORTED_SETTINGS: number = 1_000;
