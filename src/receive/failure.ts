/**
 * Tells a second, contradictory failure of a run from a repetition of the first.
 *
 * @module receive/failure
 * @see docs/decisions/0031-two-failures-of-one-run.md
 */
import { printable } from '../validation/printable.ts';
import type { OpenedParts } from './open.ts';

/** Of a failure that was fetched: its text is the log's, and never that of the webhook. */
const FETCHED = 'fetched';

/**
 * @param parts a delivery of `run_failed`
 * @returns its status, and the type and message of its error, as JSON that any store can hold
 */
export function failureOf({ source, identifyPayload }: OpenedParts): string {
  return source === 'catch-up' ? FETCHED : printable(identifyPayload().variant);
}

/**
 * @param first the failure that was received first; empty if the store does not know it
 * @param second the failure of the same run that came later
 */
export function contradicts(first: string, second: string): boolean {
  return first !== second && ![first, second].some((failure) => failure === FETCHED || failure === '');
}
