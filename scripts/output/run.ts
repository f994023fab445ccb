/**
 * Writes `run.js` and `run.d.ts`, the fields of the normalised run, and their table in `docs/reference/normalized-run.md`.
 *
 * @module scripts/output/run
 */
import type { Reader } from '#generated/run.js';
import { type RunField, runFieldsOf } from '../contract/run-fields.ts';
import { type Contracts } from './contracts.ts';
import { BANNER, literal, type OutputFile } from './file.ts';
import { type Page, withTable } from './page-table.ts';

/** The page with the table, relative to `generated/`. */
export const RUN_PAGE = '../docs/reference/normalized-run.md';

/**
 * The fields of the run.
 *
 * @param contracts both contracts
 * @param page {@link RUN_PAGE}
 */
export async function writeRun({ documented, observed }: Contracts, page: Page): Promise<OutputFile[]> {
  const fields = runFieldsOf([documented, observed]);
  const letters = new Map(observed.messages.map(({ name, letter = name }) => [name, letter]));
  return [
    { path: 'run.js', content: renderValues(runValuesOf({ documented, observed })) },
    { path: 'run.d.ts', content: `${BANNER}${DECLARATIONS}${interfacesOf(membersOf(fields))}` },
    await withTable(
      page,
      ['field', 'what it is', 'where it comes from'],
      membersOf(fields).map((field) => rowOf(field, letters)),
    ),
  ];
}

/** The documented events whose own fields are in camelCase. */
function camelCaseEvents(fields: readonly RunField[], names: readonly string[]): string[] {
  return names.filter((name) =>
    fields.some(({ sources }) =>
      [...sources].some(([key, messages]) => /[A-Z]/.test(key) && messages.includes(name)),
    ),
  );
}

/** A field that is a member of the run, or of an object in it. */
function membersOf(fields: readonly RunField[]): RunField[] {
  return fields.filter(({ path }) => path.length > 0);
}

/** The object of the run that a field is in, such as `robot`; `undefined` if it is in the run itself, or in its error. */
export function groupOf({ path, holder }: RunField): string | undefined {
  return path.length === 2 && holder !== 'error' ? path[0] : undefined;
}

/** What every run has, even if nothing is in it. */
export const ALWAYS: ReadonlySet<Reader> = new Set(['rows', 'metadata']);

/** What normalising reads, as values. */
export interface RunValues {
  /** The fields by the object that holds them. */
  readonly runFields: Readonly<Record<string, readonly object[]>>;
  readonly camelCaseEvents: readonly string[];
  /** The objects of the run that are always there. */
  readonly alwaysThere: readonly string[];
}

/**
 * What normalising reads of the contracts.
 *
 * @param contracts both contracts
 */
export function runValuesOf({ documented, observed }: Contracts): RunValues {
  const fields = runFieldsOf([documented, observed]);
  const names = documented.messages.map(({ name }) => name);
  const runFields = Object.fromEntries(
    (['data', 'output', 'error'] as const).map((holder) => [
      holder,
      fields
        .filter((field) => field.holder === holder)
        .map(({ name, read, path, values }) => ({ name, read, path, ...(values.length > 1 && { values }) })),
    ]),
  );
  const groups = fields.map(groupOf).filter((group) => group !== undefined);
  const always = fields.filter(({ read }) => ALWAYS.has(read)).flatMap(({ path }) => path);
  return {
    runFields,
    camelCaseEvents: camelCaseEvents(fields, names),
    alwaysThere: [...new Set([...groups, ...always])],
  };
}

function renderValues({ runFields, camelCaseEvents, alwaysThere }: RunValues): string {
  return `${BANNER}
export const runFields = ${literal(runFields)};

export const camelCaseEvents = ${literal(camelCaseEvents)};

export const emptyRun = () => ({ ${alwaysThere.map((key) => `${key}: {}`).join(', ')} });
`;
}

const TYPES: Readonly<Record<Exclude<Reader, 'output' | 'text' | 'error'>, string>> = {
  number: 'number',
  boolean: 'boolean',
  date: 'string',
  end: 'string',
  object: 'Record<string, Json | undefined>',
  array: 'Json[]',
  json: 'Json',
  rows: 'Record<string, Row[] | undefined>',
  results: 'Record<string, Json | undefined>',
  links: 'string[]',
  metadata: 'Record<string, Json | undefined>',
};

function typeOf({ read, values }: RunField): string {
  if (read === 'error') return 'RunError';
  if (read !== 'text') return TYPES[read as keyof typeof TYPES];
  return values.length < 2 ? 'string' : `${values.map((value) => `'${value}'`).join(' | ')} | (string & {})`;
}

function interfacesOf(fields: readonly RunField[]): string {
  const groups = [...new Set(fields.map(groupOf).filter((group) => group !== undefined))];
  const own = fields.filter(({ path }) => path.length === 1).map(member);
  const errors = fields.filter(({ holder }) => holder === 'error').map(member);
  return [
    interfaceOf('RunFields', 'What an event says of its run. What it does not say is absent.', [
      ...own,
      ...groups.map((group) => `  /** Always there, and may be empty. */\n  ${group}: ${nameOf(group)};`),
    ]),
    interfaceOf('RunError', 'What went wrong.', errors),
    ...groups.map((group) =>
      interfaceOf(
        nameOf(group),
        `The members of \`run.${group}\`.`,
        fields.filter((field) => groupOf(field) === group).map(member),
      ),
    ),
  ].join('\n');
}

/** The name of the type of an object of the run. */
export function nameOf(group: string): string {
  return `Run${group.charAt(0).toUpperCase()}${group.slice(1)}`;
}

function interfaceOf(name: string, description: string, members: readonly string[]): string {
  return `\n/** ${description} */\nexport interface ${name} {\n${members.join('\n')}\n}\n`;
}

function member(field: RunField): string {
  const { path, description, read } = field;
  const lines = [...description.replaceAll('*/', '* /').split('\n'), '', `From ${sourcesOf(field)}.`];
  const comment = lines.map((line) => `   *${line === '' ? '' : ` ${line}`}`).join('\n');
  return `  /**\n${comment}\n   */\n  ${path.at(-1)}${ALWAYS.has(read) ? '' : '?'}: ${typeOf(field)};`;
}

/** Where a field comes from: its names on the wire, each with the messages that have it. */
function sourcesOf({ sources, holder }: RunField, labels?: ReadonlyMap<string, string>): string {
  const parent = { data: 'data', output: 'data.extracted_data', error: 'data.error' }[holder];
  return [...sources]
    .map(
      ([key, messages]) =>
        `\`${parent}.${key}\` (${messages.map((name) => labels?.get(name) ?? `\`${name}\``).join(', ')})`,
    )
    .join(' and ');
}

function rowOf(field: RunField, letters: ReadonlyMap<string, string>): string[] {
  return [`\`run.${field.path.join('.')}\``, description(field), sourcesOf(field, letters)];
}

function description(field: RunField): string {
  const isDate = field.read === 'date' || field.read === 'end';
  return `${isDate ? 'a date in UTC' : `\`${typeOf(field)}\``}: ${field.description}`;
}

const DECLARATIONS = `
/** A value as JSON has it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };

/** A row of a captured list, or a record of captured texts: column to value, a text as a rule. */
export type Row = Record<string, Json | undefined>;

/** How a field is read. From 'end' on, each is of one field only, whose \`x-run\` names it. */
export type Reader =
  | 'text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'object'
  | 'array'
  | 'json'
  | 'end'
  | 'output'
  | 'rows'
  | 'results'
  | 'links'
  | 'metadata'
  | 'error';

/** A field of the contracts, and its place in the run. */
export interface RunField {
  /** Its name in snake_case. */
  readonly name: string;
  readonly read: Reader;
  /** Where it is in the run; empty where its members are the run's own. */
  readonly path: readonly string[];
  /** The values that the contracts name. */
  readonly values?: readonly string[];
}

/** The fields by the object that holds them: \`data\`, \`data.extracted_data\`, \`data.error\`. */
export declare const runFields: Readonly<Record<'data' | 'output' | 'error', readonly RunField[]>>;

/** The documented events whose own fields are in camelCase. */
export declare const camelCaseEvents: readonly string[];

/** A run of which nothing is known. */
export declare function emptyRun(): RunFields;
`;
