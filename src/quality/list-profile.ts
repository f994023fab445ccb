/**
 * What is usual for one list of a robot: how many rows, which columns, and what is in them.
 *
 * @module quality/list-profile
 */
import type { Json, QualityKind, Row } from '../event/index.ts';
import { COLLAPSED_SHARE, MAX_CELL, MAX_COLUMNS, MAX_ROWS, MEMORY_RUNS, MIN_RUNS } from './limits.ts';
import { Share } from './share.ts';

/** Something that is wrong with a list. */
export interface Finding {
  readonly kind: QualityKind;
  readonly column?: string;
  /** The rest of the sentence that starts with the place. */
  readonly because: string;
}

/** What the schema of a list says, before any run was seen. */
export interface ExpectedList {
  readonly columns: readonly string[];
  readonly required: readonly string[];
}

/** What a cell can have, and a page's redesign breaks first: by the words that name it. */
const FORMATS: ReadonlyMap<string, RegExp> = new Map([
  ['digits', /\d/],
  ['letters', /\p{L}/u],
  ['a currency', /\p{Sc}|\b(?:USD|EUR|GBP|JPY|INR|CHF)\b/u],
  ['a URL', /^https?:\/\//i],
  ['a date', /\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/],
]);

/** Rows that a schema stands for: it was inferred from runs that were fine. */
const SCHEMA_ROWS = 1000;

interface Column {
  readonly present: Share;
  readonly absent: Share;
  readonly filled: Share;
  readonly formats: ReadonlyMap<string, Share>;
}

/** Learns what is usual for a list, and finds what is not. */
export class ListProfile {
  readonly #columns = new Map<string, Column>();
  readonly #counts: number[] = [];
  readonly #hasRows = new Share();
  #rows = 0;

  /** @param expected what a schema says of the list, if there is one */
  constructor(expected?: ExpectedList) {
    if (expected === undefined) return;
    this.#rows = SCHEMA_ROWS;
    for (const name of expected.columns.slice(0, MAX_COLUMNS)) {
      const isRequired = expected.required.includes(name);
      this.#columns.set(name, newColumn(isRequired ? SCHEMA_ROWS : 0, isRequired ? SCHEMA_ROWS : 0));
    }
  }

  /** How many columns are remembered. */
  get size(): number {
    return this.#columns.size;
  }

  /**
   * Compares a run, then learns it.
   *
   * @param rows of the list; empty if the run does not have it
   */
  check(rows: readonly Row[]): Finding[] {
    const seen = rows.slice(0, MAX_ROWS);
    const findings = [...this.#checkCount(rows.length), ...this.#checkColumns(seen)];
    this.#rows += seen.length;
    return findings;
  }

  #checkCount(count: number): Finding[] {
    const usual = median(this.#counts);
    const isLow = this.#counts.length >= MIN_RUNS && isFarBelow(count, this.#counts);
    const isEmpty = this.#hasRows.isUnlikely(Number(count > 0), 1);
    this.#counts.push(count);
    if (this.#counts.length > MEMORY_RUNS) this.#counts.shift();
    if (count === 0 && (isLow || isEmpty))
      return [{ kind: 'list-empty', because: `is empty; usual are ${usual} rows` }];
    if (!isLow || count > usual * COLLAPSED_SHARE) return [];
    return [{ kind: 'rows-collapsed', because: `has ${count} row(s); usual are ${usual}` }];
  }

  #checkColumns(rows: readonly Row[]): Finding[] {
    if (rows.length === 0) return [];
    const cells = this.#cellsOf(rows);
    return [...this.#columns].flatMap(([name, column]) =>
      checkColumn({ name, cells: cells.get(name) ?? [], rows: rows.length }, column),
    );
  }

  /** Each cell is read once: rows times columns would be far more where each row has columns of its own. */
  #cellsOf(rows: readonly Row[]): Map<string, (string | undefined)[]> {
    const cells = new Map<string, (string | undefined)[]>();
    for (const row of rows) {
      for (const name of Object.keys(row)) {
        this.#add(name);
        if (!this.#columns.has(name)) continue;
        const known = cells.get(name);
        if (known === undefined) cells.set(name, [textOf(row[name])]);
        else known.push(textOf(row[name]));
      }
    }
    return cells;
  }

  /** A new column was absent from all rows so far. */
  #add(name: string): void {
    if (this.#columns.size >= MAX_COLUMNS || this.#columns.has(name)) return;
    this.#columns.set(name, newColumn(0, this.#rows));
  }
}

function newColumn(found: number, rows: number): Column {
  return {
    present: new Share(found, rows),
    absent: new Share(rows - found, rows),
    filled: new Share(found, found),
    formats: new Map([...FORMATS.keys()].map((name) => [name, new Share()])),
  };
}

/** The cells of a column in one run: a text, or `undefined` if the cell is empty. */
interface SeenColumn {
  readonly name: string;
  readonly cells: readonly (string | undefined)[];
  readonly rows: number;
}

function checkColumn(
  { name: column, cells, rows }: SeenColumn,
  { present, absent, filled, formats }: Column,
): Finding[] {
  const texts = cells.filter((text) => text !== undefined);
  const gone = rows - cells.length;
  const of = `of ${rows} rows`;
  const changes: readonly (readonly [isSo: boolean, kind: QualityKind, because: string])[] = [
    [present.isUnlikely(cells.length, rows), 'column-missing', `is missing from ${gone} ${of}`],
    [absent.isUnlikely(gone, rows), 'column-new', `is new: it is in ${cells.length} ${of}`],
    [
      filled.isUnlikely(texts.length, cells.length),
      'column-empty',
      `is empty in ${cells.length - texts.length} ${of}`,
    ],
    ...[...formats].map(([name, share]) => {
      const having = texts.filter((text) => FORMATS.get(name)?.test(text)).length;
      const because = `no longer has ${name} in most of its ${texts.length} filled cells`;
      return [share.isUnlikely(having, texts.length), 'format-lost', because] as const;
    }),
  ];
  return changes.filter(([isSo]) => isSo).map(([, kind, because]) => ({ kind, column, because }));
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/**
 * Numbers of rows vary by factors, so their logarithms are compared: more than four deviations below the mean. Few runs show too
 * small a deviation, so theirs counts more, and it is never taken for less than a quarter.
 */
function isFarBelow(count: number, counts: readonly number[]): boolean {
  const logs = counts.map((value) => Math.log1p(value));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length;
  const deviation = Math.max(0.25, Math.sqrt(variance)) * (1 + 6 / logs.length);
  return Math.log1p(count) < mean - 4 * deviation;
}

/**
 * The text of a cell.
 *
 * @returns `undefined` if nothing is in it, a blank text included
 */
function textOf(cell: Json | undefined): string | undefined {
  if (cell === undefined || cell === null) return undefined;
  if (typeof cell === 'object') return Object.keys(cell).length === 0 ? undefined : '{}';
  const text = String(cell).slice(0, MAX_CELL).trim();
  return text === '' ? undefined : text;
}
