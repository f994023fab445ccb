/**
 * Watches the runs of robots for what breaks scrapers: a page that was redesigned gives runs that succeed, and are wrong.
 *
 * @module quality/monitor
 * @see docs/guides/robot-types.md
 */
import type { QualityIssue, Row, Run } from '../event/index.ts';
import { MAX_ALL_COLUMNS, MAX_ISSUES, MAX_LISTS, MAX_ROBOTS } from './limits.ts';
import { type ExpectedList, type Finding, ListProfile } from './list-profile.ts';

/** The part of the JSON Schema of a robot's data that is used. */
export interface ExpectedSchema {
  readonly properties?: Readonly<Record<string, ExpectedSchema>>;
  readonly items?: ExpectedSchema;
  readonly required?: readonly string[];
}

/** What is known of robots before their first run. */
interface QualityOptions {
  /** The schemas of `generate robot`, by the robot's id. */
  readonly schemas?: Readonly<Record<string, ExpectedSchema>>;
  /** Runs to learn from, oldest first. */
  readonly earlierRuns?: readonly Run[];
}

type Profiles = Map<string, ListProfile>;

/** What is remembered of a robot. */
interface Watched {
  readonly profiles: Profiles;
  /** Columns that are remembered. */
  columns: number;
  /** The run that was judged last: the retry of a delivery is not another run. */
  last?: { readonly runId: string | undefined; readonly issues: readonly QualityIssue[] };
}

const PLACES = ['lists', 'texts'] as const;

/** Learns what is usual for each robot, and finds what is not. */
export class QualityMonitor {
  readonly #schemas: Readonly<Record<string, ExpectedSchema>>;
  readonly #robots = new Map<string, Watched>();

  /** @throws {TypeError} if `earlierRuns` is not an array of runs */
  constructor({ schemas = {}, earlierRuns = [] }: QualityOptions = {}) {
    if (typeof schemas !== 'object' || schemas === null)
      throw new TypeError('robotSchemas is not an object: give schemas by the ids of their robots.');
    this.#schemas = schemas;
    if (!Array.isArray(earlierRuns))
      throw new TypeError('earlierRuns is not an array: give runs, oldest first.');
    for (const [at, run] of earlierRuns.entries()) this.check(requireRun(run, at));
  }

  /**
   * Compares a run with the earlier ones of its robot, then learns it. A run that did not succeed is not looked at, nor is one
   * without any row: Maxun sends runs through its REST API so.
   *
   * @param run a normalised run
   */
  check(run: Run): readonly QualityIssue[] {
    const { id } = run.robot;
    const isEmpty = PLACES.every((where) =>
      Object.values(run[where]).every((rows = []) => rows.length === 0),
    );
    if (id === undefined || isEmpty || run.status !== 'success') return [];
    const watched = this.#watch(id);
    if (run.id === undefined || watched.last?.runId !== run.id) {
      watched.last = { runId: run.id, issues: judge(watched.profiles, run) };
      watched.columns = sum(watched.profiles.values(), ({ size }) => size);
      this.#trim();
    }
    return watched.last.issues;
  }

  #watch(id: string): Watched {
    const schema = Object.hasOwn(this.#schemas, id) ? this.#schemas[id] : undefined;
    const watched = this.#robots.get(id) ?? { profiles: profilesIn(schema), columns: 0 };
    // The order of the map is that of use: the first is forgotten.
    this.#robots.delete(id);
    this.#robots.set(id, watched);
    return watched;
  }

  #trim(): void {
    let columns = sum(this.#robots.values(), (watched) => watched.columns);
    for (const [id, oldest] of this.#robots) {
      if (this.#robots.size <= MAX_ROBOTS && columns <= MAX_ALL_COLUMNS) return;
      this.#robots.delete(id);
      columns -= oldest.columns;
    }
  }
}

function sum<T>(items: Iterable<T>, numberOf: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += numberOf(item);
  return total;
}

/** They may come from a file. */
function requireRun(run: Run, at: number): Run {
  const hasRows = (where: Place): boolean =>
    isObject(run[where]) && Object.values<unknown>(run[where]).every(isRows);
  if (isObject(run?.robot) && PLACES.every(hasRows)) return run;
  throw new TypeError(
    `earlierRuns[${at}] is not a run: expected what normalize returns, or the run of a handler.`,
  );
}

function isRows(rows: unknown): boolean {
  return rows === undefined || (Array.isArray(rows) && rows.every(isObject));
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function judge(profiles: Profiles, run: Run): QualityIssue[] {
  for (const where of PLACES) {
    for (const name of Object.keys(run[where])) addProfile(profiles, keyOf(where, name));
  }
  const issues = [...profiles].flatMap(([key, profile]) => {
    const [where, list] = placeOf(key);
    return profile.check(run[where][list] ?? ([] as Row[])).map((finding) => issueOf(finding, where, list));
  });
  return issues.slice(0, MAX_ISSUES);
}

type Place = (typeof PLACES)[number];

function keyOf(where: Place, list: string): string {
  return `${where} ${list}`;
}

function placeOf(key: string): [Place, string] {
  return [key.slice(0, 5) as Place, key.slice(6)];
}

function profilesIn(schema: ExpectedSchema = {}): Profiles {
  const profiles: Profiles = new Map();
  for (const where of PLACES) {
    for (const [name, { items = {} }] of Object.entries(schema.properties?.[where]?.properties ?? {})) {
      addProfile(profiles, keyOf(where, name), {
        columns: Object.keys(items.properties ?? {}),
        required: items.required ?? [],
      });
    }
  }
  return profiles;
}

function addProfile(profiles: Profiles, key: string, expected?: ExpectedList): void {
  if (profiles.has(key) || profiles.size >= MAX_LISTS) return;
  profiles.set(key, new ListProfile(expected));
}

function issueOf({ kind, column, because }: Finding, where: Place, list: string): QualityIssue {
  const place = `${where === 'lists' ? 'The list' : 'The texts'} ${JSON.stringify(list.slice(0, 100))}`;
  const message =
    column === undefined ? place : `${place}: the column ${JSON.stringify(column.slice(0, 100))}`;
  return { kind, where, list, ...(column !== undefined && { column }), message: `${message} ${because}.` };
}
