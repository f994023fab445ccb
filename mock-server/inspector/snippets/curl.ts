/**
 * A delivery as commands for a POSIX shell with curl, and openssl where it is signed again.
 *
 * @module mock-server/inspector/snippets/curl
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02 quoting
 * @see https://www.standardwebhooks.com what is signed
 */
import { documentedExamples } from '#generated/examples.js';
import {
  headersToSend,
  idToSign,
  isInline,
  SECRET_VARIABLE,
  type SnippetInput,
  variableFor,
  withHidden,
} from './input.ts';

/**
 * Commands that send the same bytes once more.
 *
 * @param input the delivery
 */
export function toCurl(input: SnippetInput): string {
  if (input.signing === 'sign') return signedCurl(input);
  if (isInline(input)) return curl(input, `--data-raw ${quoteShell(input.body)}`);
  return `curl -sS ${quoteShell(input.bodyUrl)} | ${curl(input, '--data-binary @-')}`;
}

/**
 * The command for a first delivery: the documentation's own example of a failed run.
 *
 * @param url where deliveries go
 * @param signed whether the receiver checks signatures
 */
export function firstDelivery(url: string, signed: boolean): string {
  const headers = [['content-type', 'application/json']] as const;
  const body = JSON.stringify(documentedExamples.run_failed.payload);
  const signing = signed ? 'sign' : 'unsigned';
  return toCurl({ method: 'POST', url, headers, body, signing, isUtf8: true, bodyUrl: '' });
}

/** `--globoff`: brackets and braces in a URL are not a pattern. */
function curl(input: SnippetInput, body: string, headers: readonly string[] = []): string {
  const { method, url } = input;
  const own = headersToSend(input).map(
    // curl leaves out a header without a value, unless it ends in a semicolon.
    ([name, value]) => `-H ${shellWord(value === '' ? `${name};` : `${name}: ${value}`, variableFor(name))}`,
  );
  const target = `${quoteShell(method)} ${shellWord(url, variableFor())}`;
  return [`curl --globoff -X ${target}`, ...own, ...headers, body].join(' \\\n  ');
}

function signedCurl(input: SnippetInput): string {
  const body = isInline(input)
    ? `printf %s ${quoteShell(input.body)}`
    : `curl -sS ${quoteShell(input.bodyUrl)}`;
  const headers = ['id: $id', 'timestamp: $timestamp', 'signature: v1,$signature'];
  return [
    `secret="\${${SECRET_VARIABLE}:?set it to the secret, whsec_…}"`,
    `id=${quoteShell(idToSign(input))} timestamp=$(date +%s) body=$(mktemp)`,
    `${body} > "$body"`,
    `key=$(printf %s "\${secret#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')`,
    `signature=$({ printf %s "$id.$timestamp."; cat "$body"; } |`,
    `  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)`,
    curl(
      input,
      '--data-binary @"$body"',
      headers.map((header) => `-H "webhook-${header}"`),
    ),
  ].join('\n');
}

function shellWord(text: string, variable: string): string {
  return withHidden(text, quoteShell, `"\${${variable}:?it is hidden here: set it}"`).join('');
}

/**
 * Quotes a text, so that a shell takes it as it is.
 *
 * @param text any text without U+0000
 */
export function quoteShell(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
