/**
 * The one normalised form of a run, whatever shape it arrived in.
 *
 * @module event/run
 * @see docs/reference/normalized-run.md
 */
import type { RunFields } from '#generated/run.js';
import type { Shape } from '../validation/index.ts';
import type { QualityIssue } from './quality-issue.ts';
import type { Repair } from './repair.ts';

export type {
  Json,
  Row,
  RunCounts as Counts,
  RunError,
  RunFields,
  RunRobot as Robot,
  RunScreenshots as Screenshots,
} from '#generated/run.js';

/**
 * A run, normalised. What an event does not say, or says in a way that cannot be read, is absent.
 *
 * Rows and pages are those of the payload, not copies.
 */
export interface Run extends RunFields {
  /** The shape that the payload has as it is; `unknown` also for a near miss that could be read nevertheless. */
  shape: Shape;
  /** From `event_type`, in the contract's own spelling where a near miss is recognised. */
  eventType?: string;
  /** Where results came from that the event does not have: a receiver with `complete` asked Maxun's REST API. */
  completedFrom?: 'api';
  /** The fields that came from there, such as `lists` or `counts.lists`; empty if it has no results either. */
  completedFields?: readonly string[];
  /** What is unusual for the robot; only in a receiver with a listener of `onQuality`. */
  quality?: readonly QualityIssue[];
  /** Every guess that was made, and everything that could not be read; at most 100. */
  repairs: readonly Repair[];
}
