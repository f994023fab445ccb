/**
 * The limits of this room: what is remembered of robots, and when something counts as unusual.
 *
 * @module quality/limits
 */

/** Robots that are remembered; beyond it, the one that ran longest ago is forgotten. */
export const MAX_ROBOTS = 1000;

/** Lists, and groups of texts, of one robot that are watched. */
export const MAX_LISTS = 50;

/** Columns of one list that are watched. */
export const MAX_COLUMNS = 200;

/** Columns of all robots together, some 1 kB each; beyond it, the robots that ran longest ago are forgotten. */
export const MAX_ALL_COLUMNS = 50_000;

/** Rows of one list that a run is judged by: the first ones. */
export const MAX_ROWS = 2000;

/** Findings of one run that are reported. */
export const MAX_ISSUES = 100;

/** Characters of a cell that are looked at for its format. */
export const MAX_CELL = 200;

/** How unlikely a change must be, if the robot has not changed, to be reported. */
export const UNLIKELY = 1e-4;

/** Rows after which older ones count half, so that slow changes are learned. */
export const MEMORY_ROWS = 2000;

/** Runs that must be known before one is judged; and rows, of what less than half of them have. */
export const MIN_LEARNED_RUNS = 3;
export const MIN_FOUND = 10;

/** Runs in a row after which what was reported is the new normal. */
export const ACCEPTED_AFTER = 20;

/** Runs whose numbers of rows are remembered, and how many are needed to judge another by them. */
export const MEMORY_RUNS = 30;
export const MIN_RUNS = 5;

/** A list has collapsed only if it has at most this share of its usual rows. */
export const COLLAPSED_SHARE = 0.3;
