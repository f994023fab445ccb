/**
 * What a check found: the same for every test runner.
 *
 * @module mock-server/assertions/outcome
 */

/** What a check found. */
export interface Outcome {
  readonly pass: boolean;
  /** Why the check failed; if it passed, why its negation fails. */
  readonly message: string;
}
