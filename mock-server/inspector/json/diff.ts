/**
 * What differs between two JSON values, by JSON pointer.
 *
 * @module mock-server/inspector/json/diff
 */
import { join } from '../../../src/validation/pointer.ts';

/** One difference. */
export interface Difference {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** What the first has there, as JSON; absent where it has nothing. */
  readonly before?: string;
  /** What the second has there, as JSON; absent where it has nothing. */
  readonly after?: string;
}

/** The most that are listed. */
const MAX_DIFFERENCES = 500;

/**
 * Lists what differs.
 *
 * @param before any JSON value
 * @param after another
 * @returns in the order of the first, then what only the second has; at most 500
 */
export function diffJson(before: unknown, after: unknown): Difference[] {
  const found: Difference[] = [];
  compare({ before, after, path: '' }, found);
  return found;
}

interface Pair {
  readonly before: unknown;
  readonly after: unknown;
  readonly path: string;
}

function compare({ before, after, path }: Pair, found: Difference[]): void {
  if (before === after || found.length >= MAX_DIFFERENCES) return;
  if (!isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after)) {
    found.push({ path, kind: 'changed', before: JSON.stringify(before), after: JSON.stringify(after) });
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    compareMember(key, { before, after, path }, found);
  }
}

type Members = Readonly<Record<string, unknown>>;

function compareMember(
  key: string,
  { before, after, path }: { before: Members; after: Members; path: string },
  found: Difference[],
): void {
  const at = join(path, key);
  if (found.length >= MAX_DIFFERENCES) return;
  if (!Object.hasOwn(before, key)) found.push({ path: at, kind: 'added', after: JSON.stringify(after[key]) });
  else if (!Object.hasOwn(after, key))
    found.push({ path: at, kind: 'removed', before: JSON.stringify(before[key]) });
  else compare({ before: before[key], after: after[key], path: at }, found);
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
