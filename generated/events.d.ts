// Written by `npm run generate` from asyncapi.yaml and contract/observed.yaml. Do not edit.

import type { Json } from './run.js';

/**
 * The HTTP headers of a delivery. Maxun sends `content-type` alone; the three `webhook-*` headers are the
 * Standard Webhooks 1.0.0 ones, set by this package's sender and relay.
 */
export interface WebhookHeaders {
  /**
   * Always JSON.
   */
  "content-type"?: string;
  /**
   * Unique id of the delivery, the same in every attempt. Holds no dot.
   */
  "webhook-id"?: string;
  /**
   * Time of this attempt, in whole Unix seconds.
   */
  "webhook-timestamp"?: string;
  /**
   * Space-delimited signatures, each `version,base64`, where `v1` is HMAC-SHA256 and `v1a` Ed25519.
   */
  "webhook-signature"?: string;
}

/**
 * The envelope of a `run_completed` webhook, sent when a robot's run finishes successfully.
 */
export interface RunCompletedEvent {
  /**
   * Type of event.
   */
  event_type: "run_completed";
  /**
   * When the webhook was triggered, as an ISO 8601 timestamp.
   */
  timestamp: string;
  /**
   * Unique id of this webhook (a UUID in the documentation's example). Observed to be the id of the
   * subscription, so the same in every delivery.
   */
  webhook_id: string;
  /**
   * The finished run, in snake_case.
   */
  data: RunCompletedData;
}

/**
 * The finished run, in snake_case.
 */
export interface RunCompletedData {
  /**
   * Unique id of the robot.
   */
  robot_id: string;
  /**
   * Unique id of the run.
   */
  run_id: string;
  /**
   * Name of the robot.
   */
  robot_name: string;
  /**
   * Status of the run. The documentation's table names `success` and `failed`; its example carries `test`.
   */
  status: RunCompletedStatus;
  /**
   * When the run started, as an ISO 8601 timestamp.
   */
  started_at: string;
  /**
   * When the run finished, as an ISO 8601 timestamp.
   */
  finished_at: string;
  /**
   * What the robot extracted. Present only when the run is successful.
   */
  extracted_data?: ExtractedData;
  /**
   * The failure. Present only when the run fails. The documentation names the field and shows no example of
   * it, so its members are open.
   */
  error?: RunCompletedError;
  /**
   * Details of where the run took place.
   */
  metadata: RunCompletedMetadata;
}

/**
 * Status of the run. The documentation's table names `success` and `failed`; its example carries `test`.
 */
export type RunCompletedStatus = "success" | "failed" | "test";

/**
 * What the robot extracted. Present only when the run is successful.
 */
export interface ExtractedData {
  /**
   * The captured texts, as records of field name to text.
   */
  captured_texts?: CapturedRecord[];
  /**
   * The captured lists by name, such as `list_0`; each is an array of rows.
   */
  captured_lists?: CapturedLists;
  /**
   * Number of rows in all. A plain number, not checked against the rows.
   */
  total_rows?: number;
  /**
   * Number of captured texts. A plain number, not checked against the rows.
   */
  captured_texts_count?: number;
  /**
   * Number of captured lists. A plain number, not checked against the rows.
   */
  captured_lists_count?: number;
  /**
   * Number of screenshots taken. A plain number.
   */
  screenshots_count?: number;
}

/**
 * The captured lists by name, such as `list_0`; each is an array of rows.
 */
export type CapturedLists = Record<string, CapturedRecord[]>;

/**
 * One record, field name to text. The names are the user's own, such as `Product Name`.
 */
export type CapturedRecord = Record<string, string>;

/**
 * The failure. Present only when the run fails. The documentation names the field and shows no example of
 * it, so its members are open.
 */
export type RunCompletedError = Record<string, Json>;

/**
 * Details of where the run took place.
 */
export interface RunCompletedMetadata {
  /**
   * Unique id of the browser that ran the robot.
   */
  browser_id?: string;
  /**
   * Id of the user who owns the robot.
   */
  user_id?: number;
}

/**
 * The envelope of a `run_failed` webhook, sent when a robot's run fails.
 */
export interface RunFailedEvent {
  /**
   * Type of event.
   */
  event_type: "run_failed";
  /**
   * When the webhook was triggered, as an ISO 8601 timestamp.
   */
  timestamp: string;
  /**
   * Unique id of this webhook (a UUID in the documentation's example). Observed to be the id of the
   * subscription, so the same in every delivery.
   */
  webhook_id: string;
  /**
   * The failed run, in camelCase.
   */
  data: RunFailedData;
}

/**
 * The failed run, in camelCase.
 */
export interface RunFailedData {
  /**
   * Unique id of the robot.
   */
  robotId: string;
  /**
   * Unique id of the run.
   */
  runId: string;
  /**
   * Name of the robot.
   */
  robotName: string;
  /**
   * Status of the run, an open string; `failed` in the documentation's example.
   */
  status: string;
  /**
   * What went wrong. The documentation's table lists these fields as `error.message`, `error.type` and
   * `error.stack`; its example nests them.
   */
  error: RunFailedError;
  /**
   * Details of where the run took place. Optional.
   */
  metadata?: RunFailedMetadata;
}

/**
 * What went wrong. The documentation's table lists these fields as `error.message`, `error.type` and
 * `error.stack`; its example nests them.
 */
export interface RunFailedError {
  /**
   * Description of the error.
   */
  message: string;
  /**
   * Category of the error.
   */
  type: string;
  /**
   * Stack trace of the error.
   */
  stack: string;
}

/**
 * Details of where the run took place. Optional.
 */
export interface RunFailedMetadata {
  /**
   * Unique id of the browser that ran the robot.
   */
  browserId?: string;
  /**
   * Id of the user who owns the robot.
   */
  userId?: number;
}

/**
 * The HTTP headers that a Maxun server sends, an HTTP client's defaults.
 */
export interface ObservedHeaders {
  /**
   * Always JSON.
   */
  "content-type": string;
  /**
   * Name and version of the HTTP client, such as `axios/1.11.0`.
   */
  "user-agent"?: string;
}

/**
 * The payload of shape N, `cloud-n8n`.
 */
export interface CloudN8nPayload {
  /**
   * Unique id of the robot.
   */
  robot_id: string;
  /**
   * Unique id of the run.
   */
  run_id: string;
  /**
   * Name of the robot.
   */
  robot_name: string;
  /**
   * When it was sent.
   */
  timestamp: string;
  /**
   * The rows of one captured list.
   */
  data: ObservedRecord[];
  /**
   * What `data` holds.
   */
  metadata?: CloudN8nMetadata;
}

/**
 * What `data` holds.
 */
export interface CloudN8nMetadata {
  /**
   * Number of rows.
   */
  total_records?: number;
  /**
   * Kinds of data.
   */
  data_types?: Json[];
}

/**
 * The envelope of shape A, `extract-run`.
 */
export interface ExtractRunEvent {
  /**
   * Type of event.
   */
  event_type: "run_completed";
  /**
   * When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt.
   */
  timestamp: string;
  /**
   * Id of the subscription, the same in every delivery.
   */
  webhook_id: string;
  /**
   * The finished run of an extraction, crawl or search robot.
   */
  data: ExtractRunData;
}

/**
 * The finished run of an extraction, crawl or search robot.
 */
export interface ExtractRunData {
  /**
   * Unique id of the robot.
   */
  robot_id: string;
  /**
   * Unique id of the run.
   */
  run_id: string;
  /**
   * Name of the robot.
   */
  robot_name: string;
  /**
   * Status of the run, `success` as a rule.
   */
  status: string;
  /**
   * When the run started, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`.
   */
  started_at: string;
  /**
   * When the run finished, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`.
   */
  finished_at: string;
  /**
   * What the robot extracted; outputs that the run did not produce are `{}`.
   */
  extracted_data: ExtractRunOutput;
  /**
   * Details of where the run took place.
   */
  metadata: ObservedMetadata;
}

/**
 * The envelope of shape C, `scrape-run-ui`.
 */
export interface ScrapeRunUiEvent {
  /**
   * Type of event.
   */
  event_type: "run_completed";
  /**
   * When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt.
   */
  timestamp: string;
  /**
   * Id of the subscription, the same in every delivery.
   */
  webhook_id: string;
  /**
   * The finished run of a scrape robot, from the UI, in camelCase.
   */
  data: ScrapeRunUiData;
}

/**
 * The finished run of a scrape robot, from the UI, in camelCase.
 */
export interface ScrapeRunUiData {
  /**
   * Unique id of the run.
   */
  runId: string;
  /**
   * Unique id of the robot.
   */
  robotId: string;
  /**
   * Name of the robot.
   */
  robotName: string;
  /**
   * Status of the run, `success` as a rule.
   */
  status: string;
  /**
   * When the run finished, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`.
   */
  finishedAt: string;
  /**
   * The page as Markdown. Whole pages reach megabytes.
   */
  markdown?: string;
  /**
   * The page as HTML. Whole pages reach megabytes.
   */
  html?: string;
  /**
   * A summary of the page.
   */
  summary?: string;
  /**
   * The links of the page, each `{url}`.
   */
  links?: Json[];
  /**
   * URL of a screenshot of the page's visible part, in v0.0.29 to v0.0.39.
   */
  screenshot_visible?: string;
  /**
   * URL of a screenshot of the whole page, in v0.0.29 to v0.0.39.
   */
  screenshot_fullpage?: string;
}

/**
 * The envelope of shape D, `scrape-run`.
 */
export interface ScrapeRunEvent {
  /**
   * Type of event.
   */
  event_type: "run_completed";
  /**
   * When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt.
   */
  timestamp: string;
  /**
   * Id of the subscription, the same in every delivery.
   */
  webhook_id: string;
  /**
   * The finished run of a scrape robot, through the API or a schedule.
   */
  data: ScrapeRunData;
}

/**
 * The finished run of a scrape robot, through the API or a schedule.
 */
export interface ScrapeRunData {
  /**
   * Unique id of the robot.
   */
  robot_id: string;
  /**
   * Unique id of the run.
   */
  run_id: string;
  /**
   * Name of the robot.
   */
  robot_name: string;
  /**
   * Status of the run, `success` as a rule.
   */
  status: string;
  /**
   * When the run started, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`.
   */
  started_at: string;
  /**
   * When the run finished, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`.
   */
  finished_at: string;
  /**
   * Details of where the run took place.
   */
  metadata: ObservedMetadata;
  /**
   * The page as Markdown. Whole pages reach megabytes.
   */
  markdown?: string;
  /**
   * The page as HTML. Whole pages reach megabytes.
   */
  html?: string;
  /**
   * A summary of the page.
   */
  summary?: string;
  /**
   * URL of a screenshot of the page's visible part.
   */
  screenshot_visible?: string;
  /**
   * URL of a screenshot of the whole page.
   */
  screenshot_fullpage?: string;
}

/**
 * The envelope of shape E, `document-run`.
 */
export interface DocumentRunEvent {
  /**
   * Type of event.
   */
  event_type: "run_completed";
  /**
   * When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt.
   */
  timestamp: string;
  /**
   * Id of the subscription, the same in every delivery.
   */
  webhook_id: string;
  /**
   * The finished run of a document robot.
   */
  data: DocumentRunData;
}

/**
 * The finished run of a document robot.
 */
export interface DocumentRunData {
  /**
   * Unique id of the robot.
   */
  robot_id: string;
  /**
   * Unique id of the run.
   */
  run_id: string;
  /**
   * Name of the robot.
   */
  robot_name: string;
  /**
   * Status of the run, `success` as a rule.
   */
  status: string;
  /**
   * When the run finished, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`.
   */
  finished_at: string;
}

/**
 * The envelope of shape F, `failed-run`.
 */
export interface FailedRunEvent {
  /**
   * Type of event.
   */
  event_type: "run_failed";
  /**
   * When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt.
   */
  timestamp: string;
  /**
   * Id of the subscription, the same in every delivery.
   */
  webhook_id: string;
  /**
   * A failed run, in snake_case.
   */
  data: FailedRunData;
}

/**
 * A failed run, in snake_case.
 */
export interface FailedRunData {
  /**
   * Unique id of the robot.
   */
  robot_id: string;
  /**
   * Unique id of the run.
   */
  run_id: string;
  /**
   * Name of the robot.
   */
  robot_name: string;
  /**
   * Status of the run.
   */
  status: "failed";
  /**
   * When the run started, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`.
   */
  started_at: string;
  /**
   * When the run finished, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`.
   */
  finished_at: string;
  /**
   * What went wrong.
   */
  error: FailedRunError;
  /**
   * Whether the run had extracted something before it failed.
   */
  partial_data_extracted?: boolean;
  /**
   * What the run had extracted before it failed, as in shape A, or null.
   */
  extracted_data?: PartialData;
  /**
   * Details of where the run took place.
   */
  metadata: ObservedMetadata;
}

/**
 * The envelope of shape G, `failed-scrape-api`.
 */
export interface FailedScrapeApiEvent {
  /**
   * Type of event.
   */
  event_type: "run_failed";
  /**
   * When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt.
   */
  timestamp: string;
  /**
   * Id of the subscription, the same in every delivery.
   */
  webhook_id: string;
  /**
   * A failed scrape through the API.
   */
  data: FailedScrapeApiData;
}

/**
 * A failed scrape through the API.
 */
export interface FailedScrapeApiData {
  /**
   * Unique id of the robot.
   */
  robot_id: string;
  /**
   * Unique id of the run.
   */
  run_id: string;
  /**
   * Name of the robot.
   */
  robot_name: string;
  /**
   * Status of the run.
   */
  status: "failed";
  /**
   * When the run failed, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`.
   */
  finished_at?: string;
  /**
   * What went wrong.
   */
  error: ConversionError;
}

/**
 * The envelope of shape H, `legacy-2025`.
 */
export interface Legacy2025Event {
  /**
   * Type of event.
   */
  event_type: "run_completed";
  /**
   * When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt.
   */
  timestamp: string;
  /**
   * Id of the subscription, the same in every delivery.
   */
  webhook_id: string;
  /**
   * The finished run of a server of May to October 2025.
   */
  data: Legacy2025Data;
}

/**
 * The finished run of a server of May to October 2025.
 */
export interface Legacy2025Data {
  /**
   * Unique id of the robot.
   */
  robot_id: string;
  /**
   * Unique id of the run.
   */
  run_id: string;
  /**
   * Name of the robot.
   */
  robot_name: string;
  /**
   * Status of the run, `success` as a rule.
   */
  status: string;
  /**
   * When the run started, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`.
   */
  started_at: string;
  /**
   * When the run finished, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`.
   */
  finished_at: string;
  /**
   * What the robot extracted, as servers of May to October 2025 sent it.
   */
  extracted_data: Legacy2025Output;
  /**
   * Details of where the run took place.
   */
  metadata: ObservedMetadata;
}

/**
 * The envelope of shape T, `webhook-test`.
 */
export interface WebhookTestEvent {
  /**
   * Type of event.
   */
  event_type: "webhook_test";
  /**
   * When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt.
   */
  timestamp: string;
  /**
   * Id of the subscription, the same in every delivery.
   */
  webhook_id: string;
  /**
   * A made-up run, sent by the "Test" button.
   */
  data: WebhookTestData;
}

/**
 * A made-up run, sent by the "Test" button.
 */
export interface WebhookTestData {
  /**
   * Unique id of the robot.
   */
  robot_id: string;
  /**
   * Unique id of the run.
   */
  run_id: string;
  /**
   * Name of the robot.
   */
  robot_name: string;
  /**
   * Marks the delivery as a test.
   */
  status: "test";
  /**
   * When the run would have started, as an ISO 8601 timestamp.
   */
  started_at: string;
  /**
   * When the run would have finished, as an ISO 8601 timestamp.
   */
  finished_at: string;
  /**
   * What the robot extracted, as servers of May to October 2025 sent it.
   */
  extracted_data: Legacy2025Output;
  /**
   * Marks the delivery as a test.
   */
  metadata: WebhookTestMetadata;
}

/**
 * What the robot extracted; outputs that the run did not produce are `{}`.
 */
export interface ExtractRunOutput {
  /**
   * The captured texts by the name of their group, each an array of records.
   */
  captured_texts: TextGroups;
  /**
   * The captured lists by name, each an array of rows.
   */
  captured_lists: ObservedLists;
  /**
   * What a crawl found, by the name of its step; `{}` where the run did not crawl. What is under a name is open: an array of
   * pages in the example, but servers may send anything.
   */
  crawl_data?: CrawlData;
  /**
   * What a search found, by the name of its step; `{}` where the run did not search. What is under a name is open: an array of
   * results in the example, but servers may send anything.
   */
  search_data?: SearchData;
  /**
   * Number of captured text values.
   */
  captured_texts_count?: number;
  /**
   * Number of captured rows in all lists.
   */
  captured_lists_count?: number;
  /**
   * Number of screenshots taken.
   */
  screenshots_count?: number;
}

/**
 * What the robot extracted, as servers of May to October 2025 sent it.
 */
export interface Legacy2025Output {
  /**
   * The captured texts, as records of field name to text.
   */
  captured_texts: ObservedRecord[];
  /**
   * The captured lists, by name or, in v0.0.23 and v0.0.24, as an array with holes.
   */
  captured_lists?: LegacyLists;
  /**
   * Number of rows in all.
   */
  total_rows: number;
  /**
   * Number of captured text values.
   */
  captured_texts_count?: number;
  /**
   * Number of captured rows in all lists.
   */
  captured_lists_count?: number;
  /**
   * Number of screenshots taken.
   */
  screenshots_count?: number;
  /**
   * Number of values in all, in runs from the UI of v0.0.16 to v0.0.22.
   */
  total_data_points_extracted?: number;
}

/**
 * The captured lists, by name or, in v0.0.23 and v0.0.24, as an array with holes.
 */
export type LegacyLists = ObservedLists | ListOrHole[];

/**
 * The rows of one captured list, or nothing.
 */
export type ListOrHole = ObservedRecord[] | null;

/**
 * The captured texts by the name of their group, each an array of records.
 */
export type TextGroups = Record<string, Json[]>;

/**
 * The captured lists by name, each an array of rows.
 */
export type ObservedLists = Record<string, ObservedRecord[]>;

/**
 * One record, field name to value. Strings as a rule; null, numbers and nested values occur.
 */
export type ObservedRecord = Record<string, Json>;

/**
 * Details of where the run took place.
 */
export interface ObservedMetadata {
  /**
   * Unique id of the browser that ran the robot.
   */
  browser_id?: string;
  /**
   * Id of the user, a number or a string by the sender.
   */
  user_id?: ObservedUserId;
}

/**
 * Marks the delivery as a test.
 */
export interface WebhookTestMetadata {
  /**
   * Always true.
   */
  test_mode: true;
  /**
   * A made-up id of a browser.
   */
  browser_id?: string;
  /**
   * Id of the user, a number or a string by the sender.
   */
  user_id?: ObservedUserId;
}

/**
 * What went wrong.
 */
export interface FailedRunError {
  /**
   * Description of the error.
   */
  message: string;
  /**
   * The server's own stack trace.
   */
  stack?: string;
  /**
   * Category of the error.
   */
  type?: string;
}

/**
 * What went wrong.
 */
export interface ConversionError {
  /**
   * Description of the error.
   */
  message: string;
  /**
   * Category of the error.
   */
  type: "ConversionError";
}

/**
 * Id of the user, a number or a string by the sender.
 */
export type ObservedUserId = string | number;

/**
 * What a crawl found, by the name of its step; `{}` where the run did not crawl. What is under a name is open: an array of
 * pages in the example, but servers may send anything.
 */
export type CrawlData = Record<string, Json>;

/**
 * What a search found, by the name of its step; `{}` where the run did not search. What is under a name is open: an array of
 * results in the example, but servers may send anything.
 */
export type SearchData = Record<string, Json>;

/**
 * What the run had extracted before it failed, as in shape A, or null.
 */
export type PartialData = Record<string, Json> | null;

/**
 * Any event of the documented contract.
 */
export type DocumentedEvent = RunCompletedEvent | RunFailedEvent;

/**
 * Any event that a Maxun server was observed to send.
 */
export type ObservedEvent = ExtractRunEvent | ScrapeRunUiEvent | ScrapeRunEvent | DocumentRunEvent | FailedRunEvent | FailedScrapeApiEvent | Legacy2025Event | WebhookTestEvent;

/** The documented events by their `event_type`. */
export interface DocumentedEventByType {
  'run_completed': RunCompletedEvent;
  'run_failed': RunFailedEvent;
}

/** The observed events by the name of their shape. */
export interface ObservedEventByShape {
  'extract-run': ExtractRunEvent;
  'scrape-run-ui': ScrapeRunUiEvent;
  'scrape-run': ScrapeRunEvent;
  'document-run': DocumentRunEvent;
  'failed-run': FailedRunEvent;
  'failed-scrape-api': FailedScrapeApiEvent;
  'legacy-2025': Legacy2025Event;
  'webhook-test': WebhookTestEvent;
}

/** What is not an event of a Maxun server, and is known all the same, by the name of its shape. */
export interface OtherPayloadByShape {
  'cloud-n8n': CloudN8nPayload;
}

/** The event types that the documentation names. */
export type DocumentedEventType = keyof DocumentedEventByType;

/** The names of the observed shapes. */
export type ObservedShape = keyof ObservedEventByShape;

/** The names of the shapes that are not events of a Maxun server. */
export type OtherShape = keyof OtherPayloadByShape;

/** Every event type that a Maxun server is known to send. */
export type EventType = DocumentedEvent['event_type'] | ObservedEvent['event_type'];

/** The event types that the documentation names, in its order. */
export declare const documentedEventTypes: readonly DocumentedEventType[];

/** Every event type that a Maxun server is known to send. */
export declare const eventTypes: readonly EventType[];

/** The observed shapes: their letter, and the event type that they come with. */
export declare const observedShapes: {
  readonly [Name in ObservedShape]: {
    readonly letter: string;
    /** What sends it, in a few words. */
    readonly title: string;
    readonly eventType: ObservedEventByShape[Name]['event_type'];
    readonly summary: string;
  };
};
