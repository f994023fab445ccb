/**
 * Texts from outside, made harmless for a terminal and a log.
 *
 * @module validation/printable
 * @see https://www.unicode.org/reports/tr9/ the marks that turn the direction of text
 */

/** Control characters, line separators, invisible marks, and the marks that turn the direction of text. */
// eslint-disable-next-line no-control-regex -- these are the very characters that must not get through
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * A text that cannot move a terminal's cursor, forge a line of a log, or turn the direction of what follows.
 *
 * @param text from any source
 * @returns the text with each such character as `\uXXXX`
 * @example
 * ```ts
 * console.log(`run of ${printable(run.robot.name ?? 'a robot')} failed`);
 * ```
 */
export function printable(text: string): string {
  return text.replaceAll(UNSAFE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
