/**
 * The formats of a cell that a page's redesign breaks first.
 *
 * @module quality/formats
 */
import type { Json } from '../event/index.ts';
import { MAX_CELL } from './limits.ts';

/** What a cell can have, by the words that name it. */
export const FORMATS: ReadonlyMap<string, RegExp> = new Map([
  ['digits', /\d/],
  ['letters', /\p{L}/u],
  ['a currency', /\p{Sc}|\b(?:USD|EUR|GBP|JPY|INR|CHF)\b/u],
  ['a URL', /^https?:\/\//i],
  ['a date', /\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/],
]);

/**
 * The text of a cell.
 *
 * @returns `undefined` if nothing is in it, a blank text included
 */
export function textOf(cell: Json | undefined): string | undefined {
  if (cell === undefined || cell === null) return undefined;
  if (typeof cell === 'object') return Object.keys(cell).length === 0 ? undefined : '{}';
  const text = String(cell).slice(0, MAX_CELL).trim();
  return text === '' ? undefined : text;
}
