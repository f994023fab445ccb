/**
 * Values as JavaScript writes them.
 *
 * @module mock-server/inspector/snippets/javascript
 */

/**
 * A text as a literal in single quotes.
 *
 * @param text any text
 */
export function quoteJs(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`);
  // The two are line ends to older readers of JavaScript.
  return `'${inner.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`)}'`;
}

/**
 * Names and values as an object, or, where a name comes twice, as a list of pairs.
 *
 * @param pairs names and values
 * @param indent what each line begins with
 */
export function headersLiteral(pairs: readonly (readonly [string, string])[], indent: string): string {
  const names = new Set(pairs.map(([name]) => name.toLowerCase()));
  const twice = names.size < pairs.length;
  const lines = pairs.map(([name, value]) =>
    twice
      ? `${indent}  [${quoteJs(name)}, ${quoteJs(value)}],`
      : `${indent}  ${quoteJs(name)}: ${quoteJs(value)},`,
  );
  const [open, close] = twice ? ['[', ']'] : ['{', '}'];
  return [open, ...lines, `${indent}${close}`].join('\n');
}

/**
 * A body as an expression: its text, or the bytes read from the receiver.
 *
 * @param body the delivery's body
 */
export function bodyExpression({
  body,
  isUtf8,
  bodyUrl,
}: {
  readonly body: string;
  readonly isUtf8: boolean;
  readonly bodyUrl: string;
}): string {
  return isUtf8 ? quoteJs(body) : `await (await fetch(${quoteJs(bodyUrl)})).arrayBuffer()`;
}
