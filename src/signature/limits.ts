/**
 * The limits of signing and verifying: what strangers may send, what callers may give, and what an explanation costs.
 *
 * @module signature/limits
 */

/** Longest id that is accepted: the ids of known senders have some thirty characters. */
export const MAX_ID = 256;
/** Longest `webhook-signature`, in characters. */
export const MAX_SIGNATURE = 4096;
/** The most signatures in it: a rotation needs two, with v1a beside v1 four. */
export const MAX_SIGNATURES = 16;
/** The most of them that may be v1a: Ed25519 hashes the whole body for each, HMAC once for all. */
export const MAX_PAIRED_SIGNATURES = 4;
/** The default of `toleranceSeconds`, that of the reference libraries; the specification names none. */
export const DEFAULT_TOLERANCE_SECONDS = 300;

/** The most secrets at once: a rotation needs two, and each costs an HMAC of the body. */
export const MAX_SECRETS = 16;
/** The most Ed25519 keys among them: each hashes the whole body for each of up to 4 signatures, which anybody can send. */
export const MAX_PAIRED_SECRETS = 4;
/** How many keys stay prepared, of the secrets used last. */
export const MAX_PREPARED_KEYS = 256;

/** Shortest shared secret in bytes, by the specification. */
export const MIN_SECRET_BYTES = 24;
/** Longest shared secret in bytes, by the specification. */
export const MAX_SECRET_BYTES = 64;
/** Bytes of a generated secret: as many as the HMAC's own digest has; more adds nothing. */
export const DEFAULT_SECRET_BYTES = 32;

/** Bytes that {@link explain} may hash or write: enough for every guess on a body of 2 MB, and about a second. */
export const EXPLAIN_BYTES = 67_108_864;
/** The deepest body that is rewritten for a guess: no event of Maxun has more than ten levels. */
export const MAX_REWRITTEN_DEPTH = 64;
