/**
 * The numbers of receiving: the bounds of what is taken, and the defaults of options.
 *
 * @module receive/limits
 */

/** The default of `maxBodyBytes`: 10 MiB, since Maxun sends whole pages. */
export const DEFAULT_MAX_BODY_BYTES = 10_485_760;
/** The default of `maxBytesInFlight`: 64 MiB, six of the largest bodies. */
export const DEFAULT_BYTES_IN_FLIGHT = 67_108_864;
/** The default of `handlerTimeoutMs`: Maxun gives up at 30 s. */
export const DEFAULT_HANDLER_TIMEOUT_MS = 25_000;
/** The default of `bodyTimeoutMs`: as long as the `requestTimeout` of a server that strangers can reach should be. */
export const DEFAULT_BODY_TIMEOUT_MS = 15_000;
/** A claim outlives the handlers' deadline by this, so that it cannot end while they work; in milliseconds. */
export const LEASE_MARGIN_MS = 5_000;
/** The default of `concurrency`: the sender's. */
export const DEFAULT_INBOX_CONCURRENCY = 100;
/** How long an inbox or a dedupe store may take, in milliseconds, before the sender is told to send again. */
export const STORE_TIMEOUT_MS = 10_000;
/** Longest value of a header that an inbox keeps, in characters. */
export const MAX_KEPT_HEADER_LENGTH = 500;
/** Seconds after which a sender is told to send again (503): stock Maxun's first delay. */
export const RETRY_AFTER_SECONDS = 5;

/** Shortest token of `urlToken` and password of `basicAuth`, in characters: 16 of base64 are 96 random bits, which nobody guesses over a network. */
export const MIN_TOKEN_LENGTH = 16;
/** Longest user and password in base64 that are decoded: longer than any URL that Maxun takes. */
export const MAX_CREDENTIALS_LENGTH = 4_096;

/** The default of `memoryDedupe`'s `max`. */
export const DEFAULT_DEDUPE_MAX = 100_000;
/** The default of `ttlMs` of every dedupe store: 24 hours. */
export const DEFAULT_DEDUPE_TTL_MS = 86_400_000;

/** Places of drift that are counted. Names of fields are the sender's choice, so they must not fill the memory. */
export const MAX_DRIFT_PLACES = 1_000;
/** Bytes that the explanation of a refusal may hash or write, some 5 ms: anybody who can send a request causes it. */
export const EXPLAIN_BYTES = 1_048_576;
