/**
 * What the generated validators call. The generator writes this file's code into `generated/validators.js`, so
 * it must import nothing.
 *
 * @module validation/runtime
 */

/** Levels of nesting that an extra field may have. Documents of real scrapers stay below 20. */
export const MAX_DEPTH = 100;

/** UTF-16 units in one string: the default limit of a whole body, 10 MiB, since a page's HTML is one string. */
export const MAX_STRING_LENGTH = 10_485_760;

/** Findings that one validation collects; the rest would say the same again. */
export const MAX_ISSUES = 100;

/** Values that one walk visits. A body of 10 MiB cannot hold as many; a graph with shared parts can. */
const MAX_VALUES = 10_000_000;

/** RFC 3339, section 5.6, with the seconds' fraction and the zone that ISO 8601 allows; the zone is required. */
const DATE_TIME =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** The longest text that {@link DATE_TIME} can match, so that nothing longer is even looked at. */
const MAX_DATE_TIME_LENGTH = 35;

/**
 * Whether a text is an RFC 3339 date and time, with a day that the month has.
 *
 * @param text any text
 * @returns true for, say, `2025-05-29T15:53:15.595Z`
 */
export function isDateTime(text: string): boolean {
  if (text.length > MAX_DATE_TIME_LENGTH) return false;
  if (!DATE_TIME.test(text)) return false;
  const day = (text.charCodeAt(8) - 48) * 10 + text.charCodeAt(9) - 48;
  if (day <= 28) return true;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * Whether a value that no schema describes is plain data within the limits.
 *
 * @param value any value
 * @returns false if it nests deeper than {@link MAX_DEPTH}, holds a longer string than {@link MAX_STRING_LENGTH},
 * more than ten million values, or something that JSON does not have (a function, a symbol, a BigInt, NaN)
 */
export function isBounded(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MAX_STRING_LENGTH;
  return walk(value, MAX_DEPTH, { values: MAX_VALUES });
}

function walk(value: unknown, depth: number, left: { values: number }): boolean {
  if (--left.values < 0) return false;
  if (typeof value === 'string') return value.length <= MAX_STRING_LENGTH;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'object') return value === null || (depth > 0 && walkMembers(value, depth - 1, left));
  return typeof value === 'boolean' || value === undefined;
}

function walkMembers(value: object, depth: number, left: { values: number }): boolean {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (!walk(value[i], depth, left)) return false;
    return true;
  }
  for (const key in value) if (!walk((value as Record<string, unknown>)[key], depth, left)) return false;
  return true;
}

/** Thrown by a generated validator that has found enough. */
export class EnoughErrors {
  readonly errors: unknown[];

  /** @param errors what was found */
  constructor(errors: unknown[]) {
    this.errors = errors;
  }
}

/**
 * Adds a finding, up to {@link MAX_ISSUES}. ajv itself has no limit, and a hostile body can have a million findings.
 *
 * @param errors the findings so far
 * @param error the next one
 * @throws {EnoughErrors} if there are {@link MAX_ISSUES} already
 */
export function pushCapped(errors: unknown[], error: unknown): void {
  if (errors.length >= MAX_ISSUES) throw new EnoughErrors(errors);
  errors.push(error);
}
