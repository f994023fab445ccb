/** @module maxun-api/catch-up-report */

/** What a pass did. Every number is a number of runs. */
export interface CatchUpReport {
  /** Answered by the API. */
  readonly seen: number;
  /** That the receiver had not received, and has now. */
  readonly caughtUp: number;
  /** That the receiver had received before, as far as it was asked. */
  readonly duplicates: number;
  /** That ended a moment ago: their webhooks may be under way. */
  readonly tooRecent: number;
  /** That the receiver could not take; they are given again in the next pass. */
  readonly failed: number;
  /** That have ended and have no time that can be read. They are left alone. */
  readonly withoutTime: number;
  /** Whether every run was seen. If not, a problem says why, and the next pass sees them. */
  readonly complete: boolean;
}
