/**
 * The filter language: `type:run_failed robot:"Test Robot" sig:bad shape:C status:5xx timeout`.
 *
 * @module mock-server/inspector/list/filter
 */
import { eventTypes, observedShapes } from '#generated/events.js';
import type { DeliverySummary } from '../../api/types.ts';

/** A key of the filter language. */
export interface FilterKey {
  readonly about: string;
  /** Values that always make sense; others come from what has arrived. */
  readonly values?: readonly string[];
  /** What a delivery has for the key. */
  readonly read: (delivery: DeliverySummary) => readonly (string | undefined)[];
  /** Whether a value matches a text of a delivery, both in lower case; by default as a part of it. */
  readonly fits?: (text: string, value: string) => boolean;
}

/** Letters of the observed shapes by their names. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries(observedShapes).map(([name, { letter }]) => [name, letter]),
);

/** What `is:` can ask for. */
const STATES: Readonly<Record<string, (delivery: DeliverySummary) => boolean>> = {
  good: ({ level }) => level === 'good',
  notice: ({ level }) => level === 'notice',
  bad: ({ level }) => level === 'bad',
  drift: ({ drift }) => drift > 0,
  retry: ({ attempt }) => attempt > 1,
  duplicate: ({ duplicate }) => duplicate,
  contradiction: ({ contradiction }) => contradiction,
  unusual: ({ quality }) => quality > 0,
  late: ({ late }) => late,
  pending: ({ responseKind }) => responseKind === 'pending',
};

const startsWith = (text: string, value: string): boolean => text.startsWith(value);

/** Every key, by its name. */
export const FILTER_KEYS: Readonly<Record<string, FilterKey>> = {
  type: { about: 'event type', values: eventTypes, read: ({ eventType }) => [eventType] },
  robot: { about: 'name or id of the robot', read: ({ robotName, robotId }) => [robotName, robotId] },
  run: { about: 'id of the run', read: ({ runId }) => [runId] },
  sig: {
    about: 'signature',
    values: ['valid', 'bad', 'invalid', 'missing', 'unchecked'],
    read: ({ signature }) => [signature, /^(?:invalid|missing)$/.test(signature) ? 'bad' : undefined],
    fits: startsWith,
  },
  shape: {
    about: 'letter or name of the shape',
    values: ['documented', 'unknown', ...LETTERS.values()],
    read: ({ shape }) => [shape, LETTERS.get(shape)],
    fits: (text, value) => (value.length === 1 ? text === value : text.startsWith(value)),
  },
  status: {
    about: 'HTTP status of the response',
    values: ['2xx', '4xx', '5xx', '422', '>=400', 'none'],
    read: ({ status }) => [String(status ?? 'none')],
    fits: fitsStatus,
  },
  is: {
    about: 'verdict',
    values: Object.keys(STATES),
    read: (delivery) => Object.keys(STATES).filter((state) => STATES[state]?.(delivery)),
    fits: startsWith,
  },
  id: { about: 'number of the delivery', read: ({ id }) => [id], fits: (text, value) => text === value },
};

/** A word without a key: looked for everywhere. */
const TEXT: FilterKey = {
  about: 'text',
  read: ({ eventType, robotName, robotId, runId, runStatus, shape, sentence, id }) => [
    eventType,
    robotName,
    robotId,
    runId,
    runStatus,
    shape,
    sentence,
    id,
  ],
};

/** One condition. A delivery is shown if it meets all of them. */
export interface Term {
  /** Name of a key; `text` for a word without one. */
  readonly key: string;
  /** In lower case; one of them must match. */
  readonly values: readonly string[];
  /** Whether none of them may match: `-type:run_failed`. */
  readonly negated: boolean;
}

/** A parsed filter. */
export interface ParsedFilter {
  readonly terms: readonly Term[];
  /** What cannot be understood, in sentences. */
  readonly problems: readonly string[];
}

/** A word with its place in the filter. Quotes keep spaces; a quote that is not closed reaches to the end. */
const WORDS = /(?:"[^"]*"?|[^\s"])+/g;

/**
 * Parses a filter. Never throws: what is not understood is looked for as text, and listed as a problem.
 *
 * @param source the text of the filter
 * @example
 * ```ts
 * parseFilter('type:run_failed -sig:valid').terms; // [{ key: 'type', … }, { key: 'sig', …, negated: true }]
 * ```
 */
export function parseFilter(source: string): ParsedFilter {
  const terms: Term[] = [];
  const problems: string[] = [];
  for (const [word] of source.matchAll(WORDS)) {
    const [, minus = '', name = '', list = ''] = /^(-?)(?:([^":]+):)?(.*)$/s.exec(word.toLowerCase()) ?? [];
    const key = Object.hasOwn(FILTER_KEYS, name) ? FILTER_KEYS[name] : undefined;
    const negated = minus !== '' && word.length > 1;
    if (key) {
      const values = valuesOf(list);
      // A key whose value is not typed yet hides nothing.
      if (values.length > 0) terms.push({ key: name, values, negated });
    } else {
      if (name !== '')
        problems.push(
          `“${name}” is not a key of the filter: the word is looked for as text. Keys: ${Object.keys(FILTER_KEYS).join(', ')}.`,
        );
      const text = unquoted(negated ? word.slice(1) : word).toLowerCase();
      terms.push({ key: 'text', values: [text], negated });
    }
  }
  return { terms, problems };
}

function valuesOf(list: string): string[] {
  const values = list.match(/(?:"[^"]*"?|[^,"])+/g) ?? [];
  return values.map(unquoted).filter((value) => value !== '');
}

function unquoted(text: string): string {
  return text.replaceAll('"', '');
}

/**
 * Makes a test of a filter's terms.
 *
 * @param terms all of them must match
 * @returns whether a delivery is shown
 */
export function createMatcher(terms: readonly Term[]): (delivery: DeliverySummary) => boolean {
  return (delivery) =>
    terms.every(({ key, values, negated }) => {
      const { read, fits = isPart } = FILTER_KEYS[key] ?? TEXT;
      const texts = read(delivery).filter((text) => text !== undefined);
      const isMet = texts.some((text) => values.some((value) => fits(text.toLowerCase(), value)));
      return isMet !== negated;
    });
}

function isPart(text: string, value: string): boolean {
  return text.includes(value);
}

const COMPARISONS: Readonly<Record<string, (status: number, limit: number) => boolean>> = {
  '<': (status, limit) => status < limit,
  '<=': (status, limit) => status <= limit,
  '>': (status, limit) => status > limit,
  '>=': (status, limit) => status >= limit,
};

function fitsStatus(status: string, value: string): boolean {
  const [, operator = '', limit] = /^([<>]=?)(\d+)$/.exec(value) ?? [];
  const compare = COMPARISONS[operator];
  if (compare) return compare(Number(status), Number(limit));
  return status === value || (value.endsWith('xx') && status.charAt(0) === value.charAt(0));
}
