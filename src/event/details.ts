/**
 * The error and the metadata of a run.
 *
 * @module event/details
 */
import { runFields } from '#generated/run.js';
import { toSnakeCase } from '../validation/hints.ts';
import { describePlace } from '../validation/describe.ts';
import { join } from '../validation/pointer.ts';
import { isRecord } from '../errors/is-record.ts';
import { type Field, findFields, type FindOptions, reportDropped } from './fields.ts';
import { MAX_KEYS } from './limits.ts';
import type { RunError } from './run.ts';
import { readText } from './values.ts';

const NAMES = runFields.error.map(({ name }) => name);

/** The documentation's table lists the error's fields flat, as `error.message`; so may somebody's sender. */
const FLAT_NAMES = NAMES.map((name) => `error_${name}`);

/**
 * What went wrong.
 *
 * @param field `error`, if it is there
 * @param options where else to look, and where to report
 */
export function readError(field: Field | undefined, options: FindOptions): RunError | undefined {
  if (field === undefined) return readFlatError(options);
  const { repairs } = options;
  const { value, path } = field;
  if (typeof value === 'string') {
    const used = { message: value };
    repairs.add('restructured', path, { found: value, used, because: "is read as the error's message" });
    return used;
  }
  if (!isRecord(value)) return repairs.unreadable(field, 'an error');
  const found = findFields(NAMES, { repairs, holders: [{ value, path }] });
  reportDropped({ value, path }, repairs);
  return errorOf(
    NAMES.map((name) => found[name]),
    options,
  );
}

function readFlatError(options: FindOptions): RunError | undefined {
  const found = findFields(FLAT_NAMES, { ...options, camelCase: true });
  const fields = FLAT_NAMES.map((name) => found[name]);
  const because = 'is read as a member of /data/error';
  for (const { value, path } of fields.filter((field) => field !== undefined))
    options.repairs.add('restructured', path, { found: value, because });
  return fields.some(Boolean) ? errorOf(fields, options) : undefined;
}

function errorOf(fields: readonly (Field | undefined)[], { repairs }: FindOptions): RunError {
  const texts = fields.map((field, index) => [NAMES[index], field && readText(field, repairs)] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== undefined)) as RunError;
}

/**
 * The metadata, with its keys in snake_case. Where they are so already, it is the payload's own object.
 *
 * @param field `metadata`
 * @param options where to report
 */
export function readMetadata(
  field: Field,
  { repairs, camelCase }: FindOptions,
): Record<string, unknown> | undefined {
  const { value, path } = field;
  if (!isRecord(value)) return repairs.unreadable(field, 'an object of metadata');
  const keys = Object.keys(value);
  if (keys.length > MAX_KEYS || !keys.some(isCamelCase)) return value;
  const kept = new Map(keys.filter((key) => !isCamelCase(key)).map((key) => [key, value[key]]));
  for (const key of keys.filter(isCamelCase)) {
    const name = toSnakeCase(key);
    const place = describePlace(join(path, name));
    const found = value[key];
    if (kept.has(name)) {
      const because = `has the name of ${place} in another spelling, which is taken`;
      repairs.add('conflict', join(path, key), { found, used: undefined, because });
      continue;
    }
    if (camelCase !== true)
      repairs.add('renamed', join(path, key), { found, because: `is read as ${place}` });
    kept.set(name, found);
  }
  // Defines its members, so that even a key such as `__proto__` is one like any other.
  return Object.fromEntries(kept);
}

function isCamelCase(key: string): boolean {
  return key.length <= 100 && /^[a-z][\da-z]*[A-Z][\dA-Za-z]*$/.test(key);
}
