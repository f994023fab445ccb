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
  const { at, row = {} } = options;
  const data: Fields = {
    robot_id: run.robotId,
    run_id: run.runId,
    robot_name: run.name ?? '',
    status: run.status,
    started_at: run.startedAt ?? '',
    finished_at: run.finishedAt ?? '',
  };
  if (type === 'run_failed') addFailure(data, run, row);
  data['extracted_data'] = outputOf(run);
  addPage(data, run, row);
  data['metadata'] = metadataOf(run, row);
  return { event_type: type, timestamp: new Date(at).toISOString(), webhook_id: 'catch-up', data };
}

/** Filled member by member: in V8 of Node 20, what a spread makes lives until the next full collection of garbage. */
type Fields = Record<string, unknown>;

function addFailure(fields: Fields, { data = {} }: MaxunRun, { log }: MaxunStoredRun): void {
  const text = (log ?? '').trim().slice(-MAX_ERROR_LENGTH) || 'The run failed, and Maxun has no log of it.';
  fields['error'] = { message: text };
  if (rowsOf(data.textData) + rowsOf(data.listData) > 0) fields['partial_data_extracted'] = true;
}

function outputOf({ data = {}, screenshots }: MaxunRun): Fields {
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

/** What a run found and `extracted_data` does not have, by what it is called in an event. */
const PAGE_NAMES: Readonly<Record<string, string>> = { promptResult: 'prompt_result' };
const EXTRACTED: ReadonlySet<string> = new Set(['textData', 'listData', 'crawlData', 'searchData']);

/** What a newer server adds is taken along: normalising says that a run has no place for it. */
function addPage(fields: Fields, { data = {} }: MaxunRun, row: MaxunStoredRun): void {
  for (const [name, value] of Object.entries(data)) {
    if (!EXTRACTED.has(name)) addSome(fields, PAGE_NAMES[name] ?? name, value);
  }
  const { scrapeDoc, links } = row.serializableOutput ?? {};
  const screenshots = (row.binaryOutput ?? {}) as Readonly<Fields>;
  addSome(fields, 'links', links);
  addSome(fields, 'document', scrapeDoc);
  addSome(fields, 'screenshot_visible', screenshots['screenshot-visible']);
  addSome(fields, 'screenshot_fullpage', screenshots['screenshot-fullpage']);
}

function addSome(fields: Fields, name: string, value: unknown): void {
  if (!isEmpty(value)) fields[name] = value;
}

/**
 * Whether a field holds nothing: no text, no item, no key.
 *
 * @param value any value
 */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

const METADATA_NAMES: Readonly<Record<string, string>> = {
  runByUserId: 'user_id',
  runByScheduleId: 'schedule_id',
  runByAPI: 'run_by_api',
  runBySDK: 'run_by_sdk',
  runByMCP: 'run_by_mcp',
  runByCLI: 'run_by_cli',
  id: 'row_id',
};
const NO_METADATA: ReadonlySet<string> = new Set(
  'runId robotId name status startedAt finishedAt data'.split(' '),
);

/** `browser_id` and `user_id` as in a webhook, and whatever else the API says of the run, such as what started it. */
function metadataOf(run: MaxunRun, { browserId }: MaxunStoredRun): Fields {
  const metadata: Fields = {};
  addSome(metadata, 'browser_id', browserId);
  for (const [name, value] of Object.entries(run)) {
    if (!NO_METADATA.has(name)) addSome(metadata, METADATA_NAMES[name] ?? name, value);
  }
  return metadata;
}
