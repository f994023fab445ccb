/**
 * What a run produced: lists and texts, crawl and search results, links. Passed on as it is wherever it has the
 * normalised structure already, never copied row by row.
 *
 * @module event/outputs
 */
import { join } from '../validation/pointer.ts';
import { isRecord } from '../errors/is-record.ts';
import type { Field } from './fields.ts';
import { MAX_LISTS } from './limits.ts';
import type { Repairs } from './repair.ts';
import type { Row } from './run.ts';

/** What the rows are: those of lists, or records of captured texts, of which a bare text is one. */
export type RowKind = 'list' | 'text';

/**
 * Captured lists, or groups of captured texts: a record of name to rows. A plain array is one list, such as `list_0`. An array of
 * lists is named by their places, `list_1` for the second; places that are empty have no list.
 *
 * @param field `captured_lists` or `captured_texts`
 * @param kind what the rows are
 * @param repairs where to report
 */
export function readLists(field: Field, kind: RowKind, repairs: Repairs): Record<string, Row[]> | undefined {
  const { value, path } = field;
  const place: Place = { path, kind, repairs };
  if (Array.isArray(value)) return listsOf(nameLists(value as unknown[], place), place);
  if (isBareText(value, kind)) return listsOf(nameLists([value], place), place);
  if (!isRecord(value)) return repairs.unreadable(field, 'lists by name');
  const names = Object.keys(value);
  if (names.every((name) => isRows(value[name]))) return value as Record<string, Row[]>;
  if (names.length > MAX_LISTS) reportTooMany(value, place);
  const listed = names.slice(0, MAX_LISTS).map((name) => ({ name, key: name, list: value[name] }));
  return listsOf(listed, place);
}

/** Where lists are, and where to report. */
interface Place {
  readonly path: string;
  readonly kind: RowKind;
  readonly repairs: Repairs;
}

function isBareText(value: unknown, kind: RowKind): value is string {
  return kind === 'text' && typeof value === 'string';
}

function reportTooMany(found: unknown, { path, repairs }: Place): void {
  const because = `has more than ${MAX_LISTS} lists: those after them are left out`;
  repairs.add('unreadable', path, { found, because });
}

/** A list of the payload, with its key or its place if it has one of its own. */
interface Listed {
  readonly name: string;
  readonly key?: string | number;
  readonly list: unknown;
}

function nameLists(value: readonly unknown[], place: Place): Listed[] {
  if (value.length === 0) return [];
  const areLists = value.every((list) => Array.isArray(list) || list === null) && value.some(Array.isArray);
  const first = `${place.kind}_0`;
  const because = areLists
    ? `has no names: each list is read under its place, as "${first}" and on`
    : `has no names: it is read as one list, "${first}"`;
  place.repairs.add('restructured', place.path, { found: value, because });
  if (!areLists) return [{ name: first, list: value }];
  if (value.length > MAX_LISTS) reportTooMany(value, place);
  const listed = value.slice(0, MAX_LISTS).map((list, key) => ({ name: `${place.kind}_${key}`, key, list }));
  return listed.filter(({ list }) => list !== null);
}

function listsOf(listed: readonly Listed[], { path, kind, repairs }: Place): Record<string, Row[]> {
  const lists = listed.map(({ name, key, list }) => {
    const place = { path: key === undefined ? path : join(path, key), kind, repairs };
    return [name, readRows(list, place)] as const;
  });
  // Defines its members, so that even a name such as `__proto__` is one like any other.
  return Object.fromEntries(lists.filter((list): list is [string, Row[]] => list[1] !== undefined));
}

function isRows(value: unknown): value is Row[] {
  return Array.isArray(value) && value.every(isRecord);
}

function readRows(value: unknown, { path, kind, repairs }: Place): Row[] | undefined {
  if (isRows(value)) return value;
  if (isRecord(value) || isBareText(value, kind)) {
    repairs.add('restructured', path, { found: value, because: 'is read as a list of one row' });
    return [toRow(value)];
  }
  if (!Array.isArray(value)) return repairs.unreadable({ value, path }, 'rows');
  const because = 'has rows that are not records: each is read as the field "value" of one';
  repairs.add('restructured', path, { found: value, because });
  return value.map(toRow);
}

function toRow(value: unknown): Row {
  return (isRecord(value) ? value : { value }) as Row;
}

/**
 * The result of a crawl or a search: an object. `{}` means that the run has no such result.
 *
 * @param field `crawl_data` or `search_data`
 * @param name what a plain array is called
 * @param repairs where to report
 */
export function readResult(
  field: Field,
  name: string,
  repairs: Repairs,
): Record<string, unknown> | undefined {
  const { value, path } = field;
  if (isRecord(value)) return Object.keys(value).length > 0 ? value : undefined;
  if (!Array.isArray(value)) return repairs.unreadable(field, 'results by name');
  if (value.length === 0) return undefined;
  repairs.add('restructured', path, { found: value, because: `has no name: it is read as "${name}"` });
  return { [name]: value };
}

/**
 * The links of a page: texts, or records whose `url` or `href` is read.
 *
 * @param field `links`
 * @param repairs where to report
 */
export function readLinks(field: Field, repairs: Repairs): string[] | undefined {
  const { value, path } = field;
  if (!Array.isArray(value)) return repairs.unreadable(field, 'an array of links');
  if (value.every((link) => typeof link === 'string')) return value;
  const links = value.map(linkOf).filter((link) => link !== undefined);
  const lost = value.length - links.length;
  if (lost > 0) {
    const because = `has ${lost} links that are neither texts nor records with a "url", and they are left out`;
    repairs.add('unreadable', path, { found: value, used: links, because });
  }
  return links;
}

function linkOf(link: unknown): string | undefined {
  if (typeof link === 'string') return link;
  if (!isRecord(link)) return undefined;
  const { url, href } = link;
  if (typeof url === 'string') return url;
  return typeof href === 'string' ? href : undefined;
}
