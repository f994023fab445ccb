/**
 * The limits of the validation. A hostile payload can have a million faults, and keys of megabytes.
 *
 * @module validation/limits
 */

/** Issues, and extra fields, that one validation lists; more would not help. */
export const MAX_ISSUES = 100;

/** UTF-16 units of a JSON pointer. */
export const MAX_POINTER = 1000;

/** UTF-16 units of a JSON pointer that a sentence shows. */
export const MAX_PATH_SHOWN = 200;

/** UTF-16 units of a string that a description shows; enough to know a date or an id by. */
export const MAX_TEXT_SHOWN = 60;

/** The longest key or event type that is compared with the contract's, to tell what it may mean. */
export const MAX_KEY_COMPARED = 100;

/** Levels of nesting in a field that the contract leaves open. Documents of real scrapers stay below 20. */
export const MAX_OPEN_DEPTH = 100;

/** Values in a field that the contract leaves open: more than a body of 10 MiB holds, but a graph with shared parts can. */
export const MAX_OPEN_VALUES = 10_000_000;
