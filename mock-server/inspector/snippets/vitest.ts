/**
 * A delivery as a Vitest test of the endpoint that takes it.
 *
 * @module mock-server/inspector/snippets/vitest
 */
import { isSigned, type SnippetInput, unsignedHeaders } from './input.ts';
import { bodyExpression, headersLiteral, quoteJs } from './javascript.ts';

/**
 * A test that delivers the same bytes to an endpoint. What was signed is signed anew, as a signature is too old after
 * five minutes.
 *
 * @param input the delivery
 */
export function toVitest(input: SnippetInput): string {
  const signed = isSigned(input.headers);
  const name = `takes ${input.eventType ?? 'a delivery'}`;
  return [
    ...(signed ? [`import { sign } from 'maxun-webhooks';`] : []),
    `import { expect, test } from 'vitest';`,
    '',
    `const endpoint = process.env.ENDPOINT ?? 'http://localhost:3000/hooks/maxun';`,
    '',
    `test(${quoteJs(name)}, async () => {`,
    `  const body = ${bodyExpression(input)};`,
    ...(signed ? signing(input) : []),
    `  const response = await fetch(endpoint, {`,
    `    method: ${quoteJs(input.method)},`,
    `    headers: ${headers(input, signed)},`,
    '    body,',
    '  });',
    '  expect(response.status).toBe(200);',
    '});',
    '',
  ].join('\n');
}

function signing({ headers }: SnippetInput): string[] {
  const id = headers.find(([name]) => name.toLowerCase() === 'webhook-id')?.[1] ?? 'msg_test';
  return [
    '  const signature = await sign(body, {',
    `    id: ${quoteJs(id)},`,
    `    timestamp: Math.floor(Date.now() / 1000),`,
    `    secrets: [process.env.MAXUN_WEBHOOK_SECRET ?? ''],`,
    '  });',
  ];
}

function headers({ headers }: SnippetInput, signed: boolean): string {
  const literal = headersLiteral(unsignedHeaders(headers), '    ');
  if (!signed) return literal;
  const isList = literal.startsWith('[');
  return isList
    ? literal.replace(/\]$/, '  ...Object.entries(signature),\n    ]')
    : literal.replace(/\}$/, '  ...signature,\n    }');
}
