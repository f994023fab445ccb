/**
 * The words of the filter language: `type:run_failed robot:"Test Robot" sig:bad shape:C status:5xx timeout`.
 *
 * @module mock-server/inspector/list/filter
 */

/** The keys that a filter can ask for, each with what it is and some values, for hints while typing. */
export const FILTER_KEYS: Readonly<Record<FilterKey, FilterKeyInfo>> = {
  type: { about: 'event type', values: ['run_completed', 'run_failed', 'webhook_test'] },
  robot: { about: 'name or id of the robot', values: [] },
  run: { about: 'id of the run', values: [] },
  sig: { about: 'signature', values: ['valid', 'bad', 'invalid', 'missing', 'unchecked'] },
  shape: { about: 'letter or name of the shape', values: ['documented', 'unknown'] },
  status: { about: 'what was answered', values: ['2xx', '4xx', '5xx', '422', '>=400', 'none'] },
  is: {
    about: 'verdict',
    values: ['good', 'notice', 'bad', 'drift', 'retry', 'duplicate', 'contradiction', 'late', 'pending'],
  },
  id: { about: 'number of the delivery', values: [] },
};

/** A key of the filter language. */
export type FilterKey = 'type' | 'robot' | 'run' | 'sig' | 'shape' | 'status' | 'is' | 'id';

/** What is told of a key. */
export interface FilterKeyInfo {
  readonly about: string;
  /** Values that always make sense; others come from what has arrived. */
  readonly values: readonly string[];
}

/** One condition. A delivery is shown if it meets every one. */
export interface Term {
  /** `text`: a word without a key, looked for everywhere. */
  readonly key: FilterKey | 'text';
  /** In lower case; one of them has to fit. */
  readonly values: readonly string[];
  /** Whether it has to be the other way round: `-type:run_failed`. */
  readonly negated: boolean;
}

/** A filter, taken apart. */
export interface ParsedFilter {
  readonly terms: readonly Term[];
  /** What could not be understood, in sentences. */
  readonly problems: readonly string[];
}

/** A word of a filter, with its place in the text. */
export interface Word {
  /** Without quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where its first colon outside of quotes is, in `text`; -1 for none. */
  readonly colon: number;
  /** What stands behind the colon, parted at commas outside of quotes. */
  readonly values: readonly string[];
}

/**
 * Splits a filter into words. A quoted part may hold spaces and colons; a quote that is not closed reaches to the end.
 *
 * @param source the text of the filter
 */
export function splitWords(source: string): Word[] {
  const words: Word[] = [];
  let position = 0;
  while (position < source.length) {
    if (/\s/.test(source.charAt(position))) position++;
    else {
      const word = readWord(source, position);
      words.push(word);
      position = word.end;
    }
  }
  return words;
}

function readWord(source: string, start: number): Word {
  let text = '';
  let colon = -1;
  const values = [''];
  let quoted = false;
  let end = start;
  for (; end < source.length; end++) {
    const character = source.charAt(end);
    if (character === '"') quoted = !quoted;
    else if (!quoted && /\s/.test(character)) break;
    else {
      if (colon >= 0 && character === ',' && !quoted) values.push('');
      else if (colon >= 0) values.push(`${values.pop() ?? ''}${character}`);
      else if (character === ':' && !quoted) colon = text.length;
      text += character;
    }
  }
  return { text, start, end, colon, values };
}

/**
 * Takes a filter apart. Never throws: what is not understood is looked for as text, and said.
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
  for (const word of splitWords(source)) {
    const negated = word.text.startsWith('-') && word.text.length > 1;
    const name = word.text.slice(negated ? 1 : 0, Math.max(word.colon, 0)).toLowerCase();
    const text = word.text.slice(negated ? 1 : 0).toLowerCase();
    if (word.colon < 0 || name === '') terms.push({ key: 'text', values: [text], negated });
    else if (!isFilterKey(name)) {
      problems.push(`There is no key “${name}”: it is looked for as text. Keys: ${keyList()}.`);
      terms.push({ key: 'text', values: [text], negated });
    } else addTerm({ key: name, word, negated }, { terms, problems });
  }
  return { terms, problems };
}

interface KeyedWord {
  readonly key: FilterKey;
  readonly word: Word;
  readonly negated: boolean;
}

interface Found {
  readonly terms: Term[];
  readonly problems: string[];
}

function addTerm({ key, word, negated }: KeyedWord, { terms, problems }: Found): void {
  const values = word.values.filter((value) => value !== '').map((value) => value.toLowerCase());
  // A key whose value is not typed yet hides nothing.
  if (values.length === 0) return;
  const odd = values.find((value) => !isKnownValue(key, value));
  if (odd !== undefined) {
    problems.push(`“${key}:${odd}” fits nothing. Values: ${FILTER_KEYS[key].values.join(', ')}.`);
  }
  terms.push({ key, values, negated });
}

/** Whether a key of the filter language has this name. */
export function isFilterKey(name: string): name is FilterKey {
  return Object.hasOwn(FILTER_KEYS, name);
}

const STATUS_VALUE = /^(?:[1-5]xx|[<>]=?\d{1,3}|\d{1,3}|none)$/;

function isKnownValue(key: FilterKey, value: string): boolean {
  if (key === 'status') return STATUS_VALUE.test(value);
  if (key === 'sig' || key === 'is') return FILTER_KEYS[key].values.some((known) => known.startsWith(value));
  return true;
}

function keyList(): string {
  return Object.keys(FILTER_KEYS).join(', ');
}
