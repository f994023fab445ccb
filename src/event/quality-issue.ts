/**
 * What can be unusual in a run. `quality/` finds it.
 *
 * @module event/quality-issue
 */

/** What can be unusual in a list, or in a group of captured texts. */
export type QualityKind =
  /** The list has no rows, and usually has. */
  | 'list-empty'
  /** The list has far fewer rows than usual. */
  | 'rows-collapsed'
  /** A column that rows usually have is gone, or is in far fewer. */
  | 'column-missing'
  /** A column is there that was never there. */
  | 'column-new'
  /** A column is there, and empty or blank in far more rows than usual. */
  | 'column-empty'
  /** The cells of a column no longer have what they had: digits, letters, a currency, a URL, a date. */
  | 'format-lost';

/** Something in a run that is unusual for its robot. */
export interface QualityIssue {
  readonly kind: QualityKind;
  /** Where it is in the run: a captured list, or a group of captured texts. */
  readonly where: 'lists' | 'texts';
  /** Name of the list or group. */
  readonly list: string;
  /** Name of the column, if it is about one. */
  readonly column?: string;
  /** The whole issue in one sentence. */
  readonly message: string;
}
