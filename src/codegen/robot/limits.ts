/**
 * The limits of this room. Captures come from files and from running servers, and can be of any size.
 *
 * @module codegen/robot/limits
 */

/** Rows of one list that are looked at, over all captures; the first of each capture come first. */
export const MAX_ROWS = 20_000;

/** Lists, and groups of texts, that get a type. */
export const MAX_LISTS = 500;

/** Levels of nesting in a cell that get a type; below is `unknown`. */
export const MAX_DEPTH = 20;
