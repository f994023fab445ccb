/**
 * Completes a run whose event has no results, from its row in Maxun's database.
 *
 * @module maxun-api/complete
 */
import type { MaxunStoredRun } from '#generated/maxun-api.js';
import { isRecord } from '../errors/is-record.ts';
import { type DateOptions, normalize, type Repair, type Run } from '../event/index.ts';
import { addRepairs } from '../event/repair.ts';
import { isEmpty, rowsOf } from './run-event.ts';

/**
 * Whether there may be more of a run than its event has.
 *
 * @param run as its event has it
 */
export function mayBeIncomplete({ repairs }: Run): boolean {
  return repairs.some(({ kind }) => kind === 'maybe-incomplete');
}

/** What the row may have and the event not. */
const ADDED = [
  'texts',
  'lists',
  'crawl',
  'search',
  'markdown',
  'html',
  'summary',
  'links',
  'screenshots',
  'startedAt',
  'document',
  'promptResult',
] as const satisfies readonly (keyof Run)[];

/**
 * Adds to a run what only its row has. What the event says stays.
 *
 * @param run as its event has it
 * @param row of the run
 * @param dates how its dates are read
 * @returns a new run
 */
export function completed(run: Run, row: MaxunStoredRun, dates: DateOptions): Run {
  const stored = normalize(eventOf(row, run), dates);
  const counts = countsOf(stored);
  const others = run.repairs.filter(({ kind }) => kind !== 'maybe-incomplete');
  const names = ADDED.filter((name) => isEmpty(run[name]) && !isEmpty(stored[name]));
  return {
    ...run,
    ...Object.fromEntries(names.map((name) => [name, stored[name]])),
    counts: { ...run.counts, ...counts },
    completedFrom: 'api',
    completedFields: [...names, ...Object.keys(counts).map((name) => `counts.${name}`)],
    repairs: addRepairs(others, repairsOf(stored)),
  };
}

/** The row as an event, so that it is read as events are: what is not known, or cannot be read, becomes a repair. */
function eventOf({ startedAt, finishedAt, ...row }: MaxunStoredRun, run: Run): object {
  const { scrapeSchema, scrapeList, crawl, search, ...page } = row.serializableOutput ?? {};
  const { markdown, html, summary, promptResult, scrapeDoc, ...others } = page;
  const screenshots = (row.binaryOutput ?? {}) as Readonly<Record<string, unknown>>;
  const { 'screenshot-visible': visible, 'screenshot-fullpage': whole, ...taken } = screenshots;
  const data = {
    started_at: startedAt,
    finished_at: finishedAt,
    extracted_data: {
      captured_texts: scrapeSchema ?? {},
      captured_lists: scrapeList ?? {},
      crawl_data: crawl ?? {},
      search_data: search ?? {},
    },
    markdown: contentOf(markdown),
    html: contentOf(html),
    summary: contentOf(summary),
    prompt_result: contentOf(promptResult),
    document: scrapeDoc ?? null,
    screenshot_visible: visible ?? null,
    screenshot_fullpage: whole ?? null,
    screenshots: isEmpty(taken) ? null : taken,
    ...others,
  };
  // The end that the event says helps to read a date that can be read in two ways.
  return { event_type: 'run_completed', timestamp: run.finishedAt ?? null, data };
}

/** A page's text is stored in an array of one object with `content`; anything else is taken as it is. */
function contentOf(stored: unknown): unknown {
  if (isEmpty(stored)) return null;
  const [first] = (Array.isArray(stored) ? stored : []) as unknown[];
  return isRecord(first) && 'content' in first ? first['content'] : stored;
}

/** Counted as Maxun does: records of texts, rows of lists. */
function countsOf({ texts, lists }: Run): Partial<Run['counts']> {
  const counts = { texts: rowsOf(texts), lists: rowsOf(lists) };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** How results were read. Dates are left out: a repair of the event says how dates are read. */
function repairsOf({ repairs }: Run): Repair[] {
  const ofResults = repairs.filter(({ path }) => !path.endsWith('ed_at') && path !== '');
  return ofResults.map((repair) => ({ ...repair, path: '', message: `Maxun's API: ${repair.message}` }));
}
