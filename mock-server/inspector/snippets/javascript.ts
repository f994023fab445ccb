/**
 * A delivery as JavaScript: a call of `fetch`, or a Vitest test of the endpoint that takes it.
 *
 * @module mock-server/inspector/snippets/javascript
 */
import {
  headersToSend,
  idToSign,
  isInline,
  SECRET_VARIABLE,
  type SnippetInput,
  variableFor,
  withHidden,
} from './input.ts';

const IMPORT_SIGN = `import { sign } from 'maxun-webhooks';`;

/**
 * A call that sends the same bytes once more.
 *
 * @param input the delivery
 */
export function toFetch(input: SnippetInput): string {
  return [
    ...(input.signing === 'sign' ? [IMPORT_SIGN, ''] : []),
    ...request(input, hiddenAware(input.url, variableFor())),
    'console.log(response.status, await response.text());',
    '',
  ].join('\n');
}

/**
 * A test that delivers the same bytes to an endpoint. What was signed is signed again, since a signature is valid for
 * five minutes.
 *
 * @param input the delivery
 */
export function toVitest(input: SnippetInput): string {
  const name = `takes ${input.eventType ?? 'a delivery'}`;
  const lines = [...request(input, 'endpoint'), 'expect(response.status).toBe(200);'].join('\n');
  return [
    ...(input.signing === 'sign' ? [IMPORT_SIGN] : []),
    `import { expect, test } from 'vitest';`,
    '',
    `const endpoint = process.env.ENDPOINT ?? 'http://localhost:3000/hooks/maxun';`,
    '',
    `test(${quoteJs(name)}, async () => {`,
    lines.replaceAll(/^/gm, '  '),
    '});',
    '',
  ].join('\n');
}

/** The body with its signature, and the request. */
function request(input: SnippetInput, url: string): string[] {
  return [
    ...prepared(input),
    `const response = await fetch(${url}, {`,
    `  method: ${quoteJs(input.method)},`,
    `  headers: ${headersLiteral(input)},`,
    '  body,',
    '});',
  ];
}

function prepared(input: SnippetInput): string[] {
  const { body, bodyUrl, signing } = input;
  const value = isInline(input)
    ? quoteJs(body)
    : `new Uint8Array(await (await fetch(${quoteJs(bodyUrl)})).arrayBuffer())`;
  if (signing !== 'sign') return [`const body = ${value};`];
  return [
    `const body = ${value};`,
    'const signature = await sign(body, {',
    `  id: ${quoteJs(idToSign(input))},`,
    '  timestamp: Math.floor(Date.now() / 1000),',
    `  secrets: [process.env.${SECRET_VARIABLE} ?? ''],`,
    '});',
  ];
}

/** An object, or a list of pairs where a name occurs twice. */
function headersLiteral(input: SnippetInput): string {
  const pairs = headersToSend(input);
  const isList = new Set(pairs.map(([name]) => name.toLowerCase())).size < pairs.length;
  const lines = pairs.map(([name, value]) => {
    const written = hiddenAware(value, variableFor(name));
    return isList ? `    [${quoteJs(name)}, ${written}],` : `    ${quoteJs(name)}: ${written},`;
  });
  if (input.signing === 'sign')
    lines.push(isList ? '    ...Object.entries(signature),' : '    ...signature,');
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  return [open, ...lines, `  ${close}`].join('\n');
}

function hiddenAware(text: string, variable: string): string {
  return withHidden(text, quoteJs, `process.env.${variable}`).join(' + ');
}

function quoteJs(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`);
  // Older readers of JavaScript take these two as line ends.
  return `'${inner.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`)}'`;
}
