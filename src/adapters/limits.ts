/**
 * The limits of reading a body and of answering before its end.
 *
 * @module adapters/limits
 */

/** A body up to this many bytes is read from a web `Request` by one call, which is faster; a larger one is counted as it arrives. */
export const SMALL_BYTES = 65_536;
/** Bytes of a refused body that are still read, so that the sender gets the answer. */
export const LINGER_BYTES = 1_048_576;
/** How long they are read, in milliseconds. */
export const LINGER_MS = 1_000;
