/**
 * The one normalised form of a run, whatever shape it arrived in.
 *
 * @module event/run
 * @see docs/reference/normalized-run.md
 */
import type { RunFields } from '#generated/run.js';
import type { Shape } from '../validation/index.ts';
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

/** What can be unusual in a list, or in a group of captured texts. */
export type QualityKind =
  /** The list has no rows, and usually has. */
  | 'list-empty'
  /** The list has far fewer rows than usual. */
  | 'rows-collapsed'
  /** A column that rows usually have is gone, or is in far fewer. */
  | 'column-missing'
  /** A column is there that was never there. */
  | 'column-new'
  /** A column is there, and empty or blank in far more rows than usual. */
  | 'column-empty'
  /** The cells of a column no longer have what they had: digits, letters, a currency, a URL, a date. */
  | 'format-lost';

/** Something in a run that is unusual for its robot. */
export interface QualityIssue {
  readonly kind: QualityKind;
  /** Where it is in the run: a captured list, or a group of captured texts. */
  readonly where: 'lists' | 'texts';
  /** Name of the list or group. */
  readonly list: string;
  /** Name of the column, if it is about one. */
  readonly column?: string;
  /** The whole issue in one sentence. */
  readonly message: string;
}
