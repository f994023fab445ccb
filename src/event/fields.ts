/**
 * Finds the contract's fields in a payload, where they belong and where near misses put them.
 *
 * @module event/fields
 */
import { describePlace } from '../validation/describe.ts';
import { toCamelCase, toSnakeCase } from '../validation/hints.ts';
import { join, memberOf, pointerOf } from '../validation/pointer.ts';
import { MAX_KEYS } from './limits.ts';
import type { Repairs } from './repair.ts';

/** An object of the payload. */
export interface Holder {
  readonly value: object;
  /** JSON pointer to it. */
  readonly path: string;
}

/** A field that was found. */
export interface Field {
  readonly value: unknown;
  /** JSON pointer to it. */
  readonly path: string;
}

/** The options of {@link findFields}. */
export interface FindOptions {
  /** Where to look: first where the fields belong, then where they may have been misplaced. */
  readonly holders: readonly Holder[];
  /** Take the names in camelCase for the contract's own. */
  readonly camelCase?: boolean;
  readonly repairs: Repairs;
}

/** Fields by their names in snake_case. */
export type Fields<Name extends string> = { [Key in Name]?: Field };

/**
 * Finds fields by their names in snake_case, in camelCase, or in any other spelling, and says which it was.
 *
 * @param names the contract's names, in snake_case
 * @param options where to look, and where to report
 * @returns the fields that are there; `null` counts as not there
 */
export function findFields<Name extends string>(names: readonly Name[], options: FindOptions): Fields<Name> {
  const found: Fields<Name> = {};
  for (const [index, holder] of options.holders.entries()) {
    const missing = names.filter((name) => found[name] === undefined);
    if (missing.length === 0) break;
    for (const { name, key } of search(missing, holder, options)) {
      const field = { value: memberOf(holder.value, key), path: join(holder.path, key) };
      options.repairs.seen.add(field.path);
      if (index > 0) reportMisplaced(field, options);
      found[name] = field;
    }
  }
  return found;
}

/**
 * Reports the fields of an object that no search has found: the run has no place for them.
 *
 * @param holder the object
 * @param repairs where to report
 */
export function reportDropped(holder: Holder, repairs: Repairs): void {
  for (const key of repairs.keysOf(holder.value).slice(0, MAX_KEYS)) {
    const value = memberOf(holder.value, key);
    const path = pointerOf([key]) === '' ? holder.path : join(holder.path, key);
    if (value === null || value === undefined || repairs.seen.has(path)) continue;
    const because = 'has no place in a run, and is left out';
    repairs.add('dropped', path, { found: value, used: undefined, because });
  }
}

interface Hit<Name extends string> {
  readonly name: Name;
  readonly key: string;
}

function search<Name extends string>(
  names: readonly Name[],
  holder: Holder,
  options: FindOptions,
): Hit<Name>[] {
  const hits: Hit<Name>[] = [];
  const missing: Name[] = [];
  for (const name of names) {
    const key = keyOf(name, holder, options);
    if (key === undefined) missing.push(name);
    else hits.push({ name, key });
  }
  if (missing.length > 0) hits.push(...searchOtherSpellings(missing, holder, options));
  return hits;
}

/** The key in snake_case or in camelCase that a field has. */
function keyOf(name: string, holder: Holder, options: FindOptions): string | undefined {
  const camel = camelOf(name);
  const hasSnake = has(holder.value, name);
  if (camel === name || !has(holder.value, camel)) return hasSnake ? name : undefined;
  if (hasSnake) {
    reportConflict(name, camel, { holder, options });
    return name;
  }
  if (options.camelCase !== true) reportRenamed(name, camel, { holder, options });
  return camel;
}

function searchOtherSpellings<Name extends string>(
  missing: readonly Name[],
  holder: Holder,
  options: FindOptions,
): Hit<Name>[] {
  const hits: Hit<Name>[] = [];
  const keys = options.repairs.keysOf(holder.value);
  if (keys.length > MAX_KEYS) return hits;
  for (const key of keys) {
    if (isPlain(key)) continue;
    const meant = toSnakeCase(key);
    const name = missing.find((candidate) => candidate === meant);
    const isTaken = hits.some((hit) => hit.name === name);
    if (name === undefined || isTaken || key === camelOf(name) || !has(holder.value, key)) continue;
    reportRenamed(name, key, { holder, options });
    hits.push({ name, key });
  }
  return hits;
}

/** Whether a key is in snake_case already, so that it can stand for no other. */
function isPlain(key: string): boolean {
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at);
    if ((unit < 0x61 || unit > 0x7a) && unit !== 0x5f) return false;
  }
  return true;
}

function has(holder: object, key: string): boolean {
  return (memberOf(holder, key) ?? undefined) !== undefined;
}

const camelNames = new Map<string, string>();

/** Only ever asked for the contract's own names, so the map stays small. */
function camelOf(name: string): string {
  let camel = camelNames.get(name);
  if (camel === undefined) camelNames.set(name, (camel = toCamelCase(name)));
  return camel;
}

interface Place {
  readonly holder: Holder;
  readonly options: FindOptions;
}

function reportRenamed(name: string, key: string, { holder, options }: Place): void {
  const found = memberOf(holder.value, key);
  const because = `is read as ${describePlace(join(holder.path, name))}`;
  options.repairs.add('renamed', join(holder.path, key), { found, because });
}

function reportConflict(name: string, key: string, { holder, options }: Place): void {
  const found = memberOf(holder.value, key);
  const kept = memberOf(holder.value, name);
  options.repairs.seen.add(join(holder.path, key));
  if (found === kept) return;
  const because = `is another value than that of ${describePlace(join(holder.path, name))}, which is taken`;
  options.repairs.add('conflict', join(holder.path, key), { found, used: kept, because });
}

function reportMisplaced({ value, path }: Field, { holders, repairs }: FindOptions): void {
  const because = `belongs under ${describePlace(holders[0]?.path ?? '')}, and is read nevertheless`;
  repairs.add('misplaced', path, { found: value, because });
}
