/**
 * The one normalised form of a run, whatever shape it arrived in.
 *
 * @module event/run
 * @see docs/reference/normalized-run.md
 */
import type { Shape } from '../validation/index.ts';
import type { Repair } from './repair.ts';

/** A row of a captured list: field name to value, a text as a rule. */
export type Row = Record<string, unknown>;

/**
 * A run, normalised. What an event does not say, or says in a way that cannot be read, is absent.
 *
 * Rows, groups of texts, and pages are those of the payload, not copies.
 */
export interface Run<Lists extends object = Record<string, Row[]>> {
  /** Unique id of the run. */
  id?: string;
  /** The robot that ran. */
  robot: Robot;
  /** `success`, `failed`, `test`, or what else the server says. */
  status?: string;
  /** When the run started: ISO 8601 in UTC. */
  startedAt?: string;
  /** When the run finished: ISO 8601 in UTC. */
  finishedAt?: string;
  /** The captured texts by the name of their group; `text_0` where the event has a plain array. */
  texts: Record<string, unknown[]>;
  /** The rows of the captured lists, by the list's name. */
  lists: Lists;
  /** What a crawl found. */
  crawl?: Record<string, unknown>;
  /** What a search found. */
  search?: Record<string, unknown>;
  /** The page as Markdown. */
  markdown?: string;
  /** The page as HTML. */
  html?: string;
  /** The links of the page. */
  links?: string[];
  /** A summary of the page. */
  summary?: string;
  /** URLs of the screenshots, as the server gives them: often on its own `localhost:9000`. */
  screenshots: Screenshots;
  /** The numbers that the event gives, never checked against its rows. */
  counts: Counts;
  /** What went wrong. */
  error?: RunError;
  /** Whether a failed run carries what it had extracted. */
  partial?: boolean;
  /** Where the run took place, with keys in snake_case: `browser_id`, `user_id`, and whatever else there is. */
  metadata: Record<string, unknown>;
  /** The shape that the payload has as it is; `unknown` also for a near miss that could be read nevertheless. */
  shape: Shape;
  /** The event type, in the contract's own spelling where a near miss is recognised. */
  eventType?: string;
  /** Every guess that was made, and everything that could not be read; at most 100. */
  repairs: readonly Repair[];
}

/** The robot that ran. */
export interface Robot {
  /** Unique id of the robot. */
  id?: string;
  /** Name of the robot, as its owner wrote it. */
  name?: string;
}

/** URLs of the screenshots of a page. */
export interface Screenshots {
  /** The visible part of the page. */
  visible?: string;
  /** The whole page. */
  fullPage?: string;
}

/** The counts that an event gives. */
export interface Counts {
  /** Captured text values. */
  texts?: number;
  /** Captured rows in all lists; lists, in the documented form. */
  lists?: number;
  /** Screenshots taken. */
  screenshots?: number;
  /** Rows in all. */
  rows?: number;
  /** Values in all, in runs from the UI of v0.0.16 to v0.0.22. */
  values?: number;
}

/** What went wrong in a run. */
export interface RunError {
  /** Description of the error. */
  message?: string;
  /** Category of the error, such as `TimeoutError`. */
  type?: string;
  /** Stack trace of the error, on Maxun's server. */
  stack?: string;
}
