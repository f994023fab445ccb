/**
 * A normalised run, for people.
 *
 * @module cli/run-report
 */
import type { Run } from '../event/index.ts';
import { countOf, paint, safe } from './terminal.ts';

/** Names on one line; a run can have thousands of lists. */
const MAX_NAMES = 10;

/** UTF-16 units of one value that a line shows. */
const MAX_SHOWN = 100;

/**
 * A run on several lines: its fields, then the guesses.
 *
 * @param run the run
 * @param line number of the line that its document starts on
 */
export function describeRun(run: Run, line: number): string {
  const type = shown(run.eventType ?? 'no event type');
  const head = `${paint('bold', type)}  line ${line}: ${run.shape}`;
  const rows = fieldsOf(run).flatMap(([name, text = '']) =>
    text === '' ? [] : [`  ${paint('dim', name.padEnd(12))}${shown(text)}`],
  );
  const repairs = run.repairs.map(({ kind, message }) => {
    return `  ${paint(kind === 'unreadable' ? 'red' : 'yellow', kind.padEnd(18))}${safe(message)}`;
  });
  const title = `  ${countOf(repairs.length, 'repair')}`;
  return [head, ...rows, ...(repairs.length > 0 ? [title, ...repairs] : [])].join('\n');
}

function fieldsOf(run: Run): readonly (readonly [name: string, text: string | undefined])[] {
  const { robot, error, screenshots } = run;
  return [
    ['run', run.id],
    ['robot', [robot.name, robot.id].filter((text) => text !== undefined).join(', ')],
    ['status', run.partial === true ? `${run.status ?? ''} (with partial data)` : run.status],
    ['started', run.startedAt],
    ['finished', run.finishedAt],
    ['error', error && [error.type, error.message].filter((text) => text !== undefined).join(': ')],
    ['texts', namesOf(run.texts, 'record')],
    ['lists', namesOf(run.lists, 'row')],
    ['crawl', run.crawl && Object.keys(run.crawl).slice(0, MAX_NAMES).join(', ')],
    ['search', run.search && Object.keys(run.search).slice(0, MAX_NAMES).join(', ')],
    ['markdown', lengthOf(run.markdown)],
    ['html', lengthOf(run.html)],
    ['summary', run.summary],
    ['links', run.links && String(run.links.length)],
    ['screenshots', [screenshots.visible, screenshots.fullPage].filter(Boolean).join(', ')],
    ['counts', pairsOf(run.counts)],
    ['metadata', pairsOf(run.metadata)],
  ];
}

function namesOf(groups: Readonly<Record<string, readonly unknown[] | undefined>>, unit: string): string {
  const names = Object.entries(groups).map(([name, rows = []]) => `${name} (${countOf(rows.length, unit)})`);
  const more = names.length - MAX_NAMES;
  return `${names.slice(0, MAX_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function lengthOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `${text.length} characters`;
}

function pairsOf(record: object): string {
  const pairs = Object.entries(record).slice(0, MAX_NAMES);
  return pairs
    .map(([key, value]) => `${key} ${typeof value === 'object' ? '{…}' : String(value)}`)
    .join(', ');
}

function shown(text: string): string {
  return safe(text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`);
}
