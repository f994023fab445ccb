/**
 * A delivery as a call of `fetch`.
 *
 * @module mock-server/inspector/snippets/fetch
 */
import { headersToSend, type SnippetInput } from './input.ts';
import { bodyExpression, headersLiteral, quoteJs } from './javascript.ts';

/**
 * A call that sends the same bytes once more.
 *
 * @param input the delivery
 */
export function toFetch(input: SnippetInput): string {
  return [
    `const response = await fetch(${quoteJs(input.url)}, {`,
    `  method: ${quoteJs(input.method)},`,
    `  headers: ${headersLiteral(headersToSend(input.headers), '  ')},`,
    `  body: ${bodyExpression(input)},`,
    '});',
    'console.log(response.status, await response.text());',
    '',
  ].join('\n');
}
