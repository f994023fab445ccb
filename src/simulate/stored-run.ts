/**
 * A run as Maxun's database has it, made of the webhook event that tells of it. It has what such an event leaves out.
 *
 * @module simulate/stored-run
 * @see contract/maxun-api.yaml
 */
import { observedExamples } from '#generated/examples.js';
import type { MaxunOutput, MaxunStoredRun } from '#generated/maxun-api.js';
import { normalize, type Run } from '../event/index.ts';
import { type FinishedRun } from './finished-run.ts';
import type { FixtureOptions } from './fixture.ts';
import { type Random, uuidFrom } from './random.ts';

/** The row of a run. Tests may change it: the API answers what it says then. */
export type StoredRun = { -readonly [Key in keyof MaxunStoredRun]-?: MaxunStoredRun[Key] } & {
  runId: string;
  robotMetaId: string;
};

/** What {@link storedRunOf} works with: clock, random numbers, and how the server writes dates. */
export type StoringOptions = Required<{ readonly [Key in keyof FixtureOptions]: FixtureOptions[Key] & {} }>;

/** How long a run took whose event does not say it. */
const USUAL_DURATION_MS = 20_000;

/**
 * The row of the run that an event tells of.
 *
 * @param event a payload of any shape
 * @param about what is known of the run besides; by default an extract run without results was started through the API
 * @param options clock, random numbers, locale and time zone of the server
 * @returns the row; `undefined` if the event is a `webhook_test`, or names no run
 */
export function storedRunOf(
  event: object,
  about: FinishedRun | undefined,
  options: StoringOptions,
): StoredRun | undefined {
  const { clock, random, locale, timeZone } = options;
  const run = normalize(event, { locale, timeZone });
  const { id, robot, finishedAt, startedAt, metadata } = run;
  if (id === undefined || robot.id === undefined || run.eventType === 'webhook_test') return undefined;
  const write = (time: number): string => new Date(time).toLocaleString(locale, { timeZone });
  const end = finishedAt === undefined ? clock.now() : Date.parse(finishedAt);
  const { browser_id: browserId, user_id: userId } = metadata;
  const status = statusOf(run);
  return {
    id: uuidFrom(random),
    status,
    name: robot.name ?? '',
    robotId: uuidFrom(random),
    robotMetaId: robot.id,
    startedAt: write(startedAt === undefined ? end - USUAL_DURATION_MS : Date.parse(startedAt)),
    finishedAt: write(end),
    browserId: typeof browserId === 'string' ? browserId : uuidFrom(random),
    interpreterSettings: { maxConcurrency: 1, maxRepeats: 1, debug: true },
    log: logOf(run),
    runId: id,
    ...startedBy(about?.startedBy ?? (lacksResults(run) ? 'api' : 'ui'), { userId, random }),
    serializableOutput: status === 'success' ? outputOf(run, about) : {},
    binaryOutput: screenshotsOf(run),
    retryCount: 0,
  };
}

/** Where an aborted run sends an event, that event is of the end that was stored last: `success` or `failed`. */
function statusOf({ status }: Run): string {
  return status === 'failed' || status === 'aborted' ? status : 'success';
}

function startedBy(
  by: NonNullable<FinishedRun['startedBy']>,
  { userId, random }: { readonly userId: unknown; readonly random: Random },
) {
  const byApi = by === 'api';
  // Only runs of the API say which of the other ways they were not started.
  const others = byApi ? false : null;
  return {
    runByUserId: by === 'schedule' ? null : Number(userId ?? 1),
    runByScheduleId: by === 'schedule' ? uuidFrom(random) : null,
    runByAPI: byApi ? true : null,
    runBySDK: others,
    runByMCP: others,
    runByCLI: others,
  };
}

function logOf({ error, status }: Run): string {
  if (error !== undefined) return `Error: ${error.message ?? ''}\n${error.stack ?? ''}`;
  if (status === 'failed') return 'Extraction failed: the document could not be read.';
  return status === 'aborted' ? 'Run aborted by user' : '';
}

function lacksResults({ shape, texts, lists, crawl, search }: Run): boolean {
  const isEmpty = [texts, lists, crawl ?? {}, search ?? {}].every(
    (results) => Object.keys(results).length === 0,
  );
  return shape === 'extract-run' && isEmpty;
}

/** What the event says; for a run whose event says nothing, the example's. */
function outputOf(run: Run, about: FinishedRun | undefined): MaxunOutput {
  if (about?.robot === 'document-parse') return structuredClone(PARSED_DOCUMENT);
  if (run.shape === 'document-run') return structuredClone(READ_DOCUMENT);
  const { extracted_data: example } = observedExamples['extract-run'].payload.data;
  const extracted = lacksResults(run)
    ? { texts: example.captured_texts, lists: example.captured_lists }
    : run;
  const found: MaxunOutput = {
    ...someOf({ scrapeSchema: extracted.texts, scrapeList: extracted.lists }),
    ...someOf({ crawl: run.crawl, search: run.search }),
    ...pageOf(run),
  };
  return structuredClone(found);
}

function pageOf({ markdown, html, summary, links }: Run): MaxunOutput {
  const content = (text: string | undefined) => text && [{ content: text }];
  return {
    ...someOf({ markdown: content(markdown), html: content(html), summary: content(summary) }),
    ...someOf({ links: links?.map((url) => ({ url })) }),
  };
}

/** Those that hold something. */
function someOf<T extends object>(fields: T): Partial<T> {
  const isSome = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isSome(value))) as Partial<T>;
}

const READ_DOCUMENT: MaxunOutput = {
  scrapeDoc: {
    data: { 'Invoice number': 'INV-2026-0117', Total: '$1,299.00' },
    tabName: 'Invoices',
    pageCount: 1,
    model: 'llama3.2',
    extractedAt: '2026-11-23T20:15:30.000Z',
  },
};

const PARSED_DOCUMENT: MaxunOutput = {
  markdown: [{ content: '# Invoice INV-2026-0117\n\nTotal: $1,299.00\n' }],
  html: [{ content: '<h1>Invoice INV-2026-0117</h1><p>Total: $1,299.00</p>' }],
  links: [{ url: 'https://example.com/invoices' }],
};

/** Where Maxun keeps screenshots, as long as no public address is configured. */
const SCREENSHOTS = 'http://localhost:9000/maxun-run-screenshots';

function screenshotsOf({ id, screenshots: { visible, fullPage }, counts }: Run): Record<string, string> {
  const page = { 'screenshot-visible': visible, 'screenshot-fullpage': fullPage };
  const taken = Array.from({ length: counts.screenshots ?? 0 }, (_, index) => {
    const name = `Screenshot ${index + 1}`;
    return [name, `${SCREENSHOTS}/${id}/${encodeURIComponent(name)}.png`] as const;
  });
  const all = [...Object.entries(page), ...taken];
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
