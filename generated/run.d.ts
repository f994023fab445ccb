// Written by `npm run generate` from asyncapi.yaml and contract/observed.yaml. Do not edit.

/** A value as JSON has it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };

/** A row of a captured list, or a record of captured texts: column to value, a text as a rule. */
export type Row = Record<string, Json | undefined>;

/** How a field is read. From 'end' on, each is of one field only, whose `x-run` names it. */
export type Reader =
  | 'text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'object'
  | 'array'
  | 'json'
  | 'end'
  | 'output'
  | 'rows'
  | 'results'
  | 'links'
  | 'metadata'
  | 'error';

/** A field of the contracts, and its place in the run. */
export interface RunField {
  /** Its name in snake_case. */
  readonly name: string;
  readonly read: Reader;
  /** Where it is in the run; empty where its members are the run's own. */
  readonly path: readonly string[];
  /** The values that the contracts name. */
  readonly values?: readonly string[];
}

/** The fields by the object that holds them: `data`, `data.extracted_data`, `data.error`. */
export declare const runFields: Readonly<Record<'data' | 'output' | 'error', readonly RunField[]>>;

/** The documented events whose own fields are in camelCase. */
export declare const camelCaseEvents: readonly string[];

/** A run of which nothing is known. */
export declare function emptyRun(): RunFields;

/** What an event says of its run. What it does not say is absent. */
export interface RunFields {
  /**
   * Unique id of the run.
   *
   * From `data.run_id` (`run_completed`, `legacy-2025`, `extract-run`, `scrape-run`, `document-run`, `failed-run`, `failed-scrape-api`, `webhook-test`) and `data.runId` (`run_failed`, `scrape-run-ui`).
   */
  id?: string;
  /**
   * Status of the run. The documentation's table names `success` and `failed`; its example carries `test`.
   *
   * From `data.status` (`run_completed`, `run_failed`, `scrape-run-ui`, `legacy-2025`, `extract-run`, `scrape-run`, `document-run`, `failed-run`, `failed-scrape-api`, `webhook-test`).
   */
  status?: 'success' | 'failed' | 'test' | 'aborted' | (string & {});
  /**
   * When the run finished, as an ISO 8601 timestamp.
   *
   * From `data.finished_at` (`run_completed`, `legacy-2025`, `extract-run`, `scrape-run`, `document-run`, `failed-run`, `failed-scrape-api`, `webhook-test`) and `data.finishedAt` (`scrape-run-ui`).
   */
  finishedAt?: string;
  /**
   * When the run started, as an ISO 8601 timestamp.
   *
   * From `data.started_at` (`run_completed`, `legacy-2025`, `extract-run`, `scrape-run`, `failed-run`, `webhook-test`).
   */
  startedAt?: string;
  /**
   * What went wrong.
   *
   * From `data.error` (`run_completed`, `run_failed`, `failed-run`, `failed-scrape-api`).
   */
  error?: RunError;
  /**
   * Where the run took place, with keys in snake_case: `browser_id`, `user_id`, and whatever else there is.
   *
   * From `data.metadata` (`run_completed`, `run_failed`, `legacy-2025`, `extract-run`, `scrape-run`, `failed-run`, `webhook-test`).
   */
  metadata: Record<string, Json | undefined>;
  /**
   * The page as Markdown. Whole pages reach megabytes.
   *
   * From `data.markdown` (`scrape-run-ui`, `scrape-run`).
   */
  markdown?: string;
  /**
   * The page as HTML. Whole pages reach megabytes.
   *
   * From `data.html` (`scrape-run-ui`, `scrape-run`).
   */
  html?: string;
  /**
   * A summary of the page.
   *
   * From `data.summary` (`scrape-run-ui`, `scrape-run`).
   */
  summary?: string;
  /**
   * The links of the page.
   *
   * From `data.links` (`scrape-run-ui`).
   */
  links?: string[];
  /**
   * Whether the run had extracted something before it failed.
   *
   * From `data.partial_data_extracted` (`failed-run`).
   */
  partial?: boolean;
  /**
   * The captured texts by the name of their group, each an array of records; `text_0` where the event has a plain array.
   *
   * From `data.extracted_data.captured_texts` (`run_completed`, `legacy-2025`, `extract-run`, `webhook-test`).
   */
  texts: Record<string, Row[] | undefined>;
  /**
   * The captured lists by name, such as `list_0`; each is an array of rows.
   *
   * From `data.extracted_data.captured_lists` (`run_completed`, `legacy-2025`, `extract-run`, `webhook-test`).
   */
  lists: Record<string, Row[] | undefined>;
  /**
   * What a crawl found, by the name of its step; `{}` where the run did not crawl. What is under a name is open: an array of
   * pages in the example, but servers may send anything.
   *
   * From `data.extracted_data.crawl_data` (`extract-run`).
   */
  crawl?: Record<string, Json | undefined>;
  /**
   * What a search found, by the name of its step; `{}` where the run did not search. What is under a name is open: an array of
   * results in the example, but servers may send anything.
   *
   * From `data.extracted_data.search_data` (`extract-run`).
   */
  search?: Record<string, Json | undefined>;
  /**
   * What a robot read from a document: `data`, `pageCount` and more. No webhook of Maxun has it.
   *
   * From `data.document` (`catching up`, `the relay`).
   */
  document?: Record<string, Json | undefined>;
  /**
   * The answer to the prompt of a robot. No webhook of Maxun has it.
   *
   * From `data.prompt_result` (`catching up`, `the relay`).
   */
  promptResult?: Json;
  /** Always there, and may be empty. */
  robot: RunRobot;
  /** Always there, and may be empty. */
  screenshots: RunScreenshots;
  /** Always there, and may be empty. */
  counts: RunCounts;
}


/** What went wrong. */
export interface RunError {
  /**
   * Description of the error.
   *
   * From `data.error.message` (`run_failed`, `failed-run`, `failed-scrape-api`).
   */
  message?: string;
  /**
   * Category of the error.
   *
   * From `data.error.type` (`run_failed`, `failed-run`, `failed-scrape-api`).
   */
  type?: string;
  /**
   * Stack trace of the error.
   *
   * From `data.error.stack` (`run_failed`, `failed-run`).
   */
  stack?: string;
}


/** The members of `run.robot`. */
export interface RunRobot {
  /**
   * Unique id of the robot.
   *
   * From `data.robot_id` (`run_completed`, `legacy-2025`, `extract-run`, `scrape-run`, `document-run`, `failed-run`, `failed-scrape-api`, `webhook-test`) and `data.robotId` (`run_failed`, `scrape-run-ui`).
   */
  id?: string;
  /**
   * Name of the robot.
   *
   * From `data.robot_name` (`run_completed`, `legacy-2025`, `extract-run`, `scrape-run`, `document-run`, `failed-run`, `failed-scrape-api`, `webhook-test`) and `data.robotName` (`run_failed`, `scrape-run-ui`).
   */
  name?: string;
}


/** The members of `run.screenshots`. */
export interface RunScreenshots {
  /**
   * URL of a screenshot of the page's visible part, as the server gives it, often on its own `localhost:9000`.
   *
   * From `data.screenshot_visible` (`scrape-run-ui`, `scrape-run`).
   */
  visible?: string;
  /**
   * URL of a screenshot of the whole page, as the server gives it, often on its own `localhost:9000`.
   *
   * From `data.screenshot_fullpage` (`scrape-run-ui`, `scrape-run`).
   */
  fullPage?: string;
}


/** The members of `run.counts`. */
export interface RunCounts {
  /**
   * Number of rows in all. A plain number, not checked against the rows.
   *
   * From `data.extracted_data.total_rows` (`run_completed`, `legacy-2025`, `webhook-test`).
   */
  rows?: number;
  /**
   * Number of captured texts. A plain number, not checked against the rows.
   *
   * From `data.extracted_data.captured_texts_count` (`run_completed`, `legacy-2025`, `extract-run`, `webhook-test`).
   */
  texts?: number;
  /**
   * Number of captured rows in all lists; of lists, in the documented form. Not checked against the rows.
   *
   * From `data.extracted_data.captured_lists_count` (`run_completed`, `legacy-2025`, `extract-run`, `webhook-test`).
   */
  lists?: number;
  /**
   * Number of screenshots taken. A plain number.
   *
   * From `data.extracted_data.screenshots_count` (`run_completed`, `legacy-2025`, `extract-run`, `webhook-test`).
   */
  screenshots?: number;
  /**
   * Number of values in all, in runs from the UI of v0.0.16 to v0.0.22.
   *
   * From `data.extracted_data.total_data_points_extracted` (`legacy-2025`, `webhook-test`).
   */
  values?: number;
}
