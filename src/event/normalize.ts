/**
 * Any shape of event to the one normalised form of a run.
 *
 * @module event/normalize
 * @see docs/reference/normalized-run.md
 */
import { isRecord } from '../errors/is-record.ts';
import { camelCaseEvents, emptyRun, type Reader, type RunField, runFields } from '#generated/run.js';
import { type Shape, shapeOf } from '../validation/index.ts';
import { otherShape } from '../validation/shape.ts';
import type { DateSettings } from './date-reading.ts';
import { type DateOptions, dateSettings, readDate, sentAtOf } from './date.ts';
import { readError, readMetadata } from './details.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import {
  type Field,
  type Fields,
  findFields,
  type FindOptions,
  type Holder,
  reportDropped,
} from './fields.ts';
import { readLinks, readLists, readResult } from './outputs.ts';
import { Repairs } from './repair.ts';
import type { Run } from './run.ts';
import { readBoolean, readIf, readNumber, readText } from './values.ts';

/** The options of {@link normalize}. */
export interface NormalizeOptions extends DateOptions {
  /** The payload's shape, where it is known already; found out by validating it otherwise. */
  readonly shape?: Shape;
}

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
  const run = Object.assign(emptyRun(), {
    shape: shapeIn(payload, options.shape),
    repairs: repairs.list,
  }) as Run;
  attempt('', repairs, () => {
    const envelope = readEnvelope(payload, repairs);
    put(run, ['eventType'], envelope.eventType);
    fill(run, { envelope, settings, repairs });
    reportLackOfResults(run, repairs);
  });
  return run;
}

/** A receiver knows the shape of each event, and calls what is not an event `unknown`. */
function shapeIn(payload: unknown, known: Shape | undefined): Shape {
  return known === 'unknown' ? (otherShape(payload) ?? known) : (known ?? shapeOf(payload));
}

function reportLackOfResults(run: Run, repairs: Repairs): void {
  const { id, robot, eventType, status, error } = run;
  const isSuccess = eventType === 'run_completed' && error === undefined && status !== 'failed';
  if (isSuccess && id !== undefined && robot.id !== undefined && !hasResults(run)) repairs.noResults();
}

function hasResults(run: Run): boolean {
  const { texts, lists, crawl = {}, search = {}, document = {}, links = [], promptResult } = run;
  if (promptResult !== undefined || [run.markdown, run.html, run.summary].some(Boolean)) return true;
  return [lists, texts, crawl, search, document, links].some((group) => Object.keys(group).length > 0);
}

interface Source {
  readonly envelope: Envelope;
  readonly settings: DateSettings;
  readonly repairs: Repairs;
}

function fill(run: Run, { envelope, settings, repairs }: Source): void {
  const { eventType = '', holders, rows, timestamp } = envelope;
  const camelCase = camelCaseEvents.includes(eventType);
  const sentAt = sentAtOf(timestamp);
  const reading: Reading = { holders, camelCase, repairs, run, rows, settings, sentAt };
  fillFields(runFields.data, findFields(namesOf(runFields.data), reading), reading);
  attempt('', repairs, () => {
    for (const holder of holders) reportDropped(holder, repairs);
  });
}

function namesOf(fields: readonly RunField[]): string[] {
  return fields.map(({ name }) => name);
}

/** What the readers of fields know. */
interface Reading extends FindOptions {
  readonly run: Run;
  /** The rows of a payload that has nothing else in its `data`. */
  readonly rows: Field | undefined;
  readonly settings: DateSettings;
  readonly sentAt: number | undefined;
}

/** Puts each field in its place. If one throws when it is read, as getters and proxies can, the others are still read. */
function fillFields(fields: readonly RunField[], found: Fields<string>, reading: Reading): void {
  for (const about of fields) {
    const { read } = about;
    const field = found[about.name];
    attempt(field?.path ?? '/data', reading.repairs, () => {
      if (read === 'output') fillOutput(field, reading);
      else if (read === 'error') put(reading.run, about.path, readError(field, reading));
      else if (field !== undefined) put(reading.run, about.path, READERS[read](field, reading, about));
    });
  }
}

function attempt(path: string, repairs: Repairs, read: () => void): void {
  try {
    read();
  } catch {
    repairs.broken(path);
  }
}

/** Sets a member if there is a value. An absent one is not a property. */
function put(run: object, path: readonly string[], value: unknown): void {
  const [key, inner] = path;
  if (value === undefined || key === undefined) return;
  const target = run as Record<string, unknown>;
  if (inner === undefined) target[key] = value;
  else (target[key] as Record<string, unknown>)[inner] = value;
}

type ReadField = (field: Field, reading: Reading, about: RunField) => unknown;

/** How each kind of field is read; but an error and the outputs, which may be elsewhere if their field is not there. */
const READERS: Readonly<Record<Exclude<Reader, 'error' | 'output'>, ReadField>> = {
  text: (field, { repairs }, { values }) => readText(field, repairs, values),
  number: (field, { repairs }) => readNumber(field, repairs),
  boolean: (field, { repairs }) => readBoolean(field, repairs),
  object: (field, { repairs }) => readIf(isRecord, field, { repairs, expected: 'an object' }),
  array: (field, { repairs }) => readIf(Array.isArray, field, { repairs, expected: 'an array' }),
  json: (field) => field.value,
  end: (field, { settings, repairs, sentAt }) => readDate(field, { settings, repairs, sentAt, isEnd: true }),
  date: (field, { settings, repairs, sentAt, run }) =>
    readDate(field, { settings, repairs, sentAt, endedAt: endOf(run), isEnd: false }),
  rows: (field, { repairs }, { path: [key] }) => readLists(field, key === 'texts' ? 'text' : 'list', repairs),
  results: (field, { repairs }, { path: [key] }) => readResult(field, `${key}_0`, repairs),
  links: (field, { repairs }) => readLinks(field, repairs),
  metadata: (field, reading) => readMetadata(field, reading),
};

function endOf({ finishedAt }: Run): number | undefined {
  return finishedAt === undefined ? undefined : Date.parse(finishedAt);
}

/** Reads what the robot extracted. Its fields are looked for beside it too, where near misses have them. */
function fillOutput(field: Field | undefined, reading: Reading): void {
  const { holders, repairs, rows } = reading;
  const isReadable = field !== undefined && isRecord(field.value);
  if (field !== undefined && !isReadable) repairs.unreadable(field, 'an object of outputs');
  const output: Holder = isReadable
    ? { value: field.value, path: field.path }
    : { value: {}, path: '/data/extracted_data' };
  const options = { repairs, camelCase: false, holders: [output, ...holders] };
  const found = findFields(namesOf(runFields.output), options);
  if (rows !== undefined) found['captured_lists'] ??= rows;
  fillFields(runFields.output, found, reading);
  if (isReadable) reportDropped(output, repairs);
}
