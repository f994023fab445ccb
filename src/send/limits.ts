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
/** What Svix and others use. */
export const DEFAULT_DISABLE_AFTER_MS: number = 5 * DAY_MS;
/** Within the 15 to 30 s of the Standard Webhooks, and what Maxun waits; receivers of this kit respond within 25. */
export const DEFAULT_TIMEOUT_MS: number = 30_000;
/** A minute is twice what the Standard Webhooks allow; an attempt of more than an hour is a leak. */
export const MAX_TIMEOUT_MS: number = HOUR_MS;

/** How long a sender whose queue cannot be worked on yet (a database that is down) waits for its next try. */
export const START_RETRY_MS: number = 5_000;
/** How long deliveries wait before an endpoint that is not known is looked up again. */
export const UNKNOWN_ENDPOINT_WAIT_MS: number = 30_000;
/** How long they wait where the function `endpoints` failed. */
export const RESOLVER_FAULT_WAIT_MS: number = 5_000;
/** How long a delivery waits where this process has no socket to spare. */
export const LOCAL_FAULT_WAIT_MS: number = 1_000;

/** For how long the answer of the function `endpoints` is used: a rotated secret or a changed URL is in force after it. */
export const ENDPOINT_FRESH_MS: number = 10_000;
/**
 * How long that function may take. What waits for it holds places of the worker: with a look-up that never answers, these
 * would be lost for good, also for the other endpoints.
 */
export const RESOLVER_TIMEOUT_MS: number = 10_000;
/**
 * How long a transaction of the caller's may take from the acceptance to its commit: until then the queue does not see
 * what it holds.
 */
export const TRANSACTION_MS: number = HOUR_MS;

/**
 * Above this many, endpoints without deliveries are forgotten, and idle limiters dropped: where each event has a callback
 * URL of its own, there are as many endpoints as events, at 1.4 kB each.
 */
export const MAX_UNUSED_ENDPOINTS: number = 10_000;
export const MAX_IDLE_LIMITERS: number = 10_000;
/** How many endpoints the queue is asked for at once: a bound on how long SQLite holds up the process. */
export const UNUSED_PER_QUERY: number = 1_000;

/** Longest `Retry-After` that is read: more than any date, and than any number of seconds that makes a difference. */
export const MAX_RETRY_AFTER_LENGTH: number = 1_024;
/** More doublings than any number of seconds survives; Maxun's page offers up to 10 attempts. */
export const MAX_MAXUN_ATTEMPTS: number = 30;

/** 16 KiB of response headers, Node's own limit (`--max-http-header-size`). */
export const MAX_RESPONSE_HEADER_BYTES: number = 16_384;
/** Bytes of a response that are read before its connection is thrown away. */
export const MAX_RESPONSE_BYTES: number = 65_536;
/** Interim responses (1xx) that are taken before the final one: 103 may come a few times, a flood is a fault. */
export const MAX_INTERIM_RESPONSES: number = 16;
/**
 * Responses that may still be read after their status line was, at once. To read on only saves a connection, so above
 * this bound connections are thrown away: endpoints that never end their responses must not collect sockets.
 */
export const MAX_DRAINING_RESPONSES: number = 64;
/** Odd settings of webhooks that are remembered as reported. */
export const MAX_REPORTED_SETTINGS: number = 1_000;
