/**
 * What a run produced: texts, lists, crawl and search results, links. Passed on as it is wherever it has the
 * normalised structure already, never copied row by row.
 *
 * @module event/outputs
 */
import { join } from '../validation/pointer.ts';
import { isRecord } from './envelope.ts';
import type { Field } from './fields.ts';
import { MAX_LISTS } from './limits.ts';
import type { Repairs } from './repair.ts';
import type { Row } from './run.ts';

/**
 * Captured texts: a record of group to array. A plain array is the group `text_0`; any other value is a group of one.
 *
 * @param field `captured_texts`, if it is there
 * @param repairs where to report
 */
export function readTexts(field: Field | undefined, repairs: Repairs): Record<string, unknown[]> {
  if (field === undefined) return {};
  const { value, path } = field;
  if (!isRecord(value)) {
    if (Array.isArray(value) && value.length === 0) return {};
    const used = { text_0: Array.isArray(value) ? (value as unknown[]) : [value] };
    repairs.add('restructured', path, { found: value, used, because: 'is read as one group, "text_0"' });
    return used;
  }
  const groups = Object.entries(value);
  const single = groups.filter(([, group]) => !Array.isArray(group)).length;
  if (single === 0) return value as Record<string, unknown[]>;
  const because = `has ${single} value(s) that are in no array: each is read as a group of one`;
  repairs.add('restructured', path, { found: value, because });
  return Object.fromEntries(
    groups.map(([name, group]) => [name, Array.isArray(group) ? (group as unknown[]) : [group]]),
  );
}

/**
 * Captured lists: a record of name to rows. A plain array is `list_0`. An array of lists is named by their places, `list_1`
 * for the second; places that are empty have no list.
 *
 * @param field `captured_lists`, if it is there
 * @param repairs where to report
 */
export function readLists(field: Field | undefined, repairs: Repairs): Record<string, Row[]> {
  if (field === undefined) return {};
  const { value, path } = field;
  if (Array.isArray(value)) return namedLists(value as unknown[], path, repairs);
  if (!isRecord(value)) {
    repairs.unreadable(path, value, 'lists by name');
    return {};
  }
  const names = Object.keys(value);
  if (names.every((name) => isRows(value[name]))) return value as Record<string, Row[]>;
  if (names.length > MAX_LISTS) reportTooMany(value, path, repairs);
  const entries = names.slice(0, MAX_LISTS).map((name) => [name, value[name]] as const);
  return listsOf(entries, path, repairs);
}

function reportTooMany(found: unknown, path: string, repairs: Repairs): void {
  const because = `has more than ${MAX_LISTS} lists: those after them are left out`;
  repairs.add('unreadable', path, { found, because });
}

function namedLists(value: unknown[], path: string, repairs: Repairs): Record<string, Row[]> {
  const isNested = value.every((list) => Array.isArray(list) || list === null) && value.some(Array.isArray);
  if (!isNested) {
    if (value.length === 0) return {};
    repairs.add('restructured', path, {
      found: value,
      because: 'has no names: it is read as one list, "list_0"',
    });
    return { list_0: readRows(value, path, repairs) ?? [] };
  }
  const because = 'has no names: each list is read under its place, as "list_0" and on';
  repairs.add('restructured', path, { found: value, because });
  const filled = [...value.slice(0, MAX_LISTS).entries()].filter(([, list]) => list !== null);
  if (value.length > MAX_LISTS) reportTooMany(value, path, repairs);
  return listsOf(filled, path, repairs);
}

function listsOf(
  entries: readonly (readonly [string | number, unknown])[],
  path: string,
  repairs: Repairs,
): Record<string, Row[]> {
  const lists = entries.map(([key, list]) => {
    const name = typeof key === 'number' ? `list_${key}` : key;
    return [name, readRows(list, join(path, key), repairs)] as const;
  });
  return Object.fromEntries(lists.filter((list): list is [string, Row[]] => list[1] !== undefined));
}

function isRows(value: unknown): value is Row[] {
  return Array.isArray(value) && value.every(isRecord);
}

function readRows(value: unknown, path: string, repairs: Repairs): Row[] | undefined {
  if (isRows(value)) return value;
  if (isRecord(value)) {
    repairs.add('restructured', path, { found: value, because: 'is read as a list of one row' });
    return [value];
  }
  if (!Array.isArray(value)) {
    repairs.unreadable(path, value, 'rows');
    return undefined;
  }
  const because = 'has rows that are not records: each is read as the field "value" of one';
  repairs.add('restructured', path, { found: value, because });
  return value.map((row: unknown) => (isRecord(row) ? row : { value: row }));
}

/**
 * The result of a crawl or a search: an object. `{}` means that the run has no such result.
 *
 * @param field `crawl_data` or `search_data`, if it is there
 * @param name what a plain array is called
 * @param repairs where to report
 */
export function readResult(
  field: Field | undefined,
  name: 'crawl_0' | 'search_0',
  repairs: Repairs,
): Record<string, unknown> | undefined {
  if (field === undefined) return undefined;
  const { value, path } = field;
  if (isRecord(value)) return Object.keys(value).length > 0 ? value : undefined;
  if (!Array.isArray(value)) {
    repairs.unreadable(path, value, 'results by name');
    return undefined;
  }
  if (value.length === 0) return undefined;
  repairs.add('restructured', path, { found: value, because: `has no name: it is read as "${name}"` });
  return { [name]: value };
}

/**
 * The links of a page: texts, or records whose `url` or `href` is read.
 *
 * @param field `links`, if it is there
 * @param repairs where to report
 */
export function readLinks(field: Field | undefined, repairs: Repairs): string[] | undefined {
  if (field === undefined) return undefined;
  const { value, path } = field;
  if (!Array.isArray(value)) {
    repairs.unreadable(path, value, 'an array of links');
    return undefined;
  }
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
