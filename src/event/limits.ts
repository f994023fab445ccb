/**
 * The limits of this room: what is read of a payload, and what is said about it.
 *
 * @module event/limits
 */

/** Bytes of a body, if the caller says nothing. */
export const MAX_BODY_BYTES = 10_485_760;

/** Levels of a body, if the caller says nothing: the validator lets an extra field nest 100, and it lies a few levels down. */
export const MAX_DEPTH = 128;

/** The most levels that a caller can allow: recursive code can walk as many on the stack of any runtime. */
export const DEEPEST_LIMIT = 1000;

/**
 * Keys of one object of a body, if the caller says nothing. No event has as many, and the engine takes three times as long
 * for each key of an object of a million.
 */
export const MAX_OBJECT_KEYS = 10_000;

/**
 * Characters of a body from which on its nesting can cost much: parsing a bracket costs a hundred times its size, here 25 MB.
 * Counting brackets takes a tenth of verifying and parsing a body of 100 kB.
 */
export const MIN_LENGTH_TO_SCAN = 262_144;

/** A body with more opening brackets than one in this many characters is scanned for its depth before it is parsed. */
export const MAX_BRACKET_SHARE = 32;

/** Duplicate keys, and numbers that lost digits, that a scan lists. */
export const MAX_FINDINGS = 100;

/** Times that a scan puts a finding's pointer together, findings that it has already among them. */
export const MAX_FINDING_ATTEMPTS = 1000;

/** Repairs that one normalisation lists. */
export const MAX_REPAIRS = 100;

/** Lists without a name, or with rows that have to be repaired, that one normalisation reads; no event has as many. */
export const MAX_LISTS = 1000;

/** Keys of one object that are compared with the contract's in other spellings; no event has as many. */
export const MAX_KEYS = 1000;

/** UTF-16 units of a part of an idempotency key; a UUID has 36. */
export const MAX_KEY_PART = 200;

/** UTF-16 units of a date; the longest locale's has 40. */
export const MAX_DATE_LENGTH = 80;

/** Formats of locales and clocks of zones that are kept. They come from the caller's code, but a service can have many. */
export const MAX_CACHED = 200;
