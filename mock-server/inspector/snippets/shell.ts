/**
 * Text as a POSIX shell takes it.
 *
 * @module mock-server/inspector/snippets/shell
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */

/**
 * Quotes a text, so that a shell takes it as it is.
 *
 * @param text any text without U+0000
 */
export function quoteShell(text: string): string {
  if (/^[\w./:=@%+,-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
