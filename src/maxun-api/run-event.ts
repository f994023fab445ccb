/**
 * Makes the event that Maxun's webhook would have sent of a run, from what Maxun's API says of it.
 *
 * @module maxun-api/run-event
 * @see contract/observed.yaml the shapes `extract-run` and `failed-run`
 */
import type { MaxunRun, MaxunStoredRun } from '#generated/maxun-api.js';

/** The event types of the ends of runs. */
export type RunEndType = 'run_completed' | 'run_failed' | 'run_aborted';

/** An event as stock Maxun sends it; of an aborted run it sends none. */
export interface RunEvent {
  readonly event_type: RunEndType;
  readonly timestamp: string;
  /** `catch-up`: no webhook of Maxun sent it. */
  readonly webhook_id: 'catch-up';
  readonly data: Readonly<Record<string, unknown>>;
}

/** What an event has besides its run. */
export interface RunEventOptions {
  /** When the event was made, in milliseconds since 1970. */
  readonly at: number;
  /** The stored row: only it has the log of a failure, and the links of a page. */
  readonly row?: MaxunStoredRun | undefined;
}

const END_TYPES: Readonly<Record<string, RunEndType>> = {
  success: 'run_completed',
  failed: 'run_failed',
  aborted: 'run_aborted',
};

/** The longest text of a failure in UTF-16 units: a log can be long, and says at its end why the run failed. */
const MAX_ERROR_LENGTH = 4_000;

/**
 * @param run as the API answers it
 * @returns the type of its event; `undefined` as long as it has not ended
 */
export function endTypeOf({ status }: MaxunRun): RunEndType | undefined {
  return Object.hasOwn(END_TYPES, status) ? END_TYPES[status] : undefined;
}

/**
 * @param run that has ended
 * @returns whether its stored row may say more of it: why it failed, or what was found where the run has no texts and lists
 */
export function needsRow({ status, data = {} }: MaxunRun): boolean {
  const { textData, listData, crawlData, searchData } = data;
  return status === 'failed' || [textData, listData, crawlData, searchData].every(isEmpty);
}

/**
 * @param run that has ended
 * @param type of its end
 * @param options time and log
 * @returns the event, with all that the API says of the run; times as the server wrote them
 */
export function eventOfRun(run: MaxunRun, type: RunEndType, options: RunEventOptions): RunEvent {
  return {
    event_type: type,
    timestamp: new Date(options.at).toISOString(),
    webhook_id: 'catch-up',
    data: {
      robot_id: run.robotId,
      run_id: run.runId,
      robot_name: run.name ?? '',
      status: run.status,
      started_at: run.startedAt ?? '',
      finished_at: run.finishedAt ?? '',
      ...(type === 'run_failed' && failureOf(run, options.row)),
      extracted_data: outputOf(run),
      ...pageOf(run, options.row),
      metadata: metadataOf(run),
    },
  };
}

function failureOf({ data = {} }: MaxunRun, row: MaxunStoredRun = {}): Record<string, unknown> {
  const { log } = row;
  const text = (log ?? '').trim().slice(-MAX_ERROR_LENGTH) || 'The run failed, and Maxun has no log of it.';
  const isPartial = rowsOf(data.textData) + rowsOf(data.listData) > 0;
  return { error: { message: text }, ...(isPartial && { partial_data_extracted: true }) };
}

function outputOf({ data = {}, screenshots }: MaxunRun): Record<string, unknown> {
  const { textData, listData, crawlData, searchData } = data;
  return {
    captured_texts: textData ?? {},
    captured_lists: listData ?? {},
    crawl_data: crawlData ?? {},
    search_data: searchData ?? {},
    captured_texts_count: rowsOf(textData),
    captured_lists_count: rowsOf(listData),
    screenshots_count: Array.isArray(screenshots) ? screenshots.length : 0,
  };
}

/**
 * Records of texts or rows of lists, as Maxun counts them: both are arrays by a name.
 *
 * @param groups texts or lists
 */
export function rowsOf(groups: unknown): number {
  if (typeof groups !== 'object' || groups === null) return 0;
  return Object.values(groups).reduce<number>(
    (count, rows) => count + (Array.isArray(rows) ? rows.length : 0),
    0,
  );
}

function pageOf({ data = {} }: MaxunRun, row: MaxunStoredRun = {}): Record<string, unknown> {
  const { markdown, html, summary } = data;
  const screenshots = (row.binaryOutput ?? {}) as Readonly<Record<string, unknown>>;
  const page = {
    markdown,
    html,
    summary,
    links: row.serializableOutput?.links,
    screenshot_visible: screenshots['screenshot-visible'],
    screenshot_fullpage: screenshots['screenshot-fullpage'],
  };
  return Object.fromEntries(Object.entries(page).filter(([, value]) => !isEmpty(value)));
}

/**
 * Whether a field holds nothing: no text, no item, no key.
 *
 * @param value any value
 */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function metadataOf({ runByUserId }: MaxunRun): Record<string, unknown> {
  const isKnown = typeof runByUserId === 'number' || typeof runByUserId === 'string';
  return isKnown ? { user_id: runByUserId } : {};
}
