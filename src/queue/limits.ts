/**
 * The limits of the queue for a message, a call and a process, and the defaults of its options.
 *
 * @module queue/limits
 */

/** Most messages in one `enqueue`: this limits how long one commit delays the others. */
export const MAX_MESSAGES = 10_000;
/** Longest endpoint key, in characters. */
export const MAX_ENDPOINT_LENGTH = 512;
/** Longest order key, idempotency key or reason, in characters. */
export const MAX_KEY_LENGTH = 255;
/** Longest fingerprint, in characters: no index holds it, and the one of a failed run has its error's type and message. */
export const MAX_FINGERPRINT_LENGTH = 4_096;
/** Longest metadata, in characters of its JSON. */
export const MAX_METADATA_LENGTH = 65_536;
/** Largest payload in bytes: 64 MiB, well above Maxun's megabytes, well below what SQLite (1 GB) and Postgres (1 GiB) take. */
export const MAX_PAYLOAD_BYTES = 67_108_864;

/** How many attempt records are kept per delivery: the newest. */
export const MAX_ATTEMPT_RECORDS = 32;
/** How many characters of an attempt's detail are kept. */
export const MAX_DETAIL_LENGTH = 500;

/** Most handlers at once in one process: each uses a socket, and a process has about ten thousand. */
export const MAX_CONCURRENCY = 10_000;
/** The default of `maxBytesInFlight`: 64 MiB, one payload of the largest size. */
export const DEFAULT_BYTES_IN_FLIGHT = 67_108_864;
/** How long a delivery waits after its handler threw, in milliseconds: a broken handler must not use up the processor. */
export const HANDLER_FAULT_DELAY_MS = 30_000;
/** The default of `drainMs`: within the 30 s that process managers usually leave after SIGTERM. */
export const DEFAULT_DRAIN_MS = 25_000;
/** How long aborted handlers have to answer, in milliseconds, so that a late success is still stored. */
export const ABORT_GRACE_MS = 500;

/** Above this many answers that wait for a store that refuses writes, no more deliveries are claimed. */
export const MAX_UNSTORED_ANSWERS = 10_000;
/** How long an endpoint waits after its rows could not be read, in milliseconds. */
export const READ_RETRY_MS = 1_000;
/** How long a failed write that must not be lost waits for its next try, in milliseconds: the first and the longest wait. */
export const WRITE_RETRY_MS = { first: 250, most: 5_000 } as const;

/** How long a worker waits to start again if its store cannot be reached, in milliseconds. */
export const START_RETRY_MS = 5_000;
/** Most attempts of Maxun's own schedule: it limits the doublings to finite numbers. Maxun's page offers up to 10. */
export const MAX_MAXUN_ATTEMPTS = 30;

/** The default of `idempotencyRetentionMs`: 7 days, longer than the 75 h of the Standard Webhooks' example schedule. */
export const DEFAULT_IDEMPOTENCY_RETENTION_MS = 604_800_000;

/** Most and default number of dead letters in one page. */
export const DEAD_PAGE = { most: 1_000, default: 100 } as const;
/** Most and default number of deliveries that one `purge` removes. */
export const PURGE_STEP = { most: 10_000, default: 1_000 } as const;
