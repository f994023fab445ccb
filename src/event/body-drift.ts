/**
 * What the text of a body shows and its value does not, as drift.
 *
 * @module event/body-drift
 */
import { describePlace } from '../validation/describe.ts';
import type { Drift } from '../validation/index.ts';
import type { JsonFindings } from './scan-json.ts';

/**
 * Lists the duplicate keys and the numbers that lost digits, in the form of `driftOf`.
 *
 * @param findings what `scanJson` found in the body's text
 * @returns at most 200 entries
 * @example
 * ```ts
 * const parsed = parseBody(bytes);
 * const drift = [...driftOf(parsed.value), ...driftOfBody(scanJson(parsed.text))];
 * ```
 */
export function driftOfBody({ duplicateKeys, unsafeNumbers }: JsonFindings): Drift[] {
  return [
    ...duplicateKeys.map((path) => driftAt(path, DUPLICATE)),
    ...unsafeNumbers.map((path) => driftAt(path, IMPRECISE)),
  ];
}

const DUPLICATE = {
  kind: 'duplicate',
  expected: 'a key once',
  found: 'the same key more than once',
  message: 'the key is there more than once; the last value is taken, by others perhaps the first.',
} as const;

const IMPRECISE = {
  kind: 'imprecise',
  expected: 'a number that a double can hold',
  found: 'a number beyond that',
  message: 'the number has more digits than a double can hold, and some are lost.',
} as const;

function driftAt(path: string, { message, ...rest }: Omit<Drift, 'path'>): Drift {
  return { path, ...rest, message: `${describePlace(path)}: ${message}` };
}
