/**
 * Any shape of event to the one normalised form of a run.
 *
 * @module event/normalize
 * @see docs/reference/normalized-run.md
 */
import { type Shape, shapeOf } from '../validation/index.ts';
import { otherShape } from '../validation/shape.ts';
import type { DateSettings } from './date-reading.ts';
import { type DateOptions, dateSettings, readDate, sentAtOf } from './date.ts';
import { readError, readMetadata } from './details.ts';
import { type Envelope, isRecord, readEnvelope } from './envelope.ts';
import { type Field, type Fields, findFields, type FindOptions, reportDropped } from './fields.ts';
import { readLinks, readLists, readResult, readTexts } from './outputs.ts';
import { Repairs } from './repair.ts';
import type { Counts, Robot, Run, Screenshots } from './run.ts';
import { readBoolean, readNumber, readPage, readStatus, readText } from './values.ts';

/** The options of {@link normalize}. */
export interface NormalizeOptions extends DateOptions {
  /** The payload's shape, where it is known already; found out by validating it otherwise. */
  readonly shape?: Shape;
}

/** The event's own fields. */
const RUN_FIELDS = [
  'robot_id',
  'run_id',
  'robot_name',
  'status',
  'started_at',
  'finished_at',
  'extracted_data',
  'error',
  'metadata',
  'markdown',
  'html',
  'summary',
  'links',
  'screenshot_visible',
  'screenshot_fullpage',
  'partial_data_extracted',
] as const;

const OUTPUT_FIELDS = [
  'captured_texts',
  'captured_lists',
  'crawl_data',
  'search_data',
  'total_rows',
  'total_data_points_extracted',
  'captured_texts_count',
  'captured_lists_count',
  'screenshots_count',
] as const;

/**
 * Puts a payload of any shape into the one normalised form. Never throws for anything that the payload is.
 *
 * Every guess is in `repairs`, and so is everything that could not be read. A date without a zone is read in `timeZone`,
 * one in a locale's form as `locale` writes it.
 *
 * @param payload a parsed payload
 * @param options `timeZone` (an IANA name, `UTC` by default) and `locale` (a BCP 47 tag, `en-US` by default)
 * @returns the run; rows, texts and pages are the payload's own, not copies
 * @throws {RangeError} if the runtime does not know `timeZone` or `locale`
 * @example
 * ```ts
 * const run = normalize(payload, { timeZone: 'Europe/Berlin' });
 * run.lists['Products']?.map((row) => row['Price']);
 * for (const { message } of run.repairs) console.warn(message);
 * ```
 * @see contract/observed.yaml
 */
export function normalize(payload: unknown, options: NormalizeOptions = {}): Run {
  const settings = dateSettings(options);
  const repairs = new Repairs();
  const run: Run = {
    robot: {},
    texts: {},
    lists: {},
    screenshots: {},
    counts: {},
    metadata: {},
    shape: shapeIn(payload, options.shape),
    repairs: repairs.list,
  };
  attempt('', repairs, () => {
    const envelope = readEnvelope(payload, repairs);
    put(run, 'eventType', envelope.eventType);
    fill(run, { envelope, settings, repairs });
  });
  return run;
}

/** A receiver knows the shape of each event, and calls what is not an event `unknown`. */
function shapeIn(payload: unknown, known: Shape | undefined): Shape {
  return known === 'unknown' ? (otherShape(payload) ?? known) : (known ?? shapeOf(payload));
}

interface Source {
  readonly envelope: Envelope;
  readonly settings: DateSettings;
  readonly repairs: Repairs;
}

function fill(run: Run, { envelope, settings, repairs }: Source): void {
  const { eventType, holders } = envelope;
  const options: FindOptions = { holders, camelCase: eventType === 'run_failed', repairs };
  const fields = findFields(RUN_FIELDS, options);
  attempt('/data', repairs, () => fillRun(run, fields, repairs));
  attempt('/data', repairs, () => {
    const sentAt = sentAtOf(envelope.timestamp);
    const context = { settings, repairs, sentAt };
    put(run, 'finishedAt', readDate(fields.finished_at, { ...context, isEnd: true }));
    const endedAt = run.finishedAt === undefined ? undefined : Date.parse(run.finishedAt);
    put(run, 'startedAt', readDate(fields.started_at, { ...context, endedAt, isEnd: false }));
  });
  attempt('/data', repairs, () => fillOutputs(run, fields, { ...options, rows: envelope.rows }));
  attempt('/data', repairs, () => fillPage(run, fields, repairs));
  attempt('/data', repairs, () => put(run, 'error', readError(fields.error, options)));
  attempt('/data', repairs, () => {
    run.metadata = readMetadata(fields.metadata, options);
  });
  attempt('', repairs, () => {
    for (const holder of holders) reportDropped(holder, repairs);
  });
}

/** Getters and proxies can throw; JSON has neither. */
function attempt(path: string, repairs: Repairs, read: () => void): void {
  try {
    read();
  } catch {
    repairs.broken(path);
  }
}

/** Sets a member if there is a value. An absent one is not a property. */
function put<Target extends object, Key extends keyof Target>(
  target: Target,
  key: Key,
  value: Target[Key] | undefined,
): void {
  if (value !== undefined) target[key] = value;
}

type RunFields = Fields<(typeof RUN_FIELDS)[number]>;

function fillRun(run: Run, fields: RunFields, repairs: Repairs): void {
  const robot: Robot = run.robot;
  put(run, 'id', readText(fields.run_id, repairs));
  put(robot, 'id', readText(fields.robot_id, repairs));
  put(robot, 'name', readText(fields.robot_name, repairs));
  put(run, 'status', readStatus(fields.status, repairs));
  put(run, 'partial', readBoolean(fields.partial_data_extracted, repairs));
}

interface OutputOptions extends FindOptions {
  readonly rows: Field | undefined;
}

function fillOutputs(run: Run, fields: RunFields, { rows, ...options }: OutputOptions): void {
  const { repairs } = options;
  const output = fields.extracted_data;
  const isReadable = output !== undefined && isRecord(output.value);
  if (output !== undefined && !isReadable)
    repairs.unreadable(output.path, output.value, 'an object of outputs');
  const first = isReadable
    ? { value: output.value as object, path: output.path }
    : { value: {}, path: '/data/extracted_data' };
  const found = findFields(OUTPUT_FIELDS, {
    ...options,
    camelCase: false,
    holders: [first, ...options.holders],
  });
  run.texts = readTexts(found.captured_texts, repairs);
  run.lists = readLists(found.captured_lists ?? rows, repairs);
  put(run, 'crawl', readResult(found.crawl_data, 'crawl_0', repairs));
  put(run, 'search', readResult(found.search_data, 'search_0', repairs));
  const counts: Counts = run.counts;
  put(counts, 'texts', readNumber(found.captured_texts_count, repairs));
  put(counts, 'lists', readNumber(found.captured_lists_count, repairs));
  put(counts, 'screenshots', readNumber(found.screenshots_count, repairs));
  put(counts, 'rows', readNumber(found.total_rows, repairs));
  put(counts, 'values', readNumber(found.total_data_points_extracted, repairs));
  if (isReadable) reportDropped(first, repairs);
}

function fillPage(run: Run, fields: RunFields, repairs: Repairs): void {
  const screenshots: Screenshots = run.screenshots;
  put(run, 'markdown', readPage(fields.markdown, repairs));
  put(run, 'html', readPage(fields.html, repairs));
  put(run, 'summary', readPage(fields.summary, repairs));
  put(run, 'links', readLinks(fields.links, repairs));
  put(screenshots, 'visible', readPage(fields.screenshot_visible, repairs));
  put(screenshots, 'fullPage', readPage(fields.screenshot_fullpage, repairs));
}
