/**
 * What a check found: the same for every test runner.
 *
 * @module mock-server/assertions/outcome
 */

/** What a check found. */
export interface Outcome {
  readonly pass: boolean;
  /** Why it failed, or, where it passed, why its opposite would. */
  readonly message: string;
}
